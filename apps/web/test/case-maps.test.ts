import type { LabelVolume } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import { type CaseMask, caseMaps } from "../src/case/case-maps.ts";
import { cropBox, cropped } from "../src/case/crop-box.ts";
import { finerGrid, toWorldMm } from "../src/case/grid.ts";
import { outlineOf } from "../src/case/outline.ts";

const shape = [9, 8, 5] as const;
const affine = [-1, 0, 0, 10, 0, 2, 0, -20, 0, 0, 4, 7, 0, 0, 0, 1];

/** A box of label 3 in a grid of 1 x 2 x 4 mm. */
function volume(from: readonly number[], to: readonly number[]): LabelVolume {
  const data = new Uint8Array(9 * 8 * 5);
  for (let z = from[2]!; z < to[2]!; z++)
    for (let y = from[1]!; y < to[1]!; y++)
      data.fill(3, from[0]! + 9 * (y + 8 * z), to[0]! + 9 * (y + 8 * z));
  return { data, shape, spacingMm: [1, 2, 4], affine };
}
const mask = (id: string, one: LabelVolume, role = "rater", session = 1): CaseMask => ({
  ...{ id, role, session, volume: one, labelId: 3 },
});
/** Voxels behind the 352 bytes of a NIfTI-1 header. */
const voxelsOf = (nifti: Uint8Array) => nifti.subarray(352);

describe("maps of a case", () => {
  const a = volume([2, 2, 1], [6, 5, 3]);
  const b = volume([3, 2, 1], [7, 5, 3]);
  const masks = [mask("a", a), mask("b", b), mask("a", b, "rater", 2), mask("net", a, "model")];
  const maps = caseMaps(masks, false);
  const map = (kind: string) => maps.maps.find((one) => one.kind === kind)!;

  it("count the first sessions of raters only", () => {
    expect(maps.voters).toEqual(["a", "b"]);
    expect([maps.marked, maps.markedByAll]).toEqual([30, 18]);
    const votes = voxelsOf(map("votes").nifti);
    expect([1, 2].map((k) => votes.filter((value) => value === k).length)).toEqual([12, 18]);
  });

  it("have 1 where the pair differs", () => {
    const differing = voxelsOf(map("disagreement").nifti);
    expect(differing.reduce((total, value) => total + value, 0)).toBe(12);
    expect(map("disagreement").most).toBe(1);
  });

  it("look first at a place in dispute", () => {
    const [x, y, z] = maps.focusMm!;
    const voxel = [10 - x, (y + 20) / 2, (z - 7) / 4];
    expect([2, 6]).toContain(voxel[0]);
    expect(a.data[voxel[0]! + 9 * (voxel[1]! + 8 * voxel[2]!)]).not.toBe(
      b.data[voxel[0]! + 9 * (voxel[1]! + 8 * voxel[2]!)],
    );
  });

  it("have an outline of every mask", () => {
    const outlines = maps.maps.filter(({ kind }) => kind === "outline");
    expect(outlines.map(({ title }) => title)).toEqual(["a", "b", "a, session 2", "net"]);
    // 4 x 3 voxels in each of two slices, of which two are inside.
    expect(voxelsOf(outlines[0]!.nifti).filter((value) => value === 1)).toHaveLength(2 * 10);
  });
});

describe("the box around masks", () => {
  it("is what a slow search finds", () => {
    const voxels = new Uint8Array(9 * 8 * 5);
    for (const at of [0, 9 * 3 + 8, 9 * 8 * 4 + 9 * 2 + 5]) voxels[at] = 1;
    const grid = { shape, spacingMm: [1, 1, 1] as const };
    expect(cropBox([voxels], grid, 0)).toEqual({ from: [0, 0, 0], size: [9, 4, 5] });
    const one = new Uint8Array(9 * 8 * 5);
    one[4 + 9 * (3 + 8 * 2)] = 1;
    expect(cropBox([one], grid, 0)).toEqual({ from: [4, 3, 2], size: [1, 1, 1] });
    expect(cropBox([one], { shape, spacingMm: [1, 2, 4] }, 4)).toEqual({ from: [0, 1, 1], size: [9, 5, 3] });
    expect(cropBox([new Uint8Array(9 * 8 * 5)], grid, 0)).toEqual({ from: [0, 0, 0], size: shape });
    const part = cropped(one, shape, { from: [3, 3, 2], size: [2, 2, 1] });
    expect([...part]).toEqual([0, 1, 0, 0]);
  });
});

describe("a finer grid", () => {
  it("covers the same place in the world", () => {
    const grid = { shape, spacingMm: [1, 2, 4] as const, affine };
    const fine = finerGrid(grid, 3, 2);
    expect(fine.shape).toEqual([27, 24, 5]);
    // The middle part of a voxel has its centre.
    expect(toWorldMm([3 * 4 + 1, 3 * 2 + 1, 3], fine).map((mm) => mm.toFixed(9))).toEqual(
      toWorldMm([4, 2, 3], grid).map((mm) => mm.toFixed(9)),
    );
  });

  it("has an outline of one part's width", () => {
    const voxels = new Uint8Array(9);
    voxels[4] = 1;
    const outline = outlineOf(voxels, [3, 3, 1], 3, 2);
    const rows = Array.from({ length: 9 }, (_, y) => outline.slice(9 * y, 9 * y + 9).join(""));
    expect(rows).toEqual([
      ...Array(3).fill("000000000"),
      "000111000",
      "000101000",
      "000111000",
      ...Array(3).fill("000000000"),
    ]);
  });
});
