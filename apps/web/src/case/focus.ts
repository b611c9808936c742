import type { Vector3 } from "@pgt/browser";
import { type Axis, type Grid, stridesOf, toWorldMm } from "./grid.ts";

/** Voxels to each side that count as near. */
const reach = 3;

/**
 * The place to look at first, in mm of the world: in the slice with most voxels in dispute, the one with most of them
 * near it. Null without dispute.
 *
 * @param differing above 0 where raters differ.
 */
export function focusOf(differing: Uint8Array, grid: Grid, across: Axis): Vector3 | null {
  const { shape } = grid;
  const strides = stridesOf(shape);
  const placeOf = (i: number, axis: Axis) => Math.floor(i / strides[axis]) % shape[axis];
  const perSlice = new Float64Array(shape[across]);
  for (let i = 0; i < differing.length; i++) if (differing[i]! > 0) perSlice[placeOf(i, across)]!++;
  const slice = perSlice.indexOf(Math.max(...perSlice));
  if (perSlice[slice] === 0) return null;
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== across) as [Axis, Axis];
  const isDisputed = (a: number, b: number) =>
    a >= 0 &&
    b >= 0 &&
    a < shape[u] &&
    b < shape[v] &&
    differing[slice * strides[across] + a * strides[u] + b * strides[v]]! > 0;
  let best = { a: 0, b: 0, near: 0 };
  for (let b = 0; b < shape[v]; b++) {
    for (let a = 0; a < shape[u]; a++) {
      if (!isDisputed(a, b)) continue;
      const near = countNear(isDisputed, a, b);
      if (near > best.near) best = { a, b, near };
    }
  }
  const voxel = [0, 0, 0];
  voxel[across] = slice;
  voxel[u] = best.a;
  voxel[v] = best.b;
  return toWorldMm(voxel, grid);
}

function countNear(isDisputed: (a: number, b: number) => boolean, a: number, b: number): number {
  let near = 0;
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) if (isDisputed(a + x, b + y)) near++;
  return near;
}
