import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { readRawTable } from "../src/score-table/raw-table.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-raw-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(lines: readonly string[]) {
  const path = join(folder, "t.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return readRawTable(path);
}

describe("the separator of a table", () => {
  it.each([
    ["commas", ["task,mean,sd", "a,82.8,3"], ["a", "82.8", "3"], false],
    ["semicolons, decimals with a comma", ["task;mean;sd", "a;82,8;3,1"], ["a", "82,8", "3,1"], true],
    ["tabs, decimals with a comma", ["task\tmean\tsd", "a\t82,8\t3,1"], ["a", "82,8", "3,1"], true],
    ["what all lines agree on", ["a;b, c, d, e;f", "1;2;3", "4;5;6"], ["1", "2", "3"], true],
    ["not what is quoted", ['a,"b;c;d;e",f', "1,2,3"], ["1", "2", "3"], false],
  ])("is told: %s", async (_, lines, first, decimalComma) => {
    const table = await read(lines);
    expect(table.columns).toHaveLength(first.length);
    expect(table.rows[0]).toEqual({ place: "line 2", values: first });
    expect(table.decimalComma).toBe(decimalComma);
  });

  it.each([
    [["a,b,c", "1;2,5;3"], /line 2 is separated by semicolons, the line of names by commas: use one/],
    [["a;b;c", "1;2;3", "4,5,6"], /line 3 is separated by commas, the line of names by semicolons/],
    [
      ["a,b,c", "1,2,3,4,5"],
      /line 2 has 5 columns, separated by commas, and the line of names 3 \(a, b, c\): the names of 2 columns are missing, or/,
    ],
    [["a,b,c", "1,2,3", "4,5"], /line 3 has 2 columns, .* names 3 \(a, b, c\): 1 value is missing$/],
    [['a,b"c', "1,2"], /not a table of comma-separated values/],
    [[""], /the file is empty/],
  ])("%j: the fault is named", async (lines, message) => {
    await expect(read(lines)).rejects.toThrow(message);
    await expect(read(lines)).rejects.toMatchObject({ code: "E_TABLE" });
  });
});
