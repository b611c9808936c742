import type { StructureMask, StructureMasks, Vector3 } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import { caseMaps } from "../src/case/maps/case-maps.ts";
import { acrossSlices, toWorldMm, withAtMost, withShape } from "../src/case/maps/grid.ts";
import { labelGrid } from "../src/case/maps/label-grid.ts";
import { outlineOf } from "../src/case/maps/outline.ts";
import { votesField } from "../src/case/maps/votes.ts";

const shape = [9, 8, 5] as const;
const affine = [-1, 0, 0, 10, 0, 2, 0, -20, 0, 0, 4, 7, 0, 0, 0, 1];
const upright = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function box(from: Vector3, to: Vector3, [nx, ny, nz]: Vector3 = shape): Uint8Array {
  const voxels = new Uint8Array(nx * ny * nz);
  for (let z = from[2]; z < to[2]; z++)
    for (let y = from[1]; y < to[1]; y++)
      voxels.fill(1, from[0] + nx * (y + ny * z), to[0] + nx * (y + ny * z));
  return voxels;
}
const mask = (id: string, voxels: Uint8Array, role = "rater", session = 1): StructureMask => ({
  ...{ id, role: role as StructureMask["role"], session, voxels },
});
const structure = (...masks: readonly StructureMask[]): StructureMasks => ({
  ...{ case: "c1", label: 3, name: "organ", from: [0, 0, 0], notes: [] },
  ...{ shape, spacingMm: [1, 2, 4], affine, masks },
});
const count = (field: Uint8Array, value: number) => field.filter((one) => one === value).length;

describe("maps of a case", () => {
  const a = box([2, 2, 1], [6, 5, 3]);
  const b = box([3, 2, 1], [7, 5, 3]);
  const masks = [mask("a", a), mask("b", b), mask("a", b, "rater", 2), mask("net", a, "model")];
  const maps = caseMaps(structure(...masks));
  const parts = maps.fineness ** 2;

  it("count the first sessions of raters only", () => {
    expect(maps.voters).toEqual(["a", "b"]);
    expect([maps.marked, maps.markedByAll]).toEqual([30, 18]);
    expect([1, 2].map((k) => count(maps.votes, k))).toEqual([12 * parts, 18 * parts]);
  });

  it("look first at a place in dispute", () => {
    // The first axis of the masks runs to the left.
    const [x, y, z] = maps.focus.map((share, axis) => (axis === 0 ? 1 - share : share) * shape[axis] - 0.5);
    expect([2, 6]).toContain(x);
    const place = x + 9 * (y + 8 * z);
    expect(a[place]).not.toBe(b[place]);
  });

  it("have an outline of every mask, thinner than a voxel", () => {
    expect(maps.outlines.map(({ title, role }) => `${title} ${role}`)).toEqual([
      ...["a rater", "b rater", "a, session 2 rater", "net model"],
    ]);
    const fine = maps.fineness;
    expect(fine).toBeGreaterThan(1);
    // A ring of one part's width in each of two slices.
    const [across, down] = [4 * fine, 3 * fine];
    expect(new Set(maps.outlines[0].places).size).toBe(2 * (2 * across + 2 * down - 4));
  });

  it("lie in the order of axes of the viewer: here the first axis is turned", () => {
    const fine = maps.fineness;
    const at = (x: number, y: number, z: number) =>
      maps.votes[x * fine + maps.shape[0] * (y * fine + maps.shape[1] * z)];
    // Voxel 6 of the masks is b's alone, voxel 2 a's.
    expect([at(8 - 6, 2, 1), at(8 - 4, 2, 1), at(8 - 7, 2, 1)]).toEqual([1, 2, 0]);
    expect(maps.grid).toMatchObject({ shape, affine });
  });

  it("know no place in the world if the masks do not", () => {
    const { affine: _, ...unplaced } = { ...structure(...masks), from: [5, 0, 1] as const };
    const found = caseMaps(unplaced);
    expect(found.isPlaced).toBe(false);
    // Indices of the whole grid, in mm.
    expect(toWorldMm([0, 0, 0], found.grid.affine)).toEqual([5, 0, 4]);
  });

  it("of a structure that nobody marks are empty", () => {
    const nobody = structure(mask("a", new Uint8Array(0)), mask("b", new Uint8Array(0)));
    const found = caseMaps({ ...nobody, shape: [0, 0, 0] });
    expect([found.votes.length, found.marked, found.focus]).toEqual([0, 0, [0.5, 0.5, 0.5]]);
  });
});

describe("a grid with other voxels in its slices", () => {
  const grid = { shape, spacingMm: [1, 2, 4] as const, affine };

  it("covers the same place in the world", () => {
    const fine = withShape(grid, [27, 24, 5]);
    expect(fine.spacingMm).toEqual([1 / 3, 2 / 3, 4]);
    // The middle part of a voxel has its centre.
    expect(toWorldMm([3 * 4 + 1, 3 * 2 + 1, 3], fine.affine).map((mm) => mm.toFixed(9))).toEqual(
      toWorldMm([4, 2, 3], affine).map((mm) => mm.toFixed(9)),
    );
  });

  it("may have fewer voxels, if it has too many", () => {
    expect(withAtMost(grid, 1000, 2)).toBe(grid);
    const fewer = withAtMost(grid, 90, 2);
    expect(fewer.shape).toEqual([5, 4, 5]);
    const corner = (one: typeof grid | typeof fewer) => toWorldMm([one.shape[0] - 0.5, -0.5, 2], one.affine);
    expect(corner(fewer).map((mm) => mm.toFixed(9))).toEqual(corner(grid).map((mm) => mm.toFixed(9)));
  });

  it("has its slices across an axis of one voxel, else across the largest spacing", () => {
    expect(acrossSlices(grid)).toBe(2);
    expect(acrossSlices({ shape: [9, 1, 5], spacingMm: [1, 1, 3] })).toBe(1);
    expect(acrossSlices({ shape, spacingMm: [1, 1, 1] })).toBe(2);
  });

  it("has an outline of one part's width", () => {
    const voxels = new Uint8Array(9);
    voxels[4] = 1;
    const flat = { shape: [3, 3, 1] as const, spacingMm: [1, 1, 1] as const };
    const field = new Uint8Array(81);
    for (const place of outlineOf(voxels, flat.shape, labelGrid(flat, upright, { times: 3, per: 1 }, 2))) {
      field[place] = 1;
    }
    const rows = Array.from({ length: 9 }, (_, y) => field.slice(9 * y, 9 * y + 9).join(""));
    expect(rows).toEqual([
      ...Array(3).fill("000000000"),
      "000111000",
      "000101000",
      "000111000",
      ...Array(3).fill("000000000"),
    ]);
  });
});

describe("votes of very many raters", () => {
  it("are rounded up to what a byte holds", () => {
    const flat = { shape: [3, 1, 1] as const, spacingMm: [1, 1, 1] as const };
    const grid = labelGrid(flat, upright, { times: 1, per: 1 }, 2);
    expect([...votesField(Uint16Array.of(0, 1, 400), 400, flat.shape, grid)]).toEqual([0, 1, 200]);
  });
});
