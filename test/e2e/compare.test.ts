import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cube, datatypes, writeMask } from "./nifti-bytes.ts";
import { dataFolder, hasData, pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const cases = ["case_1", "case_2", "case_3"];
beforeAll(() => {
  for (const side of ["reference", "prediction"]) {
    mkdirSync(folder.path(side));
    for (const id of cases) writeMask(folder.path(side, `${id}.nii.gz`), {}, side === "reference" ? 2 : 3, 6);
  }
});

const json = async (argv: string[]) => {
  const run = await pgt([...argv, "--format", "json"]);
  return { ...run, document: run.stdout === "" ? null : JSON.parse(run.stdout) };
};

/** 3 x 3 x 3 voxels within 4 x 4 x 4. */
const diceOfCubes = (2 * 27) / (27 + 64);

describe("two folders", () => {
  const argv = () => [
    "compare",
    folder.path("reference"),
    folder.path("prediction"),
    "--metrics",
    "dice,jaccard",
  ];

  it("are matched by file name; json has settings, rows and summary", async () => {
    const { code, document, stderr } = await json(argv());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(document).toMatchObject({ schema: "pgt.compare/1", warnings: [], failures: [] });
    expect(document.rows.map((row: { case: string }) => row.case)).toEqual(cases.flatMap((id) => [id, id]));
    expect(document.summary[0]).toMatchObject({ label: 1, metric: "dice", n: 3, expected: 3 });
    expect(document.summary[0].mean).toBeCloseTo(diceOfCubes, 12);
  });

  it("the table has mean ± sd, interval and n used of n expected; csv and ndjson have a line per row", async () => {
    const shown = diceOfCubes.toFixed(4);
    expect((await pgt(argv())).stdout).toContain(`${shown} ± 0.0000  [${shown}, ${shown}]  3/3`);
    expect((await pgt([...argv(), "-f", "csv"])).stdout.trimEnd().split("\n")).toHaveLength(7);
    expect((await pgt([...argv(), "-f", "ndjson"])).stdout.trimEnd().split("\n")).toHaveLength(6);
  });

  it("of which the reference is the labelsTr of a raw dataset take its labels; a table without one is refused", async () => {
    cpSync(folder.path("reference"), folder.path("Dataset001_Cubes", "labelsTr"), { recursive: true });
    const table = folder.path("Dataset001_Cubes", "dataset.json");
    const compare = () =>
      json(["compare", folder.path("Dataset001_Cubes", "labelsTr"), folder.path("prediction"), "-m", "dice"]);
    writeFileSync(table, JSON.stringify({ labels: { background: 0, cube: 1 } }));
    const named = await compare();
    expect(named.document.summary).toMatchObject([{ label: 1, name: "cube", n: 3 }]);
    expect(named.stderr).toContain(`labelsTr: labels, regions and ignore label are those of ${table}.`);
    writeFileSync(table, JSON.stringify({ labels: {} }));
    const empty = await compare();
    expect(empty.code).toBe(3);
    expect(empty.stderr).toContain("expected a structure besides background and ignore");
  });

  it("asks about labels that only one side marks: 1 in the reference, 255 in the prediction", async () => {
    mkdirSync(folder.path("numbered"));
    for (const id of cases) writeMask(folder.path("numbered", `${id}.nii.gz`), { values: cube(2, 6, 255) });
    const { code, document } = await json([
      "compare",
      folder.path("reference"),
      folder.path("numbered"),
      "-m",
      "dice",
    ]);
    expect(code).toBe(0);
    expect(document.warnings).toEqual([
      expect.stringMatching(
        /label 1 by reference and never by prediction; label 255 by prediction.*relabel prediction, for instance 255 as 1 \(--map prediction=255:1\)/,
      ),
    ]);
  });

  it("the map that would help does: labels are renamed, by the map itself, and named", async () => {
    const compared = ["compare", folder.path("reference"), folder.path("numbered"), "-m", "dice"];
    const { document } = await json([...compared, "--map", "prediction=255:1", "-l", "1=kidney"]);
    expect(document).toMatchObject({ warnings: [], maps: { prediction: "255:1" } });
    expect(document.summary).toMatchObject([{ label: 1, name: "kidney", n: 3 }]);
    expect(document.summary[0].mean).toBe(1);
    const other = await pgt([...compared, "--map", "model=255:1"]);
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there are reference, prediction"),
    });
  });

  it("--out writes whole files and the hashes of the masks", async () => {
    const out = folder.path("run");
    const { code } = await pgt([...argv(), "--out", out]);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      ...["journal.ndjson", "masks.csv", "rows.csv", "rows.parquet", "run.json", "summary.csv"],
    ]);
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(run.inputs).toHaveLength(6);
    expect(run.settings.convention).toMatchObject({ id: "pgt", boundary: "surfel" });
  });

  it("give the same bytes whatever --jobs is", async () => {
    const [one, two] = await Promise.all(
      ["1", "2"].map((jobs) => pgt([...argv(), "-f", "json", "--jobs", jobs])),
    );
    expect(one.stdout).toBe(two.stdout);
  });
});

