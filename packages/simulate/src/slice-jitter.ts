import type { Random } from "@pgt/metrics";
import type { Grid } from "./body.ts";
import { poisson } from "./poisson.ts";
import { type StructureMask, sliceAxis } from "./structure-mask.ts";

/**
 * Misplaces the first and the last slice of a mask by a Poisson number of slices each, inwards or outwards alike.
 * Outwards, the end slice is drawn again, as far as the grid goes; inwards, at least one slice stays.
 */
export function jitterEnds(
  mask: StructureMask,
  grid: Grid,
  meanSlices: number,
  random: Random,
): StructureMask {
  const axis = sliceAxis(grid.spacingMm);
  const draw = () => poisson(meanSlices, random) * (random.next() < 0.5 ? -1 : 1);
  const [atFirst, atLast] = [draw(), draw()];
  const ends = extentAlong(mask, axis);
  if (ends === null) return mask;
  const room = { low: Math.max(0, atFirst), high: Math.max(0, atLast) };
  const wide = withRoom(mask, axis, room, grid.shape[axis]);
  const shift = mask.box.origin[axis] - wide.box.origin[axis];
  const [first, last] = [ends[0] + shift, ends[1] + shift];
  const slices = wide.box.size[axis];
  const newFirst = Math.max(0, Math.min(first - atFirst, last));
  const newLast = Math.min(slices - 1, Math.max(last + atLast, newFirst));
  for (let slice = 0; slice < slices; slice++) {
    if (slice < newFirst || slice > newLast) copySlice(wide, axis, null, slice);
    else if (slice < first) copySlice(wide, axis, first, slice);
    else if (slice > last) copySlice(wide, axis, last, slice);
  }
  return wide;
}

/** First and last slice with a voxel, in slices of the box. */
function extentAlong({ box, inside }: StructureMask, axis: number): readonly [number, number] | null {
  const stride = [1, box.size[0], box.size[0] * box.size[1]][axis];
  let [first, last] = [box.size[axis], -1];
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === 0) continue;
    const slice = Math.floor(i / stride) % box.size[axis];
    first = Math.min(first, slice);
    last = Math.max(last, slice);
  }
  return last < 0 ? null : [first, last];
}

function withRoom(
  { box, inside }: StructureMask,
  axis: number,
  room: { readonly low: number; readonly high: number },
  gridSize: number,
): StructureMask {
  const origin = [...box.origin];
  const size = [...box.size];
  const before = Math.min(room.low, origin[axis]);
  const after = Math.min(room.high, gridSize - origin[axis] - size[axis]);
  origin[axis] -= before;
  size[axis] += before + after;
  const result = new Uint8Array(size[0] * size[1] * size[2]);
  const shift = [0, 1, 2].map((one) => (one === axis ? before : 0));
  for (let z = 0, i = 0; z < box.size[2]; z++) {
    for (let y = 0; y < box.size[1]; y++) {
      const to = shift[0] + size[0] * (y + shift[1] + size[1] * (z + shift[2]));
      result.set(inside.subarray(i, i + box.size[0]), to);
      i += box.size[0];
    }
  }
  return {
    box: { origin: [origin[0], origin[1], origin[2]], size: [size[0], size[1], size[2]] },
    inside: result,
  };
}

/** Overwrites slice `to` with slice `from`, or with nothing. */
function copySlice({ box, inside }: StructureMask, axis: number, from: number | null, to: number): void {
  const strides = [1, box.size[0], box.size[0] * box.size[1]];
  const [u, v] = [0, 1, 2].filter((one) => one !== axis);
  for (let b = 0; b < box.size[v]; b++) {
    for (let a = 0; a < box.size[u]; a++) {
      const at = a * strides[u] + b * strides[v];
      inside[at + to * strides[axis]] = from === null ? 0 : inside[at + from * strides[axis]];
    }
  }
}
