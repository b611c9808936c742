import type { Affine, LabelData, Vector3 } from "@pgt/metrics";
import { affineFrom, columnsOf, dot, toWorld, unit } from "./affine.ts";

type Axis = 0 | 1 | 2;

/** Voxels of any kind; a copy is of the same. */
type VoxelData = LabelData | Float32Array;

/** Order of another grid's axes along ours: our axis i is its axis `axes[i]`, reversed if `flips[i]`. */
export interface Orientation {
  readonly axes: readonly [Axis, Axis, Axis];
  readonly flips: readonly [boolean, boolean, boolean];
}

const permutations: readonly Orientation["axes"][] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The permutation and flips that bring `other`'s axes closest to `reference`'s. */
export function nearestOrientation(reference: Affine, other: Affine): Orientation {
  const ours = columnsOf(reference).map(unit);
  const theirs = columnsOf(other).map(unit);
  const cosine = (axes: Orientation["axes"], i: number) => dot(ours[i], theirs[axes[i]]);
  const closeness = (axes: Orientation["axes"]) =>
    [0, 1, 2].reduce((sum, i) => sum + Math.abs(cosine(axes, i)), 0);
  // A later permutation must be better by more than rounding, so that a tie keeps the file's own order.
  const axes = permutations.reduce((best, next) => (closeness(next) > closeness(best) + 1e-9 ? next : best));
  return { axes, flips: [cosine(axes, 0) < 0, cosine(axes, 1) < 0, cosine(axes, 2) < 0] };
}

export function isIdentity({ axes, flips }: Orientation): boolean {
  return axes.every((axis, i) => axis === i) && !flips.some((flip) => flip);
}

/** The shape after re-orientation. */
export function orientShape(shape: Vector3, { axes }: Orientation): Vector3 {
  return [shape[axes[0]], shape[axes[1]], shape[axes[2]]];
}

/** The affine of the same grid after re-orientation. */
export function orientAffine(affine: Affine, shape: Vector3, { axes, flips }: Orientation): Affine {
  const columns = columnsOf(affine);
  const first: [number, number, number] = [0, 0, 0];
  for (const i of [0, 1, 2]) if (flips[i]) first[axes[i]] = shape[axes[i]] - 1;
  const column = (i: Axis): Vector3 => {
    const [x, y, z] = columns[axes[i]];
    return flips[i] ? [-x, -y, -z] : [x, y, z];
  };
  return affineFrom([column(0), column(1), column(2)], toWorld(affine, first));
}

/** The voxels after re-orientation, copied. `shape` is that of `data`. */
export function orientData<Data extends VoxelData>(
  data: Data,
  shape: Vector3,
  { axes, flips }: Orientation,
): Data {
  const stridesOf: Vector3 = [1, shape[0], shape[0] * shape[1]];
  const sizes = orientShape(shape, { axes, flips });
  const strides = axes.map((axis, i) => (flips[i] ? -stridesOf[axis] : stridesOf[axis]));
  const first = axes.reduce<number>(
    (sum, axis, i) => sum + (flips[i] ? (sizes[i] - 1) * stridesOf[axis] : 0),
    0,
  );
  const target = emptyLike(data, data.length);
  const along = axes.indexOf(0);
  if (along === 0) copyRows(data, target, sizes, strides, first);
  else copyTiles(data, target, sizes, strides, first, along === 1 ? 1 : 2);
  return target;
}

/** Both run along x: whole rows, forwards or backwards. */
function copyRows(
  source: VoxelData,
  target: VoxelData,
  sizes: Vector3,
  strides: readonly number[],
  first: number,
) {
  const [nx, ny, nz] = sizes;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const to = nx * (y + ny * z);
      const from = first + y * strides[1] + z * strides[2];
      const lowest = strides[0] > 0 ? from : from - nx + 1;
      target.set(source.subarray(lowest, lowest + nx), to);
      if (strides[0] < 0) target.subarray(to, to + nx).reverse();
    }
  }
}

const TILE = 64;

/**
 * The source runs along `along`, the target along x: planes of these two go through a small square buffer, so that
 * both sides are touched in runs. (Strides are often powers of two, which a cache cannot hold many of at once.)
 */
function copyTiles(
  source: VoxelData,
  target: VoxelData,
  sizes: Vector3,
  strides: readonly number[],
  first: number,
  along: 1 | 2,
) {
  const across = along === 1 ? 2 : 1;
  const step = [1, sizes[0], sizes[0] * sizes[1]];
  const tile = emptyLike(source, TILE * TILE);
  for (let k = 0; k < sizes[across]; k++) {
    for (let j = 0; j < sizes[along]; j += TILE) {
      for (let x = 0; x < sizes[0]; x += TILE) {
        const width = Math.min(TILE, sizes[0] - x);
        const height = Math.min(TILE, sizes[along] - j);
        const from = first + k * strides[across] + j * strides[along] + x * strides[0];
        readTile(source, tile, { from, width, height, strideX: strides[0], strideJ: strides[along] });
        writeTile(tile, target, {
          to: k * step[across] + j * step[along] + x,
          width,
          height,
          step: step[along],
        });
      }
    }
  }
}

/** tile[j][x] = source, along the source's runs (j inside). */
function readTile(
  source: VoxelData,
  tile: VoxelData,
  at: { from: number; width: number; height: number; strideX: number; strideJ: number },
) {
  const { from, width, height, strideX, strideJ } = at;
  for (let x = 0; x < width; x++) {
    const row = from + x * strideX;
    for (let j = 0; j < height; j++) tile[j * TILE + x] = source[row + j * strideJ];
  }
}

function writeTile(
  tile: VoxelData,
  target: VoxelData,
  { to, width, height, step }: { to: number; width: number; height: number; step: number },
) {
  for (let j = 0; j < height; j++) {
    for (let x = 0; x < width; x++) target[to + j * step + x] = tile[j * TILE + x];
  }
}

function emptyLike<Data extends VoxelData>(data: Data, length: number): Data {
  return new (data.constructor as new (length: number) => Data)(length);
}
