import type { Vector3 } from "@pgt/browser";
import { type Axis, stridesOf } from "./grid.ts";

/**
 * The edge of a mask in each slice, one part of a voxel wide.
 *
 * @param factor parts that a voxel is cut into along both axes of the slice.
 * @param across the axis across the slices.
 * @returns a mask of the grid that is `factor` times finer in the slice.
 */
export function outlineOf(
  voxels: Uint8Array,
  shape: Vector3,
  factor: number,
  across: Axis,
): Uint8Array<ArrayBuffer> {
  const inSlice = ([0, 1, 2] as const).filter((axis) => axis !== across);
  const parts = shape.map((size, axis) => (axis === across ? size : size * factor));
  const fine = new Uint8Array(parts[0]! * parts[1]! * parts[2]!);
  const [strides, fineStrides] = [stridesOf(shape), stridesOf(parts)];
  for (let i = voxels.indexOf(1); i >= 0; i = voxels.indexOf(1, i + 1)) {
    const at = strides.map((stride, axis) => Math.floor(i / stride) % shape[axis]!);
    const first = at.reduce(
      (sum, place, axis) => sum + place * (axis === across ? 1 : factor) * fineStrides[axis]!,
      0,
    );
    for (const [axis, other] of [inSlice, [...inSlice].reverse()] as [Axis, Axis][]) {
      const isAlone = (step: number, isInside: boolean) => !isInside || voxels[i + step] !== 1;
      const edges = [
        ...(isAlone(-strides[axis], at[axis]! > 0) ? [0] : []),
        ...(isAlone(strides[axis], at[axis]! < shape[axis] - 1) ? [factor - 1] : []),
      ];
      for (const edge of edges) {
        const start = first + edge * fineStrides[axis];
        for (let part = 0; part < factor; part++) fine[start + part * fineStrides[other]] = 1;
      }
    }
  }
  return fine;
}
