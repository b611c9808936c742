import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, type Run, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const small = ["--cases", "3", "--raters", "3", "--sessions", "2", "--seed", "4"];
let written: Run;

beforeAll(async () => {
  written = await pgt([
    "simulate",
    "--out",
    folder.path("study"),
    ...small,
    "--sigma",
    "0.6",
    "--tau",
    "0.4",
  ]);
});

const filesOf = (name: string) =>
  readdirSync(folder.path(name), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".nii.gz"))
    .sort();

describe("pgt simulate --out", () => {
  it("writes masks of every rater, session and case, the truth, and a manifest", () => {
    expect(written.code).toBe(0);
    expect(written.stdout).toContain("1 large_organ: random noise 0.60 mm, raters' own bias 0.40 mm");
    expect(filesOf("study")).toHaveLength(3 + 3 * 3 * 2);
    expect(readFileSync(folder.path("study", "study.yaml"), "utf8")).toContain(
      '{ id: rater2, role: rater, session: 2, masks: "repeats/rater2/{case}.nii.gz" }',
    );
  });

  it("writes the same files for the same seed, others for another", async () => {
    const again = ["--sigma", "0.6", "--tau", "0.4", "--out"];
    await pgt(["simulate", ...small, ...again, folder.path("again")]);
    expect(filesOf("again")).toEqual(filesOf("study"));
    for (const file of filesOf("study")) {
      const [first, second] = ["study", "again"].map((name) => readFileSync(folder.path(name, file)));
      expect(first.equals(second)).toBe(true);
    }
    await pgt(["simulate", ...small.slice(0, -1), "5", ...again, folder.path("again")]);
    const file = "raters/rater1/case01.nii.gz";
    const [first, other] = ["study", "again"].map((name) => readFileSync(folder.path(name, file)));
    expect(first.equals(other)).toBe(false);
  });

  it("touches no folder that holds other files", async () => {
    writeFileSync(folder.path("mine.txt"), "mine");
    const { code, stderr } = await pgt(["simulate", "--out", folder.path(), ...small]);
    expect(code).toBe(1);
    expect(stderr).toContain("it holds other files");
    expect(readFileSync(folder.path("mine.txt"), "utf8")).toBe("mine");
  });

  it("takes parameters of single structures from a file, and names the one that does not exist", async () => {
    const noise = folder.path("noise.json");
    writeFileSync(noise, JSON.stringify({ vessel: { sigmaMm: 0.2, tauMm: 0 }, 4: { sigmaMm: 0 } }));
    const parts = ["simulate", "--out", folder.path("parts"), ...small, "--noise", noise];
    const { code, stdout } = await pgt(parts);
    expect(code).toBe(0);
    expect(stdout).toContain("3 vessel: random noise 0.20 mm, raters' own bias 0.00 mm");
    expect(stdout).toContain("4 lesion: random noise 0.00 mm");
    writeFileSync(noise, JSON.stringify({ vessel: { sigma: 1 } }));
    expect((await pgt(parts)).stderr).toContain('"sigma" does not exist');
    writeFileSync(noise, JSON.stringify({ liver: { sigmaMm: 1 } }));
    const unknown = await pgt(parts);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('noise of "liver"');
    writeFileSync(noise, "{");
    expect((await pgt(parts)).code).toBe(3);
  });
});

describe("pgt simulate --from", () => {
  const run = () => folder.path("run");
  beforeAll(async () => {
    await pgt(["interval", folder.path("study", "study.yaml"), "--metrics", "dice,hd95", "--out", run()]);
  });

  it("says what other sizes would give, from a run and from its table alone", async () => {
    const sizes = ["--raters", "4", "--sessions", "2", "--cases", "32", "--format", "json"];
    const { code, stdout } = await pgt(["simulate", "--from", run(), ...sizes]);
    expect(code).toBe(0);
    const { rows, scenarios } = JSON.parse(stdout);
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual([
      "current",
      "one more rater",
      "one more session",
      "twenty more cases",
      "asked for",
    ]);
    expect(rows).toHaveLength(4 * 2 * 5);
    const [current, , , moreCases, asked] = rows;
    expect(moreCases.inter.fixedRaters.mean).toBeLessThan(current.inter.fixedRaters.mean);
    expect(asked.inter.randomRaters.mean).toBeLessThan(current.inter.randomRaters.mean);
    expect(asked.pgt.mean).toBeLessThan(current.pgt.mean);
    const table = await pgt(["simulate", "--from", folder.path("run", "rows.csv"), ...sizes]);
    expect(JSON.parse(table.stdout).rows).toEqual(rows);
  });

  it("with --out and --truth, fits the noise to the study and simulates on its masks", async () => {
    const out = folder.path("fitted");
    const fit = ["simulate", "--from", run(), "--truth", folder.path("study", "truth"), "--labels", "1,2"];
    const { code, stdout } = await pgt([...fit, "--out", out, "--format", "json"]);
    expect(code).toBe(0);
    const { fits } = JSON.parse(stdout);
    expect(fits.map(({ label }: { label: number }) => label)).toEqual([1, 2]);
    for (const { converged, observed, simulated } of fits) {
      expect(converged).toBe(true);
      expect(Math.abs(observed.intra - simulated.intra)).toBeLessThan(0.002);
    }
    expect(stdout).toContain("mu, a bias that all raters share, cannot be fitted");
    expect(readFileSync(folder.path("fitted", "truth", "case01.nii.gz")).length).toBeGreaterThan(0);
  });

  it("refuses a fit without masks, and a table that is none", async () => {
    const without = await pgt(["simulate", "--from", run(), "--out", folder.path("nowhere")]);
    expect(without.code).toBe(2);
    expect(without.stderr).toContain("give the folder of its true or consensus masks");
    expect((await pgt(["simulate", "--from", folder.path("absent.csv")])).code).toBe(3);
  });
});
