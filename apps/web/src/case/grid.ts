import type { LabelVolume, Vector3 } from "@pgt/browser";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine">;
export type Axis = 0 | 1 | 2;

const axes: readonly Axis[] = [0, 1, 2];

export function perAxis(of: (axis: Axis) => number): Vector3 {
  return [of(0), of(1), of(2)];
}

/** How many voxels there are in a slice for those of the masks, along both of its axes: 3/1 is finer, 1/2 is coarser. */
export interface Scale {
  readonly times: number;
  readonly per: number;
}

/** The same box in the world, finer or coarser within the slices; a coarser grid may end up to a voxel later. */
export function scaledGrid({ shape, spacingMm, affine }: Grid, { times, per }: Scale, across: Axis): Grid {
  const size = axes.map((axis) => (axis === across ? 1 : per / times));
  // The centre of the first voxel, in voxels of the grid.
  const first = size.map((one) => one / 2 - 0.5);
  return {
    shape: perAxis((axis) => (axis === across ? shape[axis] : Math.ceil((shape[axis] * times) / per))),
    spacingMm: perAxis((axis) => spacingMm[axis] * size[axis]!),
    ...(affine && {
      affine: movedBy(affine, first).map((value, at) =>
        at < 12 && at % 4 < 3 ? value * size[at % 4]! : value,
      ),
    }),
  };
}

function movedBy(affine: readonly number[], voxels: readonly number[]): number[] {
  const moved = [...affine];
  for (const row of axes) {
    for (const axis of axes) moved[4 * row + 3]! += affine[4 * row + axis]! * voxels[axis]!;
  }
  return moved;
}

/** The axis across the slices that were annotated: one of size 1, else that of the largest spacing, the last if several. */
export function acrossSlices({ shape, spacingMm }: Grid): Axis {
  const flat = shape.lastIndexOf(1);
  return (flat >= 0 ? flat : spacingMm.lastIndexOf(Math.max(...spacingMm))) as Axis;
}

export function stridesOf([nx, ny]: readonly number[]): Vector3 {
  return [1, nx!, nx! * ny!];
}

/** Where a voxel lies in the world, in mm. */
export function toWorldMm(voxel: readonly number[], affine: readonly number[]): Vector3 {
  return perAxis((row) =>
    axes.reduce<number>((sum, axis) => sum + affine[4 * row + axis]! * voxel[axis]!, affine[4 * row + 3]!),
  );
}
