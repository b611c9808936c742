import type { LabelVolume, Vector3 } from "@pgt/browser";
import type { GridBox } from "./crop-box.ts";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine">;
export type Axis = 0 | 1 | 2;

const axes: readonly Axis[] = [0, 1, 2];

/** The grid of a box in the world. */
export function boxGrid({ spacingMm, affine }: Grid, { from, size }: GridBox): Grid {
  return { shape: size, spacingMm, ...(affine && { affine: movedBy(affine, from) }) };
}

/** Every voxel cut into `factor` x `factor` in its slice. */
export function finerGrid({ shape, spacingMm, affine }: Grid, factor: number, across: Axis): Grid {
  const parts = axes.map((axis) => (axis === across ? 1 : factor));
  const vector = (of: (axis: Axis) => number) => [of(0), of(1), of(2)] as const;
  // The first part of a voxel lies before its centre.
  const first = parts.map((count) => 0.5 / count - 0.5);
  return {
    shape: vector((axis) => shape[axis] * parts[axis]!),
    spacingMm: vector((axis) => spacingMm[axis] / parts[axis]!),
    ...(affine && {
      affine: movedBy(affine, first).map((value, at) =>
        at < 12 && at % 4 < 3 ? value / parts[at % 4]! : value,
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

/** The axis across the slices that were annotated: that of the largest spacing, the last if several. */
export function acrossSlices({ spacingMm }: Grid): Axis {
  return spacingMm.lastIndexOf(Math.max(...spacingMm)) as Axis;
}

export function stridesOf([nx, ny]: readonly number[]): readonly [number, number, number] {
  return [1, nx!, nx! * ny!];
}

/** Where a voxel lies in the world, in mm. */
export function toWorldMm(voxel: readonly number[], { affine, spacingMm }: Grid): Vector3 {
  const along = (row: Axis) =>
    affine
      ? axes.reduce<number>((sum, axis) => sum + affine[4 * row + axis]! * voxel[axis]!, affine[4 * row + 3]!)
      : voxel[row]! * spacingMm[row];
  return [along(0), along(1), along(2)];
}

/** Lowest and highest corner of the box around a grid, in mm of the world. */
export function cornersMm(grid: Grid): readonly [Vector3, Vector3] {
  const corners = Array.from({ length: 8 }, (_, corner) =>
    toWorldMm(
      axes.map((axis) => (corner & (1 << axis) ? grid.shape[axis] - 0.5 : -0.5)),
      grid,
    ),
  );
  const along = (axis: Axis) => corners.map((corner) => corner[axis]);
  return [
    [Math.min(...along(0)), Math.min(...along(1)), Math.min(...along(2))],
    [Math.max(...along(0)), Math.max(...along(1)), Math.max(...along(2))],
  ];
}