describe("what is wrong with some cases", () => {
  const study = (name: string) => {
    for (const side of ["reference", "prediction"]) {
      mkdirSync(folder.path(name, side), { recursive: true });
      for (const id of cases) writeMask(folder.path(name, side, `${id}.nii.gz`));
    }
    return ["compare", folder.path(name, "reference"), folder.path(name, "prediction"), "--metrics", "dice"];
  };

  it("one bad case does not lose the others: exit code 4, the case named", async () => {
    const argv = study("bad-case");
    writeFileSync(folder.path("bad-case", "prediction", "case_2.nii.gz"), "rubbish");
    const { code, document, stderr } = await json(argv);
    expect(code, stderr).toBe(4);
    expect(stderr).toMatch(/case_2/);
    expect(document.rows.filter((row: { value: unknown }) => row.value !== null)).toHaveLength(2);
    expect(document.failures.map((failure: { case: string }) => failure.case)).toEqual(["case_2"]);
  });

  it("missing and extra cases are named, exit code 4, and the others are compared", async () => {
    const argv = study("gaps");
    writeMask(folder.path("gaps", "reference", "only_reference.nii.gz"));
    writeMask(folder.path("gaps", "prediction", "only_prediction.nii.gz"));
    const { code, stdout, stderr } = await pgt([...argv, "-f", "ndjson"]);
    expect(code).toBe(4);
    expect(stdout.trimEnd().split("\n").length).toBeGreaterThanOrEqual(3);
    expect(stderr).toContain("only_reference");
    expect(stderr).toContain("only_prediction");
  });

  it("a case without a prediction is left out, or counts as the worst, where that is asked for", async () => {
    const argv = study("penalty");
    writeMask(folder.path("penalty", "reference", "only_reference.nii.gz"));
    const settle = async (rule: string) => (await json([...argv, "--missing-prediction", rule])).document;
    const [ignored, worst, failed] = await Promise.all(["ignore", "worst", "error"].map(settle));
    expect(ignored).toMatchObject({ failures: [], settings: { missingPrediction: "ignore" } });
    expect(ignored.summary).toMatchObject([{ mean: 1, n: 3, expected: 3 }]);
    expect(ignored.warnings).toEqual([expect.stringContaining("only_reference")]);
    expect(worst).toMatchObject({
      failures: [],
      summary: [{ mean: 0.75, n: 4, expected: 4, substituted: 1 }],
    });
    expect(worst.worst[0]).toMatchObject({ case: "only_reference", value: null });
    expect(failed.summary).toMatchObject([{ mean: 1, n: 3, expected: 4, undefined: { NO_PREDICTION: 1 } }]);
  });

  it("--report writes a page with the worst cases and their outlines; so does pgt report of the run", async () => {
    const argv = study("page");
    writeMask(folder.path("page", "prediction", "case_2.nii.gz"), {}, 2, 5);
    const [page, run] = [folder.path("page.html"), folder.path("page-run")];
    expect((await pgt([...argv, "--report", page, "--out", run])).code).toBe(0);
    const text = readFileSync(page, "utf8");
    expect(text).toMatch(/label 1, case_2 <small>dice 0\.\d+<\/small>/);
    expect(text).toMatch(/Outlines of reference, prediction for label 1, case_2/);
    expect((await pgt(["report", run, "--anonymous"])).code).toBe(0);
    const anonymous = readFileSync(join(run, "report.html"), "utf8");
    expect(anonymous).toMatch(/Outlines of reference, prediction for label 1, case-/);
    expect(anonymous).not.toMatch(/case_\d|pgt-e2e/);
  });

  it("two files of one case are refused, exit code 3", async () => {
    const argv = study("twice");
    writeMask(folder.path("twice", "prediction", "case_1.nii"));
    const { code, stderr } = await pgt(argv);
    expect(code).toBe(3);
    expect(stderr).toMatch(/case_1/);
  });

  it("no case in common is refused, exit code 3", async () => {
    study("nothing-in-common");
    mkdirSync(folder.path("others"));
    writeMask(folder.path("others", "another.nii.gz"));
    writeMask(folder.path("others", "further.nii.gz"));
    const { code, stderr } = await pgt(["compare", folder.path("reference"), folder.path("others")]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/in common/);
  });

  it("a structure that the prediction missed is visible in table and rows", async () => {
    const empty = writeMask(folder.path("missed.nii.gz"), { values: cube(0, 0) });
    const argv = ["compare", folder.path("reference", "case_1.nii.gz"), empty, "--metrics", "dice,hd"];
    const { stdout } = await pgt(argv);
    expect(stdout).toMatch(/0\.0000 +—/);
    expect(stdout).toContain("missed: the prediction mask is empty (PRED_EMPTY)");
    const { document } = await json(argv);
    expect(document.rows[1]).toMatchObject({ metric: "hd", value: null, reason: "PRED_EMPTY" });
  });
});

