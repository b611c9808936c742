import type { LabelVolume, Vector3 } from "@pgt/browser";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine">;
export type Axis = 0 | 1 | 2;

const axes: readonly Axis[] = [0, 1, 2];

export function perAxis(of: (axis: Axis) => number): Vector3 {
  return [of(0), of(1), of(2)];
}

/** A grid that lies in the world. */
export type PlacedGrid = Required<Grid>;

/** The same box in the world with another number of voxels along its axes. */
export function withShape({ shape, spacingMm, affine }: PlacedGrid, wanted: Vector3): PlacedGrid {
  const size = perAxis((axis) => shape[axis] / wanted[axis]);
  const first = toWorldMm(
    perAxis((axis) => size[axis] / 2 - 0.5),
    affine,
  );
  return {
    shape: wanted,
    spacingMm: perAxis((axis) => spacingMm[axis] * size[axis]),
    affine: affine.map((value, at) => {
      if (at >= 12) return value;
      return at % 4 === 3 ? first[(at - 3) / 4] : value * size[(at % 4) as Axis];
    }),
  };
}

/** The same box with fewer voxels within its slices, if it has more than `most`. */
export function withAtMost(grid: PlacedGrid, most: number, across: Axis): PlacedGrid {
  const [nx, ny, nz] = grid.shape;
  const share = Math.sqrt(most / (nx * ny * nz));
  if (share >= 1) return grid;
  const fewer = (axis: Axis) =>
    axis === across ? grid.shape[axis] : Math.max(1, Math.round(grid.shape[axis] * share));
  return withShape(grid, perAxis(fewer));
}

/** Parts per voxel of the masks along both axes of a slice: 3/1 is finer, 1/2 is coarser. */
export interface Scale {
  readonly times: number;
  readonly per: number;
}

/** Parts along each axis of a grid; of a coarser scale, the last part may reach beyond it. */
export function partsOf(shape: Vector3, { times, per }: Scale, across: Axis): Vector3 {
  return perAxis((axis) => (axis === across ? shape[axis] : Math.ceil((shape[axis] * times) / per)));
}

/** The axis across the slices that were annotated: one of size 1, else that of the largest spacing, the last if several. */
export function acrossSlices({ shape, spacingMm }: Grid): Axis {
  const flat = shape.lastIndexOf(1);
  return (flat >= 0 ? flat : spacingMm.lastIndexOf(Math.max(...spacingMm))) as Axis;
}

export function stridesOf([nx, ny]: readonly number[]): Vector3 {
  return [1, nx, nx * ny];
}

/** Place of a voxel in the world, in mm. */
export function toWorldMm(voxel: readonly number[], affine: readonly number[]): Vector3 {
  return perAxis((row) =>
    axes.reduce<number>((sum, axis) => sum + affine[4 * row + axis] * voxel[axis], affine[4 * row + 3]),
  );
}
