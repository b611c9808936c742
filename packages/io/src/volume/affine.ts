import type { Affine, Vector3 } from "@pgt/metrics";

type Columns = readonly [Vector3, Vector3, Vector3];

/** The affine whose columns are the steps along the grid axes and whose translation is the first voxel. */
export function affineFrom(columns: Columns, origin: Vector3): Affine {
  const [x, y, z] = columns;
  const row = (i: number) => [x[i], y[i], z[i], origin[i]];
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** Step in mm along grid axis `axis`. */
export function columnOf(affine: Affine, axis: number): Vector3 {
  return [affine[axis], affine[4 + axis], affine[8 + axis]];
}

/** World position in mm of a (fractional) voxel index. */
export function toWorld(affine: Affine, index: Vector3): Vector3 {
  const at = (row: number) =>
    affine[row] * index[0] + affine[row + 1] * index[1] + affine[row + 2] * index[2] + affine[row + 3];
  return [at(0), at(4), at(8)];
}

/** Voxel index of a world position; the affine must be invertible. */
export function toIndex(affine: Affine, world: Vector3): Vector3 {
  const columns = columnsOf(affine);
  const fromOrigin = subtract(world, columnOf(affine, 3));
  const volume = determinant(columns);
  const [x, y, z] = columns;
  return [
    dot(fromOrigin, cross(y, z)) / volume,
    dot(fromOrigin, cross(z, x)) / volume,
    dot(fromOrigin, cross(x, y)) / volume,
  ];
}

/** Voxel edge lengths: the norms of the columns. */
export function spacingOf(affine: Affine): Vector3 {
  const [x, y, z] = columnsOf(affine);
  return [norm(x), norm(y), norm(z)];
}

export function columnsOf(affine: Affine): Columns {
  return [columnOf(affine, 0), columnOf(affine, 1), columnOf(affine, 2)];
}

/** Finite, and its axes span space. */
export function isUsable(affine: Affine): boolean {
  if (!affine.every(Number.isFinite)) return false;
  const [x, y, z] = columnsOf(affine);
  return Math.abs(determinant([x, y, z])) > 1e-6 * norm(x) * norm(y) * norm(z);
}

/** Largest |cosine| between two axes: 0 for a grid of boxes. */
export function shearOf(affine: Affine): number {
  const [x, y, z] = columnsOf(affine).map(unit);
  return Math.max(Math.abs(dot(x, y)), Math.abs(dot(y, z)), Math.abs(dot(z, x)));
}

/**
 * Distance of the outer corners of a grid under two affines, in voxels of the first: the largest
 * difference along any axis over the eight corners.
 */
export function cornerDistanceVoxels(a: Affine, b: Affine, shape: Vector3): number {
  let largest = 0;
  for (const corner of cornersOf(shape)) {
    const index = toIndex(a, toWorld(b, corner));
    for (let axis = 0; axis < 3; axis++) largest = Math.max(largest, Math.abs(index[axis] - corner[axis]));
  }
  return largest;
}

function cornersOf([nx, ny, nz]: Vector3): Vector3[] {
  const ends = (n: number) => [-0.5, n - 0.5];
  return ends(nx).flatMap((x) => ends(ny).flatMap((y) => ends(nz).map((z): Vector3 => [x, y, z])));
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function norm(a: Vector3): number {
  return Math.sqrt(dot(a, a));
}

export function unit(a: Vector3): Vector3 {
  const length = norm(a);
  return [a[0] / length, a[1] / length, a[2] / length];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function determinant([x, y, z]: Columns): number {
  return dot(x, cross(y, z));
}
