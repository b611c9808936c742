import type { Affine, CaseSlices, SliceMasks, Vector3 } from "@pgt/metrics";
import type { Grid, VoxelBox } from "./voxel-box.ts";

/** One annotation of one structure in a box: 1 where it is marked, x fastest. */
export interface BinaryMask {
  readonly entity: string;
  readonly session: number;
  readonly voxels: Uint8Array;
}

const axes = [0, 1, 2] as const;
const slicesShown = 3;
/** Pixels left free around the structure. */
const margin = 3;

/**
 * The slices in which the masks differ most, in one window; null if nobody marked anything.
 *
 * @param box of the grid, outside of which nobody marked anything.
 * @param among first and last slice to choose from, counted from 1.
 */
export function cutSlices(
  masks: readonly BinaryMask[],
  grid: Grid,
  box: VoxelBox = { from: [0, 0, 0], size: grid.shape },
  among: readonly [number, number] = [1, Number.POSITIVE_INFINITY],
): Pick<CaseSlices, "depth" | "slices"> | null {
  const plane = planeOf(grid);
  const depth = grid.shape[plane.depth.axis];
  const disputed = disputedPerSlice(masks, depth, box, plane.depth.axis);
  const inReach = disputed.map((count, index) => (index + 1 >= among[0] && index < among[1] ? count : 0));
  const chosen = mostDisputed(inReach);
  const window = windowOf(masks, grid.shape, box, plane, chosen);
  if (window === null) return null;
  return {
    depth,
    slices: chosen.map((index) => cutSlice(masks, grid, box, plane, window, index, disputed[index])),
  };
}

/** A direction of the picture: a volume axis, and whether its index falls along it. */
interface Direction {
  readonly axis: 0 | 1 | 2;
  readonly falling: boolean;
}

interface Plane {
  readonly across: Direction;
  readonly down: Direction;
  readonly depth: { readonly axis: 0 | 1 | 2 };
}

/**
 * Slices lie across the axis of largest spacing. With an affine they are turned as on a radiological display: the
 * patient's right (or front) on the left, front (or head) at the top. Without one, indices run rightwards and downwards.
 */
function planeOf(grid: Grid): Plane {
  const { affine } = grid;
  const depth = sliceAxisOf(grid);
  const [first, second] = axes.filter((axis) => axis !== depth) as [0 | 1 | 2, 0 | 1 | 2];
  if (!affine)
    return {
      across: { axis: first, falling: false },
      down: { axis: second, falling: false },
      depth: { axis: depth },
    };
  // World axes: 0 towards the right of the patient, 1 to the front, 2 to the head; the lower one runs across.
  const worldOf = new Map(axes.map((axis) => [axis, dominantWorldAxis(affine, axis)]));
  const [acrossAxis, downAxis] =
    worldOf.get(first)! <= worldOf.get(second)! ? [first, second] : [second, first];
  return {
    across: { axis: acrossAxis, falling: isRising(affine, acrossAxis, worldOf.get(acrossAxis)!) },
    down: { axis: downAxis, falling: isRising(affine, downAxis, worldOf.get(downAxis)!) },
    depth: { axis: depth },
  };
}

/** Axis of largest spacing, of equal ones the last; of a flat image the axis of size 1. */
export function sliceAxisOf({ spacingMm, shape }: Grid): 0 | 1 | 2 {
  const flat = axes.filter((axis) => shape[axis] === 1).at(-1);
  const thickest = axes.filter((axis) => spacingMm[axis] >= Math.max(...spacingMm) * 0.999).at(-1);
  return flat ?? thickest ?? 2;
}

function dominantWorldAxis(affine: Affine, axis: number): number {
  const sizes = [0, 1, 2].map((row) => Math.abs(affine[4 * row + axis]));
  return sizes.indexOf(Math.max(...sizes));
}

function isRising(affine: Affine, axis: number, world: number): boolean {
  return affine[4 * world + axis] > 0;
}

function strideOf([nx, ny]: Vector3, axis: number): number {
  return axis === 0 ? 1 : axis === 1 ? nx : nx * ny;
}

