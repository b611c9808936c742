import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IntervalReport, interval } from "@pgt/core";
import { writeNifti } from "@pgt/io";
import { type LabelVolume, noteText } from "@pgt/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Box of 3..8+width x 6 x 6 voxels in 14³, moved along x. */
function box(width: number, moved: number): LabelVolume {
  const data = new Uint8Array(14 ** 3);
  for (let z = 3; z < 9; z++)
    for (let y = 3; y < 9; y++) {
      const row = 14 * (y + 14 * z);
      data.fill(1, row + 3 + moved, row + 8 + width + moved);
    }
  return {
    data,
    shape: [14, 14, 14],
    spacingMm: [1, 1, 1],
    affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  };
}

const ids = ["ada", "ben", "cem", "dee"];
const pairs = ids.flatMap((first, k) => ids.slice(k + 1).map((second) => [first, second] as const));
let folder = "";
const study = () => ({ raters: Object.fromEntries(ids.map((id) => [id, join(folder, id)])) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-incomplete-"));
  for (const id of ids) await mkdir(join(folder, id));
  for (let i = 0; i < 12; i++) {
    const write = (rater: string, moved: number) =>
      writeFile(join(folder, rater, `case${i}.nii`), writeNifti(box(i % 3, moved)));
    await write(pairs[i % 6][0], 0);
    await write(pairs[i % 6][1], 1);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("agreement of four raters, each case read by two", () => {
  let agreement: NonNullable<IntervalReport["agreement"]>;
  let files: readonly string[] | undefined;
  beforeAll(async () => {
    const out = join(folder, "run");
    const report = await interval(study(), { metrics: ["dice"], agreement: true, out });
    agreement = report.agreement!;
    files = report.files;
  });

  it("voxels: every coefficient, over all cases", () => {
    const [row] = agreement.voxels;
    expect(row).toMatchObject({ cases: 12, emptyCases: 0, region: { name: "union dilated by 5 mm" } });
    expect(row.alpha.value).toBeCloseTo(0.81618, 5);
    for (const one of [row.fleiss, row.ac1, row.gci, row.positiveAgreement]) {
      expect(one.value).toBeGreaterThan(0.5);
      expect(one.ci.low).not.toBeNull();
    }
  });
  it("volumes: correlations by REML and alpha, of 24 of 48 readings", () => {
    const [{ icc, alpha, expected, annotated }] = agreement.volumes;
    expect(icc).toMatchObject({ method: "REML", n: 12, k: 4, readings: 24 });
    expect([expected, annotated]).toEqual([12, { byAll: 0, bySome: 12, byOne: 0 }]);
    for (const { value } of [icc.forms["1,1"], icc.forms["2,1"], alpha]) expect(value).toBe(1);
  });
  it("says in a note how many cases which rule held for", () => {
    expect(agreement.notes.map(noteText)).toEqual([
      expect.stringMatching(/^12 of 12 cases were annotated by some of the 4 raters only; .*: case0, case1/),
    ]);
  });
  it("stands in a table of its own in the run", async () => {
    expect(files).toEqual(expect.arrayContaining(["agreement.csv", "agreement.parquet"]));
    const [head, first] = (await readFile(join(folder, "run", "agreement.csv"), "utf8")).split("\n");
    expect(head).toBe(
      "label,name,on,coefficient,first,second,value,low,high,unit,n,expected,reason,intervalReason",
    );
    expect(first).toMatch(/^1,1,voxels,Fleiss kappa,,,0\.816\d+,0\.8\d+,0\.8\d+,1,12,12,,$/);
  });
});

it("agreement of a score table is refused, since it needs masks", async () => {
  const table = interval(join(folder, "run", "rows.csv"), { agreement: true });
  await expect(table).rejects.toThrow(/agreement: it counts voxels and volumes of masks/);
});
