import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QualityOptions, QualityReport, QualityStudy } from "@pgt/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { qualityMarkup } from "../src/commands/quality/quality-markup.ts";
import { qualityText } from "../src/commands/quality/quality-text.ts";
import { comparison, fakeLibrary, plainTerminal, run } from "./fakes.ts";

type Cell = QualityReport["cells"][number];

const spread = "root mean square of the organs' standard deviations: not a standard error";

function cell(parts: Partial<Cell>): Cell {
  return {
    ...{ dataset: "BTCV", generator: "STU_S", metric: "dice", unit: "", mean: 0.8281, rmsSd: 0.1534 },
    ...{
      caseMeanSd: 0.1,
      interval: { low: 0.8, high: 0.85, method: "t", reason: null },
      organs: 2,
      n: 24,
      expected: 26,
    },
    ...{ substituted: 0, undefined: { BOTH_EMPTY: 2 }, rank: 2, best: false },
    ...parts,
  };
}

function organ(parts: Partial<QualityReport["organs"][number]>): QualityReport["organs"][number] {
  return {
    ...{
      dataset: "BTCV",
      generator: "STU_S",
      metric: "dice",
      unit: "",
      label: 1,
      name: "liver",
      common: true,
    },
    ...{
      mean: 0.9512,
      sd: 0.021,
      n: 12,
      expected: 13,
      substituted: 0,
      undefined: {},
      inReference: 13,
      referenceKnown: 13,
    },
    ...parts,
  };
}

function report(parts: Partial<QualityReport> = {}): QualityReport {
  const choice = (ambiguity: number, chosen: string) => ({ ambiguity, about: `choice ${ambiguity}`, chosen });
  const chosen = Array.from({ length: 12 }, (_, at) =>
    choice(at + 1, at === 10 ? spread : `chosen ${at + 1}`),
  );
  const generator = { masks: "m", cases: 13, folds: null, prompted: false };
  return {
    settings: {
      ...comparison().settings,
      ...{ absent: "skip", absentInReference: "0", ddof: 1, order: "organ", choices: chosen },
    },
    seed: 1,
    datasets: [
      {
        dataset: "BTCV",
        study: "btcv.yaml",
        reference: { id: "truth", masks: "t", cases: 13 },
        generators: [
          { id: "STU_S", ...generator },
          { id: "a_b", ...generator },
        ],
        labels: [{ label: 1, name: "liver" }],
      },
    ],
    cells: [cell({}), cell({ generator: "a_b", mean: 0.9, rank: 1, best: true, undefined: {} })],
    organs: [
      organ({}),
      organ({ generator: "a_b" }),
      organ({
        generator: "a_b",
        label: 2,
        name: "prostate",
        common: false,
        mean: null,
        sd: null,
        n: 0,
        inReference: 0,
      }),
    ],
    comparisons: [
      {
        ...{
          dataset: "BTCV",
          metric: "dice",
          unit: "",
          a: "STU_S",
          b: "a_b",
          difference: -0.0719,
          low: -0.09,
        },
        ...{
          high: -0.05,
          p: 0.0001,
          pHolm: 0.0001,
          degreesOfFreedom: 12,
          n: 13,
          paired: 13,
          expected: 13,
          better: "a_b",
        },
      },
    ],
    contrasts: [],
    droppedLabels: [
      {
        dataset: "BTCV",
        label: 2,
        name: "prostate",
        lackedBy: ["STU_S"],
        generators: ["a_b"],
        reason: "prostate: not in STU_S",
      },
    ],
    sensitivity: [
      {
        dataset: "BTCV",
        generator: "a_b",
        metric: "dice",
        mean: 0.9,
        withDropped: 0.85,
        added: [{ label: 2, name: "prostate" }],
      },
    ],
    warnings: [
      {
        code: "W-PROMPT",
        dataset: "BTCV",
        generator: "a_b",
        label: null,
        metric: null,
        message: "a_b was given the reference.",
      },
    ],
    notes: [{ code: "N-CASES", dataset: "BTCV", message: "a note" }],
    failures: [],
    rows: [{ ...comparison().rows[0], dataset: "BTCV" }],
    ...parts,
  };
}

/** Runs the command and says what the library was asked for. */
async function asked(...argv: string[]): Promise<{ study: QualityStudy; options: QualityOptions }> {
  let call: { study: QualityStudy; options: QualityOptions } | undefined;
  const library = fakeLibrary({
    quality: async (study, options = {}) => {
      call = { study, options };
      return report();
    },
  });
  const { code, stderr } = await run(["quality", ...argv], library);
  expect(code, stderr).toBe(0);
  return call!;
}

const folders = ["--reference", "ref", "--generator", "A=a", "--generator", "B=b"];