/** Per slice of the grid, voxels that some masks hold and others do not. */
function disputedPerSlice(
  masks: readonly BinaryMask[],
  depth: number,
  { from, size }: VoxelBox,
  axis: 0 | 1 | 2,
): number[] {
  const counts = new Array<number>(depth).fill(0);
  const stride = strideOf(size, axis);
  const all = masks.map(({ voxels }) => voxels);
  const { length } = all[0];
  for (let i = 0; i < length; i++) {
    let marked = 0;
    for (let m = 0; m < all.length; m++) marked += all[m][i];
    if (marked > 0 && marked < all.length) counts[from[axis] + (Math.floor(i / stride) % size[axis])]++;
  }
  return counts;
}

/** The most disputed slices, not next to each other where there is a choice; ascending by index. */
function mostDisputed(disputed: readonly number[]): number[] {
  const candidates = [...disputed.keys()].sort((a, b) => disputed[b] - disputed[a] || a - b);
  const extent = disputed.filter((count) => count > 0).length;
  const chosen: number[] = [];
  for (let apart = Math.max(1, Math.floor(extent / 6)); chosen.length < slicesShown && apart >= 1; apart--) {
    for (const index of candidates) {
      if (chosen.length === slicesShown) break;
      if (disputed[index] === 0 && chosen.length > 0) continue;
      if (chosen.every((other) => Math.abs(other - index) >= apart)) chosen.push(index);
    }
  }
  return chosen.sort((a, b) => a - b);
}

interface Window {
  readonly from: readonly [number, number];
  readonly size: readonly [number, number];
}

/** Smallest window, with a margin, that holds what any mask marks in the slices; null if nothing is marked. */
function windowOf(
  masks: readonly BinaryMask[],
  shape: Vector3,
  box: VoxelBox,
  plane: Plane,
  chosen: readonly number[],
): Window | null {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [-1, -1];
  const [across, down, depth] = [plane.across.axis, plane.down.axis, plane.depth.axis];
  for (const index of chosen) {
    const inBox = index - box.from[depth];
    if (inBox < 0 || inBox >= box.size[depth]) continue;
    for (let v = 0; v < box.size[down]; v++) {
      for (let u = 0; u < box.size[across]; u++) {
        const at =
          u * strideOf(box.size, across) + v * strideOf(box.size, down) + inBox * strideOf(box.size, depth);
        if (masks.every(({ voxels }) => voxels[at] === 0)) continue;
        for (const [side, value] of [u + box.from[across], v + box.from[down]].entries()) {
          low[side] = Math.min(low[side], value);
          high[side] = Math.max(high[side], value);
        }
      }
    }
  }
  if (high[0] < 0) return null;
  const from = low.map((value) => Math.max(0, value - margin));
  const to = high.map((value, side) => Math.min(shape[side === 0 ? across : down] - 1, value + margin));
  return { from: [from[0], from[1]], size: [to[0] - from[0] + 1, to[1] - from[1] + 1] };
}

function cutSlice(
  masks: readonly BinaryMask[],
  { spacingMm }: Grid,
  box: VoxelBox,
  plane: Plane,
  { from, size }: Window,
  index: number,
  disagreeing: number,
): SliceMasks {
  const { across, down, depth } = plane;
  const [width, height] = size;
  const base = (index - box.from[depth.axis]) * strideOf(box.size, depth.axis);
  const isInDepth = index >= box.from[depth.axis] && index < box.from[depth.axis] + box.size[depth.axis];
  // The window may reach beyond the box: null there.
  const offsets = (direction: Direction, start: number, count: number) =>
    Array.from({ length: count }, (_, k) => {
      const { axis } = direction;
      const at = (direction.falling ? start + count - 1 - k : start + k) - box.from[axis];
      return isInDepth && at >= 0 && at < box.size[axis] ? at * strideOf(box.size, axis) : null;
    });
  const columns = offsets(across, from[0], width);
  const rows = offsets(down, from[1], height);
  return {
    index,
    width,
    height,
    pixelMm: [spacingMm[across.axis], spacingMm[down.axis]],
    disagreeing,
    masks: masks.map(({ entity, session, voxels }) => ({
      entity,
      session,
      runs: runsOf(
        rows.flatMap((row) =>
          columns.map((column) => (row === null || column === null ? 0 : voxels[base + row + column])),
        ),
      ),
    })),
  };
}

/** Lengths of runs, background first. */
function runsOf(pixels: readonly number[]): number[] {
  const runs: number[] = [];
  let value = 0;
  let length = 0;
  for (const pixel of pixels) {
    if (pixel === value) length++;
    else {
      runs.push(length);
      value = pixel;
      length = 1;
    }
  }
  return [...runs, length];
}
