import type { Vector3 } from "@pgt/browser";
import { type Axis, perAxis, stridesOf } from "./grid.ts";

/** Voxels to each side that count as near. */
const reach = 3;

/**
 * Finds the voxel to look at first: in the slice with most voxels in dispute, the one with most of them near it. Null without
 * dispute.
 *
 * @param count how many of `n` raters mark each voxel.
 */
export function focusOf(
  count: Uint8Array | Uint16Array,
  n: number,
  shape: Vector3,
  across: Axis,
): Vector3 | null {
  const isDisputedAt = (i: number) => count[i] > 0 && count[i] < n;
  const strides = stridesOf(shape);
  const placeOf = (i: number, axis: Axis) => Math.floor(i / strides[axis]) % shape[axis];
  const perSlice = new Float64Array(shape[across]);
  for (let i = 0; i < count.length; i++) if (isDisputedAt(i)) perSlice[placeOf(i, across)]++;
  const slice = perSlice.indexOf(perSlice.reduce((most, one) => Math.max(most, one), 0));
  if (!(perSlice[slice] > 0)) return null;
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== across) as [Axis, Axis];
  const isDisputed = (a: number, b: number) =>
    a >= 0 &&
    b >= 0 &&
    a < shape[u] &&
    b < shape[v] &&
    isDisputedAt(slice * strides[across] + a * strides[u] + b * strides[v]);
  let best = { a: 0, b: 0, near: 0 };
  for (let b = 0; b < shape[v]; b++) {
    for (let a = 0; a < shape[u]; a++) {
      if (!isDisputed(a, b)) continue;
      const near = countNear(isDisputed, a, b);
      if (near > best.near) best = { a, b, near };
    }
  }
  return perAxis((axis) => (axis === across ? slice : axis === u ? best.a : best.b));
}

function countNear(isDisputed: (a: number, b: number) => boolean, a: number, b: number): number {
  let near = 0;
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) if (isDisputed(a + x, b + y)) near++;
  return near;
}
