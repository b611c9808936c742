import type { LabelData, LabelVolume, Vector3 } from "@pgt/metrics";
import { boxAround, type VoxelBox } from "./voxel-box.ts";

/** Voxels of a structure in a mask: 1 inside, one byte a voxel of the box, x fastest. */
export interface MaskPart {
  readonly box: VoxelBox;
  readonly voxels: Uint8Array<ArrayBuffer>;
}

/** The voxels of some ids, in the smallest box that holds them; null if there are none. */
export function maskPart(layers: readonly LabelVolume[], ids: readonly number[]): MaskPart | null {
  const wanted = new Set(ids);
  const found = layers.flatMap(({ data, shape }) => {
    const box = boxOf(data, shape, wanted);
    return box ? [{ data, shape, box }] : [];
  });
  const [first, ...others] = found;
  if (!first) return null;
  const box = boxAround([first.box, ...others.map((one) => one.box)]);
  const voxels = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  for (const { data, shape } of found) mark(voxels, data, shape, box, wanted);
  return { box, voxels };
}

/** The same in another box, which holds that of the part. */
export function partInBox(part: MaskPart | null, { from, size }: VoxelBox): Uint8Array<ArrayBuffer> {
  const length = size[0] * size[1] * size[2];
  if (!part) return new Uint8Array(length);
  if (part.voxels.length === length) return part.voxels;
  const voxels = new Uint8Array(length);
  const [width, height, depth] = part.box.size;
  const at = [0, 1, 2].map((axis) => part.box.from[axis] - from[axis]) as unknown as Vector3;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = width * (y + height * z);
      voxels.set(
        part.voxels.subarray(row, row + width),
        at[0] + size[0] * (at[1] + y + size[1] * (at[2] + z)),
      );
    }
  }
  return voxels;
}

function boxOf(data: LabelData, [nx, ny, nz]: Vector3, wanted: ReadonlySet<number>): VoxelBox | null {
  const low = [nx, ny, nz] as [number, number, number];
  const high = [-1, -1, -1] as [number, number, number];
  // Most voxels are background, and neighbours mostly alike: the set is asked once a run.
  let last = 0;
  let isWanted = false;
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      let [left, right] = [nx, -1];
      for (let x = 0; x < nx; x++, i++) {
        const id = data[i];
        if (id !== last) isWanted = wanted.has((last = id));
        if (!isWanted) continue;
        if (right < 0) left = x;
        right = x;
      }
      if (right < 0) continue;
      low[0] = Math.min(low[0], left);
      high[0] = Math.max(high[0], right);
      low[1] = Math.min(low[1], y);
      high[1] = Math.max(high[1], y);
      low[2] = Math.min(low[2], z);
      high[2] = z;
    }
  }
  if (high[0] < 0) return null;
  return { from: low, size: [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1] };
}

function mark(
  voxels: Uint8Array,
  data: LabelData,
  [nx, ny]: Vector3,
  { from, size }: VoxelBox,
  wanted: ReadonlySet<number>,
): void {
  let at = 0;
  let last = 0;
  let isWanted = false;
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = from[0] + nx * (from[1] + y + ny * (from[2] + z));
      for (let x = 0; x < size[0]; x++, at++) {
        const id = data[row + x];
        if (id !== last) isWanted = wanted.has((last = id));
        if (isWanted) voxels[at] = 1;
      }
    }
  }
}
