import { describe, expect, it } from "vitest";
import { parseDsegTsv } from "../src/bids/dseg-tsv.ts";
import { formatSplitsFinal, parseSplitsFinal } from "../src/nnunet/splits-final.ts";
import { refusal } from "./expect-error.ts";

describe("splits_final.json", () => {
  const folds = [
    { train: ["b", "c"], val: ["a"] },
    { train: ["a"], val: ["b", "c"] },
  ];

  it("is read and written", () => {
    expect(parseSplitsFinal(formatSplitsFinal(folds), "splits_final.json")).toEqual(folds);
    expect(JSON.parse(formatSplitsFinal(folds))).toEqual(folds);
  });

  it.each([
    ["{}", "the file: expected a list of folds, each with `train` and `val`, found {}"],
    ["[]", "the file: expected a list of folds"],
    ['[{"train":["a"]}]', "fold 0, `val`: expected a list of case ids, found nothing"],
    ['[{"train":["a"],"val":[3]}]', "fold 0, `val`: expected case ids as text, found 3"],
    ['[{"train":["a","a"],"val":[]}]', 'fold 0, `train`: expected every case once, found "a"'],
    ['[{"train":[],"val":[]},{"train":["a"],"val":["a"]}]', 'fold 1: case "a" is in `train` and in `val`'],
  ])("names what is wrong in %s", async (text, message) => {
    expect(await refusal("E_CASES", () => parseSplitsFinal(text, "splits_final.json"))).toContain(
      `splits_final.json: ${message}`,
    );
  });
});

describe("dseg.tsv of BIDS", () => {
  it("gives names by index, whatever the order of columns; background and n/a are left out", () => {
    const text =
      "\ufeffname\tindex\tabbreviation\r\nBackground\t0\tBG\r\nGrey Matter\t2\tGM\r\n\r\nspare\t7\tS\nn/a\t9\tn/a\n";
    expect([...parseDsegTsv(text, "dseg.tsv")]).toEqual([
      [2, "Grey Matter"],
      [7, "spare"],
    ]);
  });

  it.each([
    ["", 'line 1: expected the columns index and name, separated by tabs, found ""'],
    ["index,name\n1,a", 'found "index,name"'],
    [
      "index\tname\n1\ta\nx\tb",
      'line 3, column index: expected a whole number from 0 to 4294967295, found "x"',
    ],
    ["index\tname\n1\ta\n\n1\tb", "line 4: index 1 has a name in line 2 already"],
    ["index\tname\n1", "line 2: expected 2 cells between tabs, found 1"],
  ])("names the line that is wrong in %j", async (text, message) => {
    expect(await refusal("E_LABELS", () => parseDsegTsv(text, "dseg.tsv"))).toContain(message);
  });
});

it("a dseg.tsv that counts structures from 0 is refused, since every name would be shifted", () => {
  const table = (first: string) => `index\tname\n0\t${first}\n1\tkidney\n`;
  expect(() => parseDsegTsv(table("spleen"), "dseg.tsv")).toThrow(
    /dseg\.tsv.*line 2: index 0 is named "spleen".*count from 0\? Then raise each index by 1/,
  );
  for (const name of ["background", "Unknown", "n/a", "", "Clear Label"]) {
    expect([...parseDsegTsv(table(name), "dseg.tsv")]).toEqual([[1, "kidney"]]);
  }
});
