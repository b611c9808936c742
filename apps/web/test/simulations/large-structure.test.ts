import type { StructureMask } from "@pgt/browser";
import { expect, it } from "vitest";
import { caseMaps } from "../../src/case/maps/case-maps.ts";

const shape = [1201, 900, 40] as const;
const affine = [-1, 0, 0, 10, 0, 2, 0, -20, 0, 0, 4, 7, 0, 0, 0, 1];

/** A box from voxel 1 of every axis to before voxel `end` of the first. */
function boxTo(end: number): Uint8Array {
  const [nx, ny] = shape;
  const voxels = new Uint8Array(nx * ny * shape[2]);
  for (let z = 1; z < 39; z++)
    for (let y = 1; y < 800; y++) voxels.fill(1, 1 + nx * (y + ny * z), end + nx * (y + ny * z));
  return voxels;
}
const rater = (id: string, voxels: Uint8Array): StructureMask => ({ id, role: "rater", session: 1, voxels });

it("a structure too large to be drawn voxel by voxel is drawn coarser, with what is in dispute", () => {
  const maps = caseMaps({
    ...{ case: "c1", label: 3, name: "organ", from: [0, 0, 0], notes: [] },
    ...{ shape, spacingMm: [1, 2, 4], affine, masks: [rater("a", boxTo(1001)), rater("b", boxTo(1002))] },
  });
  expect([maps.coarseness, maps.fineness, maps.shape]).toEqual([2, 1, [601, 450, 40]]);
  expect(maps.marked - maps.markedByAll).toBe(799 * 38);
  // Voxel 1001, in dispute, shares a part of the field with voxel 1000, which is not.
  expect(maps.votes.reduce((n, votes) => n + Number(votes === 1), 0)).toBe(400 * 38);
  // The last part of the field reaches a voxel beyond the masks.
  expect(maps.grid).toMatchObject({ shape: [1202, 900, 40], affine });
});
