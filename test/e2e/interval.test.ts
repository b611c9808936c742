import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMask } from "./nifti-bytes.ts";
import { collect, dataFolder, hasData, pgt, startPgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
/** Sides of each annotator's cubes, case by case: [from, to). */
const annotations: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  anna: [
    [2, 6],
    [1, 6],
    [2, 7],
    [1, 5],
  ],
  ben: [
    [2, 7],
    [1, 7],
    [1, 7],
    [1, 6],
  ],
  "anna-again": [
    [2, 6],
    [1, 6],
    [2, 6],
    [1, 5],
  ],
  model: [
    [2, 6],
    [2, 6],
    [2, 7],
    [2, 5],
  ],
};
beforeAll(() => {
  for (const [id, cubes] of Object.entries(annotations)) {
    mkdirSync(folder.path(id));
    cubes.forEach(([from, to], at) => void writeMask(folder.path(id, `case_${at}.nii.gz`), {}, from, to));
  }
});

const raters = () => ["--rater", `anna=${folder.path("anna")}`, "--rater", `ben=${folder.path("ben")}`];
const full = () => [
  ...raters(),
  "--repeat",
  `anna=${folder.path("anna-again")}`,
  "--model",
  `net=${folder.path("model")}`,
];

describe("interval", () => {
  it("has bounds, models and warnings in its document", async () => {
    const { code, stdout, stderr } = await pgt(["interval", ...full(), "-m", "dice", "-f", "json"]);
    expect(code, stderr).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.schema).toBe("pgt.interval/2");
    expect(document.bounds).toHaveLength(1);
    const [{ inter, intra }] = document.bounds;
    expect(inter).toMatchObject({ n: 4, pairs: 1 });
    const { anna, ben, "anna-again": again } = annotations;
    // Both sessions of a rater count alike.
    const withBen = ben.map((cube, at) => (dice(anna[at], cube) + dice(again[at], cube)) / 2);
    expect(inter.estimate).toBeCloseTo(mean(withBen), 12);
    expect(intra.estimate).toBeCloseTo(mean(anna.map((cube, at) => dice(cube, again[at]))), 12);
    expect(document.models[0]).toMatchObject({
      model: "net",
      label: 1,
      metric: "dice",
      state: expect.any(String),
    });
    expect(document.warnings.map(({ code: warning }: { code: string }) => warning)).toContain("W-SMALLN");
  });

  it("prints tables, a plot and warnings", async () => {
    const { stdout } = await pgt(["interval", ...full(), "-m", "dice"]);
    for (const part of ["Agreement of the raters", "Models", "Where they lie", "░", "●", "W-SMALLN"]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain("no upper bound");
  });

  it("without repeats says that there is no upper bound, in every form", async () => {
    const table = await pgt(["interval", ...raters(), "-m", "dice"]);
    expect(table.stdout).toContain("no repeats");
    expect(table.stdout).toContain("no upper bound");
    const csv = await pgt(["interval", ...raters(), "-m", "dice", "-f", "csv"]);
    expect(csv.stderr).toContain("no upper bound");
    expect(
      JSON.parse((await pgt(["interval", ...raters(), "-f", "json"])).stdout).bounds[0].intra,
    ).toBeNull();
  });

  it("takes the model as one more rater, in document, table and CSV", async () => {
    const out = folder.path("as-rater");
    const { stdout } = await pgt(["interval", ...full(), "-m", "dice", "-f", "json", "--out", out]);
    const { bounds, models, modelsAsRaters } = JSON.parse(stdout);
    const [{ williams, alternativeAnnotator }] = modelsAsRaters;
    expect(williams.value).toBeCloseTo(models[0].estimate / bounds[0].inter.estimate, 12);
    expect(alternativeAnnotator).toMatchObject({ epsilon: 0.2, raters: [{ n: 4 }, { n: 4 }] });
    const text = (await pgt(["interval", ...full(), "-m", "dice"])).stdout;
    expect(text).toContain("Models as one more rater");
    expect(text).toContain(williams.value.toFixed(3));
    const [, line] = readFileSync(join(out, "as-rater.csv"), "utf8").split("\n");
    expect(line).toContain(`net,1,1,dice,${williams.value},`);
  });

  it("--out writes rows, bounds, models and the run", async () => {
    const out = folder.path("run");
    expect((await pgt(["interval", ...full(), "-m", "dice", "--out", out])).code).toBe(0);
    for (const name of ["rows.csv", "bounds.csv", "models.csv", "run.json"])
      expect(existsSync(join(out, name))).toBe(true);
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8")).inputs).toHaveLength(16);
  });

  it("a folder that is not there is refused by name, exit code 3", async () => {
    const { code, stderr } = await pgt(["interval", ...raters(), "--model", `net=${folder.path("nowhere")}`]);
    expect(code).toBe(3);
    expect(stderr).toContain("nowhere");
  });
});

describe("demo", () => {
  it("writes a study, places models and the truth, is the same for the same seed, and can be interrupted", async () => {
    const argv = ["demo", "--seed", "5", "--cases", "3", "--metrics", "dice", "--format", "json", "--out"];
    const [first, second] = [
      await pgt([...argv, folder.path("demo")]),
      await pgt([...argv, folder.path("demo-2")]),
    ];
    expect(first.code, first.stderr).toBe(0);
    const [one, two] = [JSON.parse(first.stdout), JSON.parse(second.stdout)];
    expect(one.bounds).toEqual(two.bounds);
    expect(one.models.map(({ model }: { model: string }) => model)).toContain("truth");
    expect(one.bounds.every(({ intra }: { intra: unknown }) => intra !== null)).toBe(true);
    expect(existsSync(folder.path("demo", "run", "bounds.csv"))).toBe(true);

    const child = startPgt([...argv.slice(0, -1), "--out", folder.path("demo-3")]);
    // The study being written says that the command is at work and listens.
    const poll = setInterval(() => {
      if (!existsSync(folder.path("demo-3", "truth"))) return;
      clearInterval(poll);
      child.kill("SIGINT");
    }, 5);
    const interrupted = await collect(child);
    clearInterval(poll);
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toMatch(/interrupt/);
  });
});

describe.skipIf(!hasData)("three raters of real masks (skipped without ../shared/data)", () => {
  it("give bounds for kidney, tumor and cyst and no upper bound", { timeout: 300_000 }, async () => {
    const folders = ["a", "b", "c"].flatMap((id, at) => [
      "--rater",
      `${id}=${join(dataFolder, "kits23", `rater${at + 1}`)}`,
    ]);
    const argv = ["interval", ...folders, "--metrics", "dice,nsd@2,hd95", "--format", "json"];
    const { code, stdout, stderr } = await pgt(argv);
    expect(code, stderr).toBe(0);
    const { bounds } = JSON.parse(stdout);
    expect([...new Set(bounds.map(({ label }: { label: number }) => label))]).toEqual([1, 2, 3]);
    expect(bounds.every(({ intra }: { intra: unknown }) => intra === null)).toBe(true);
    expect(stderr).toContain("no upper bound");
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dice([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  const both = Math.max(0, Math.min(b, d) - Math.max(a, c)) ** 3;
  return (2 * both) / ((b - a) ** 3 + (d - c) ** 3);
}
