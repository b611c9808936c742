import type { Vector3 } from "@pgt/browser";
import { type Axis, type Grid, partsOf, perAxis, type Scale, stridesOf } from "./grid.ts";
import { rasOrder } from "./ras-order.ts";

/** Places of the masks' voxels in the field of labels that the viewer draws. */
export interface LabelGrid {
  /** Shape of the field, in the viewer's order of axes. */
  readonly shape: Vector3;
  readonly across: Axis;
  /** Offsets in the field, for each axis of the masks and each place along it: of its first part, and of its last. */
  readonly first: readonly [Int32Array, Int32Array, Int32Array];
  readonly last: readonly [Int32Array, Int32Array, Int32Array];
  /** Offsets from one part to the next, along each axis of the masks; may be negative. */
  readonly strides: Vector3;
}

export function labelGrid(
  grid: Pick<Grid, "shape">,
  affine: readonly number[],
  scale: Scale,
  across: Axis,
): LabelGrid {
  const { axes, flips } = rasOrder(affine);
  const parts = partsOf(grid.shape, scale, across);
  const shape = perAxis((row) => parts[axes[row]]);
  const rowStrides = stridesOf(shape);
  const rowOf = (axis: Axis) => axes.indexOf(axis) as Axis;
  const strides = perAxis((axis) => (flips[rowOf(axis)] ? -1 : 1) * rowStrides[rowOf(axis)]);
  const offsets = (axis: Axis, partOf: (at: number) => number) => {
    const start = flips[rowOf(axis)] ? (parts[axis] - 1) * rowStrides[rowOf(axis)] : 0;
    return Int32Array.from({ length: grid.shape[axis] }, (_, at) => start + partOf(at) * strides[axis]);
  };
  const firstPart = (axis: Axis) =>
    offsets(axis, (at) => (axis === across ? at : Math.floor((at * scale.times) / scale.per)));
  const lastPart = (axis: Axis) =>
    offsets(axis, (at) => (axis === across ? at : Math.ceil(((at + 1) * scale.times) / scale.per) - 1));
  return {
    shape,
    across,
    first: [firstPart(0), firstPart(1), firstPart(2)],
    last: [lastPart(0), lastPart(1), lastPart(2)],
    strides,
  };
}
