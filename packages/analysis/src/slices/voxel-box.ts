import type { LabelVolume, Vector3 } from "@pgt/metrics";

export type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine">;

/** A part of a grid: its first voxel, and how many it has along each axis. */
export interface VoxelBox {
  readonly from: Vector3;
  readonly size: Vector3;
}

type Axis = 0 | 1 | 2;

function perAxis(of: (axis: Axis) => number): Vector3 {
  return [of(0), of(1), of(2)];
}

/** The smallest box that holds all of them. */
export function boxAround([first, ...others]: readonly [VoxelBox, ...VoxelBox[]]): VoxelBox {
  return others.reduce((a, b) => {
    const from = perAxis((axis) => Math.min(a.from[axis], b.from[axis]));
    const end = perAxis((axis) => Math.max(a.from[axis] + a.size[axis], b.from[axis] + b.size[axis]));
    return { from, size: perAxis((axis) => end[axis] - from[axis]) };
  }, first);
}

/** The box with a margin to all sides, as far as the grid reaches. */
export function grownBox({ from, size }: VoxelBox, { shape, spacingMm }: Grid, marginMm: number): VoxelBox {
  const margin = perAxis((axis) => Math.ceil(marginMm / spacingMm[axis]));
  const first = perAxis((axis) => Math.max(0, from[axis] - margin[axis]));
  const end = perAxis((axis) => Math.min(shape[axis], from[axis] + size[axis] + margin[axis]));
  return { from: first, size: perAxis((axis) => end[axis] - first[axis]) };
}

/** The box as a grid of its own, at its place in the world. */
export function boxGrid({ spacingMm, affine }: Grid, { from, size }: VoxelBox): Grid {
  if (!affine) return { shape: size, spacingMm };
  const moved = [...affine];
  for (const row of [0, 4, 8]) {
    moved[row + 3] += affine[row] * from[0] + affine[row + 1] * from[1] + affine[row + 2] * from[2];
  }
  return { shape: size, spacingMm, affine: moved };
}
