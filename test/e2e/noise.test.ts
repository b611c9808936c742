import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { noise } from "@pgt/core";
import { readNpz, writeNifti } from "@pgt/io";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const shape = [40, 40, 24] as const;
const names = new Map([[2, "kidney"]]);

/** A ball of label 2 in the middle, moved along x. */
function ball(radiusMm: number, shift = 0) {
  const data = new Uint8Array(40 * 40 * 24);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % 40, Math.floor(i / 40) % 40, Math.floor(i / 1600)];
    if (Math.hypot(x - 19.5 - shift, y - 19.5, 1.5 * (z - 11.5)) <= radiusMm) data[i] = 2;
  }
  return { data, shape, spacingMm: [1, 1, 1.5] as const, labelNames: names };
}

function write(rater: string, id: string, radiusMm: number, shift = 0): void {
  mkdirSync(at(rater), { recursive: true });
  writeFileSync(at(rater, `${id}.nii.gz`), gzipSync(writeNifti(ball(radiusMm, shift))));
}

const raterOptions = (...ids: string[]) => ids.flatMap((id) => ["--rater", `${id}=${at(id)}`]);

beforeAll(() => {
  for (const [k, id] of ["a", "b", "c"].entries()) {
    write("anna", id, 9 + k);
    write("ben", id, 9 + k);
    write("eva", id, 11 + k);
    write("far", id, 2, k % 2 === 0 ? 15 : -15);
  }
});

describe("pgt noise", () => {
  it("finds a rater who draws 2 mm outside", async () => {
    const report = await noise({ raters: { anna: at("anna"), ben: at("ben"), eva: at("eva") } });
    expect(report.labels).toEqual([
      { label: 0, name: "background" },
      { label: 2, name: "kidney" },
    ]);
    const flips = new Map(report.flips.map((one) => [one.rater, one]));
    expect([...flips.keys()]).toEqual([null, "anna", "ben", "eva"]);
    expect(Math.abs(flips.get("anna")!.biasMm!)).toBeLessThan(1e-9);
    expect(flips.get("anna")!.sigmaMm).toBe(0);
    expect(Math.abs(flips.get("eva")!.biasMm! - 2)).toBeLessThan(0.1);
    expect(flips.get("eva")).toMatchObject({ cases: 3, fitted: 3, label: 2, name: "kidney" });
    const [all, anna, , eva] = report.transitions;
    // Two agree, so that what the third adds is background.
    expect(anna.matrix).toEqual([
      [expect.closeTo(1, 3), expect.closeTo(0, 3)],
      [expect.closeTo(0, 3), expect.closeTo(1, 3)],
    ]);
    const added = [9, 10, 11].map((radius) => {
      const marked = (mm: number) => ball(mm).data.reduce((sum, one) => sum + Math.sign(one), 0);
      return marked(radius + 2) - marked(radius);
    });
    const expected = added.reduce((sum, one) => sum + one, 0) / eva.voxels[0];
    expect(eva.matrix[0][1]).toBeCloseTo(expected, 3);
    expect(all.matrix[0][1]).toBeCloseTo(expected / 3, 3);
    expect(report.truthFree!.matrices[2][0][1]).toBeCloseTo(expected, 3);
    expect(report.twoRaters).toEqual([]);
  });

  it("writes tables, soft labels and what they rest on", async () => {
    const out = at("out");
    const args = ["noise", ...raterOptions("anna", "ben", "eva"), "--soft", "--out", out, "--quiet"];
    const { code, stdout, stderr } = await pgt(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("By distance from the border of the majority, up to 5 mm");
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(run.schema).toBe("pgt.noise/1");
    expect(run.inputs).toHaveLength(9);
    expect(run.files).toEqual(expect.arrayContaining(["maps/soft-2/a.nii.gz", "soft/a.npz"]));
    const arrays = readNpz(readFileSync(join(out, "soft", "a.npz")), "a.npz");
    const { data, shape: size } = arrays.get("probabilities")!;
    expect(size).toEqual([2, 24, 40, 40]);
    expect([...new Set(data as Float32Array)].sort()).toEqual([0, 1 / 3, 2 / 3, 1].map(Math.fround).sort());
    expect([...(arrays.get("labels")!.data as Int32Array)]).toEqual([0, 2]);
    const [head, first] = readFileSync(join(out, "transitions.csv"), "utf8").split("\n");
    expect(head).toBe("rater,truth,truthName,answer,answerName,probability,voxels,cases");
    expect(first).toMatch(/^all,0,background,0,background,0\.9/);
    expect(readFileSync(join(out, "flips.csv"), "utf8")).toMatch(/\neva,2,kidney,[12]\.\d+/);
  });

  it("writes a page, and makes it again from its folder, without names of cases if asked to", async () => {
    const [out, page, again] = ["run", "noise.html", "again.html"].map((name) => at(name));
    const { code } = await pgt(["noise", ...raterOptions("anna", "ben", "eva"), "-o", out, "--report", page]);
    expect(code).toBe(0);
    const text = readFileSync(page, "utf8");
    for (const words of [
      "Where raters err",
      "Which label raters give",
      "What is known without a reference",
    ]) {
      expect(text).toContain(`<h2>${words}</h2>`);
    }
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    const eva = run.flips.find(({ rater }: { rater: string }) => rater === "eva");
    expect(text).toContain(`eva bias ${eva.biasMm.toFixed(2)} mm`);
    // She draws 2 mm outside: a voxel 1 mm outside is hers, one 3 mm outside is not.
    const at1 = eva.bins.filter(({ distanceMm: mm }: { distanceMm: number }) => mm > -1.5 && mm < 0);
    expect(at1.length).toBeGreaterThan(0);
    for (const { voxels, marked } of at1) expect(marked / voxels).toBeGreaterThan(0.9);
    expect((await pgt(["report", out, "--out", again, "--anonymous"])).code).toBe(0);
    expect(readFileSync(again, "utf8")).toContain("<h2>Where raters err</h2>");
  });

  it("says what two raters cannot tell", async () => {
    const { code, stdout } = await pgt(["noise", ...raterOptions("anna", "eva")]);
    expect(code).toBe(0);
    expect(stdout).toContain("W-TWORATERS");
    expect(stdout).toContain("miss at most");
  });

  it.each([
    ["one rater", () => raterOptions("anna"), 2, "needs two raters"],
    [
      "a region that there is not",
      () => [...raterOptions("anna", "ben"), "--region", "near"],
      2,
      "union@5mm",
    ],
    [
      "soft labels without a folder",
      () => [...raterOptions("anna", "ben"), "--soft"],
      2,
      "--soft needs --out",
    ],
    ["no overlap anywhere", () => raterOptions("anna", "far"), 3, "no voxel of any case"],
  ])("refuses %s", async (_, options, exitCode, message) => {
    const { code, stderr } = await pgt(["noise", ...options()]);
    expect([code, stderr]).toEqual([exitCode, expect.stringContaining(message)]);
  });
});
