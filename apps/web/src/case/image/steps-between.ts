import type { Vector3 } from "@pgt/browser";
import { type Axis, perAxis, toWorldMm } from "../maps/grid.ts";

/** Places of one grid's voxels in another grid, in voxels of that. */
export interface Steps {
  readonly first: Vector3;
  /** Steps from one voxel to the next, along each axis of the first grid. */
  readonly columns: readonly [Vector3, Vector3, Vector3];
}

/** Steps of a grid in another. @throws Error if the axes of the other do not span space. */
export function stepsBetween(affine: readonly number[], other: readonly number[]): Steps {
  const column = (of: readonly number[], axis: number): Vector3 => [of[axis], of[4 + axis], of[8 + axis]];
  const [x, y, z] = [column(other, 0), column(other, 1), column(other, 2)];
  const volume = dot(x, cross(y, z));
  if (!(Math.abs(volume) > 0)) throw new Error("its header does not say where its voxels lie");
  // Rows of the inverse.
  const rows = [cross(y, z), cross(z, x), cross(x, y)];
  const inVoxels = (mm: Vector3) => perAxis((axis: Axis) => dot(rows[axis], mm) / volume);
  const origin = toWorldMm([0, 0, 0], affine);
  const start = column(other, 3);
  return {
    first: inVoxels(perAxis((axis) => origin[axis] - start[axis])),
    columns: [inVoxels(column(affine, 0)), inVoxels(column(affine, 1)), inVoxels(column(affine, 2))],
  };
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
