import type { Vector3 } from "@pgt/metrics";
import type { Box } from "../dilation/dilated-unions.ts";
import type { Grid } from "../grid.ts";

/** A part of a grid in whose voxels, x fastest, something is kept. */
export interface FieldBox {
  readonly from: Vector3;
  readonly size: Vector3;
  readonly voxels: number;
}

export const noBox: FieldBox = { from: [0, 0, 0], size: [0, 0, 0], voxels: 0 };

export function wholeBox({ size, voxels }: Grid): FieldBox {
  return { from: [0, 0, 0], size, voxels };
}

/** Rows of an image that are shorter are always taken whole. */
const SHORT_ROW = 64;

/**
 * The smallest box around all of them, with a margin to all sides, as far as the grid reaches. Rows of which it holds half or
 * more are taken whole: rows that follow each other in the image then do so in the box.
 */
export function boxWithMargin(marked: readonly Box[], { size }: Grid, margin: Vector3, slack = 0): FieldBox {
  if (marked.length === 0) return noBox;
  const ends = ([0, 1, 2] as const).map((axis) => [
    Math.max(0, Math.min(...marked.map((box) => box[axis][0])) - margin[axis] - slack),
    Math.min(size[axis] - 1, Math.max(...marked.map((box) => box[axis][1])) + margin[axis] + slack),
  ]);
  if (2 * (ends[0][1] - ends[0][0] + 1) >= size[0] || size[0] <= SHORT_ROW) ends[0] = [0, size[0] - 1];
  const [nx, ny, nz] = ends.map(([first, last]) => last - first + 1);
  return { from: [ends[0][0], ends[1][0], ends[2][0]], size: [nx, ny, nz], voxels: nx * ny * nz };
}

/** Tells if a box holds all of another, which may be empty. */
export function contains(box: FieldBox, other: FieldBox): boolean {
  const holds = (axis: 0 | 1 | 2) =>
    box.from[axis] <= other.from[axis] &&
    box.from[axis] + box.size[axis] >= other.from[axis] + other.size[axis];
  return other.voxels === 0 || (holds(0) && holds(1) && holds(2));
}

/** The box as a grid of its own. */
export function gridOfBox({ size, voxels }: FieldBox, grid: Grid): Grid {
  return { ...grid, size, voxels };
}

/** A stretch of voxels that lie beside each other in the box and in the image. */
export interface Stretch {
  /** First voxel in the box. */
  readonly at: number;
  /** The same voxel in the image. */
  readonly imageAt: number;
  readonly length: number;
}

/** Rows `first` .. `first + rows - 1` of a box as stretches; planes that are whole in the image are one stretch. */
export function* stretchesOf({ from, size }: FieldBox, grid: Grid, first = 0, rows = size[1] * size[2]) {
  const [nx, ny] = grid.size;
  const [width, height] = size;
  for (let row = first; row < first + rows; ) {
    const y = row % height;
    const z = Math.floor(row / height);
    const together = width === nx ? Math.min(height - y, first + rows - row) : 1;
    const imageAt = from[0] + nx * (from[1] + y + ny * (from[2] + z));
    yield { at: row * width, imageAt, length: together * width } satisfies Stretch;
    row += together;
  }
}

/** Place in the image of a voxel of the box. */
export function imageIndex({ from, size }: FieldBox, grid: Grid, at: number): number {
  const row = Math.floor(at / size[0]);
  const z = Math.floor(row / size[1]);
  return (
    from[0] + at - row * size[0] + grid.size[0] * (from[1] + row - z * size[1] + grid.size[1] * (from[2] + z))
  );
}