describe("the study", () => {
  it("is given by folders", async () => {
    const { study } = await asked(
      ...folders,
      "--map",
      "A=m.yaml",
      "--names",
      "B=amos22",
      "--dataset",
      "BTCV",
    );
    expect(study).toEqual({
      reference: "ref",
      generators: { A: "a", B: "b" },
      maps: { A: "m.yaml" },
      names: { B: "amos22" },
      dataset: "BTCV",
    });
  });

  it("is given by any number of manifests", async () => {
    expect((await asked("one.yaml", "two.yaml", "three.yaml")).study).toEqual([
      "one.yaml",
      "two.yaml",
      "three.yaml",
    ]);
  });

  it("is given by summaries of nnU-Net", async () => {
    const { study } = await asked("--summary", "A=a.json", "--summary", "B=b.json");
    expect(study).toEqual({ summaries: { A: "a.json", B: "b.json" } });
  });

  it("has its choices from the options", async () => {
    const { options } = await asked(
      ...folders,
      ...["--absent", "1", "--absent-in-reference", "skip", "--ddof", "0", "--order", "case"],
      ...["--contrast", "A,B", "--contrast", "A=1,B=-1", "--prompted", "A,B", "--splits", "A=x.json"],
      ...["--nnunet-summary", "s-{generator}.json", "--nnunet-nan", "--metrics", "dice,nsd@2", "--jobs", "2"],
    );
    expect(options).toMatchObject({
      ...{ absent: "1", absentInReference: "skip", ddof: 0, order: "case", prompted: ["A", "B"], jobs: 2 },
      contrasts: [{ order: ["A", "B"] }, { weights: { A: 1, B: -1 } }],
      splits: { A: "x.json" },
      ...{ nnunetSummary: "s-{generator}.json", nnunetNan: true, metrics: ["dice", "nsd@2"] },
    });
    expect((await asked(...folders, "--splits", "all.json")).options.splits).toBe("all.json");
  });

  it.each([
    [[], "no reference"],
    [["--reference", "r"], "no generator"],
    [["--reference", "r", "--generator", "A=a", "--generator", "A=b"], "--generator A is given twice"],
    [["s.yaml", "--reference", "r"], "--reference and the study s.yaml"],
    [["s.yaml", "--summary", "A=a.json"], "--summary holds scores already; found s.yaml"],
    [[...folders, "--generator", "A"], "expected ID=DIR"],
    [[...folders, "--ddof", "2"], "expected one of 1, 0"],
    [[...folders, "--contrast", "A=1,B=x"], "found 'B=x'"],
    [[...folders, "--splits", "a.json", "--splits", "b.json"], "--splits: expected one FILE"],
    [[...folders, "--table", "t.pdf"], "ends with .md, .tex, .html or .csv"],
  ])("is refused: %j", async (argv, message) => {
    const { code, stderr } = await run(["quality", ...argv]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

describe("the text", () => {
  const text = qualityText(report(), plainTerminal).join("\n");

  it("has mean and spread in percent, n of expected, and says what the spread is", () => {
    expect(text).toMatch(/STU_S\s+82\.8 ± 15\.3\s+\[80\.0, 85\.0\]\s+24\/26\s+2/);
    expect(text.replace(/\s+/g, " ")).toContain(`± ${spread}`);
    expect(text).toContain("stored from 0 to 1");
  });

  it("has organs, comparisons, dropped labels with their effect, and reasons", () => {
    expect(text).toMatch(/1 {2}liver\s+13\/13\s+95\.1 ± 2\.1\s+12\/13/);
    expect(text).toMatch(/prostate \(not common\)\s+0\/13\s+not in its labels/);
    expect(text).toMatch(/STU_S - a_b\s+-7\.19 \[-9\.00, -5\.00\]\s+< 0\.001\s+13\/13\s+a_b/);
    expect(text).toContain("- prostate: not in STU_S");
    expect(text).toContain("- a_b, dice: 90.0 without and 85.0 with prostate");
    expect(text).toContain("2 both masks are empty (BOTH_EMPTY)");
    expect(text).toContain("W-PROMPT: a_b was given the reference.");
    expect(text).toContain("- choice 12: chosen 12");
  });

  it("names the dataset where there are several", () => {
    const [first] = report().datasets;
    const two = report({
      datasets: [first, { ...first, dataset: "WORD" }],
      cells: [...report().cells, cell({ dataset: "WORD" })],
    });
    const lines = qualityText(two, plainTerminal).join("\n");
    expect(lines).toContain("BTCV dice (x100)");
    expect(lines).toContain("WORD dice (x100)");
    expect(lines).toContain("Organs of BTCV");
    expect(lines).toContain("prostate: not in STU_S (BTCV)");
  });

  it("a distance keeps its unit", () => {
    const lines = qualityText(
      report({ cells: [cell({ metric: "hd95", unit: "mm", mean: 3.25, rmsSd: 1 })] }),
      plainTerminal,
    );
    expect(lines[1]).toContain("hd95 (mm)");
    expect(lines[3]).toContain("3.250 ± 1.000");
  });
});

describe("tables for a paper", () => {
  const of = (style: Parameters<typeof qualityMarkup>[1]) => [...qualityMarkup(report(), style)].join("");

  it("markdown", () => {
    expect(of("markdown")).toContain("| STU\\_S | 82.8 ± 15.3 |\n| a\\_b | **90.0 ± 15.3** |\n");
    expect(of("markdown")).toContain("not a standard error");
  });

  it("latex", () => {
    expect(of("latex")).toContain("STU\\_S & 82.8 $\\pm$ 15.3 \\\\\na\\_b & \\textbf{90.0 $\\pm$ 15.3} \\\\");
    expect(of("latex")).toContain("48 of 52");
  });

  it("html, with markup of names escaped", () => {
    const html = [...qualityMarkup(report({ cells: [cell({ generator: "<b>&" })] }), "html")].join("");
    expect(html).toContain('<th scope="row">&lt;b&gt;&amp;</th><td>82.8 ± 15.3</td>');
  });

  it("csv in fractions", () => {
    expect(of("csv").split("\n")[1]).toBe("BTCV,STU_S,dice,,0.8281,0.1534,0.1,0.8,0.85,2,24,26,0,2");
  });
});

describe("output", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pgt-cli-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const library = (parts: Partial<QualityReport> = {}) => fakeLibrary({ quality: async () => report(parts) });

  it("json is one document of the schema, without the rows", async () => {
    const { stdout, stderr } = await run(["quality", ...folders, "--format", "json"], library());
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: "pgt.quality/2", droppedLabels: [{ name: "prostate" }] });
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining([
        "version",
        "settings",
        "cells",
        "organs",
        "comparisons",
        "contrasts",
        "warnings",
        "failures",
      ]),
    );
    expect(document).not.toHaveProperty("rows");
    expect(stderr).toContain("warning: a note");
    expect(stderr).toContain("warning: W-PROMPT");
  });

  it("ndjson are the rows, with their dataset", async () => {
    const { stdout } = await run(["quality", ...folders, "--format", "ndjson"], library());
    expect(JSON.parse(stdout)).toMatchObject({ dataset: "BTCV", case: "case_1" });
  });

  it("tables are written to files by their ending", async () => {
    const file = join(folder, "table1.tex");
    const { stderr } = await run(["quality", ...folders, "--table", file], library());
    expect(stderr).toContain(`wrote the table to ${file}`);
    expect(readFileSync(file, "utf8")).toContain("\\begin{tabular}");
  });

  it("a case that failed is named, and the exit code is 4", async () => {
    const failure = {
      dataset: "BTCV",
      case: "c7",
      comparison: "truth/A",
      code: "E_CASES",
      message: "no mask of c7",
    };
    const { code, stderr } = await run(["quality", ...folders], library({ failures: [failure] }));
    expect(code).toBe(4);
    expect(stderr).toContain("failed: c7 (truth/A): no mask of c7");
  });
});

describe("what is said of cases", () => {
  it("that not all generators have: how many pair, and that masks are missing", () => {
    const [one] = report().comparisons;
    const lines = qualityText(
      report({
        comparisons: [{ ...one, n: 13, paired: 11 }],
        cells: [cell({ undefined: { NO_PREDICTION: 2 } }), cell({ generator: "a_b" })],
        organs: [organ({ inReference: 9, referenceKnown: 12 })],
      }),
      plainTerminal,
    ).join("\n");
    expect(lines).toContain("13/13, 11 paired");
    expect(lines).toContain("2 no mask of this case (NO_PREDICTION)");
    expect(lines).toContain("9/12");
    expect(lines).toContain("Differences of the means above");
  });

  it("counts one of anything in the singular", () => {
    const text = [...qualityMarkup(report(), "markdown")].join("");
    expect(text).toContain("13 cases, 1 organ, ");
  });

  it("of nnU-Net's summaries: where they were written, and what they lack", async () => {
    const summary = { path: "s.json", dataset: "BTCV", generator: "a_b" };
    const library = fakeLibrary({
      quality: async () => report({ summaryFiles: [{ ...summary, missing: ["c1"] }] }),
    });
    const { stderr, stdout } = await run(["quality", ...folders, "--format", "json"], library);
    expect(stderr).toContain("wrote the summary of a_b to s.json");
    expect(stderr).toContain("s.json lacks 1 case of the reference: c1");
    expect(JSON.parse(stdout)).not.toHaveProperty("summaryFiles");
  });
});