describe("two files", () => {
  it("of any integer or float type give the same digits", async () => {
    const { uint8, uint16, int16, int32, float32 } = datatypes;
    const outputs: string[] = [];
    for (const datatype of [uint8, uint16, int16, int32, float32]) {
      const prediction = writeMask(folder.path(`type-${datatype}.nii`), { datatype }, 3, 6);
      const run = await pgt(["compare", folder.path("reference", "case_1.nii.gz"), prediction, "-f", "json"]);
      outputs.push(JSON.stringify(JSON.parse(run.stdout).rows));
    }
    expect(new Set(outputs).size).toBe(1);
  });
});

describe.skipIf(!hasData)("real masks (skipped without ../shared/data)", () => {
  const segmentations = join(dataFolder, "totalsegmentator");
  const full = join(segmentations, "example_seg.nii.gz");

  it("40 organs by name, and the one that the second misses", async () => {
    const argv = ["compare", full, join(segmentations, "example_seg_fast.nii.gz"), "--metrics", "dice,nsd@3"];
    const { code, stdout, stderr } = await pgt(argv);
    expect(code, stderr).toBe(0);
    expect(stdout.match(/^ +\d+ {2}[A-Za-z_0-9]+ +(?!0\.0000)\d/gm)).toHaveLength(40);
    expect(stdout).toMatch(/ 1 {2}spleen +0\.9774 +0\.9999\n/);
    expect(stdout).toMatch(/ 13 {2}lung_middle_lobe_right +0\.0000/);
    expect(stdout).toContain("mean over labels");
  });

  it("another field of view is refused with the fault named, exit code 3", async () => {
    const { code, stdout, stderr } = await pgt([
      "compare",
      full,
      join(segmentations, "example_seg_fast_force_split.nii.gz"),
    ]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/example_seg_fast_force_split\.nii\.gz/);
    expect(stderr).toMatch(/shape|112/);
  });
});
