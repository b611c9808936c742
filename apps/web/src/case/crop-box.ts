import type { LabelVolume, Vector3 } from "@pgt/browser";

/** A part of a grid: first voxel and size. */
export interface GridBox {
  readonly from: Vector3;
  readonly size: Vector3;
}

/** The smallest box that holds all masks, with a margin where the grid has room; the whole grid if they are empty. */
export function cropBox(
  masks: readonly Uint8Array[],
  { shape, spacingMm }: Pick<LabelVolume, "shape" | "spacingMm">,
  marginMm: number,
): GridBox {
  const margin = spacingMm.map((size) => Math.ceil(marginMm / size));
  const low = [...shape];
  const high = [-1, -1, -1];
  for (const voxels of masks) extend(voxels, shape, low, high);
  if (high[0]! < 0) return { from: [0, 0, 0], size: shape };
  const from = low.map((at, axis) => Math.max(0, at - margin[axis]!));
  const size = high.map((at, axis) => Math.min(shape[axis]! - 1, at + margin[axis]!) - from[axis]! + 1);
  return { from: from as unknown as Vector3, size: size as unknown as Vector3 };
}

/** Row by row: from the first voxel of a row that is marked to the last. */
function extend(voxels: Uint8Array, [nx, ny]: Vector3, low: number[], high: number[]): void {
  for (let first = voxels.indexOf(1); first >= 0; ) {
    const row = Math.floor(first / nx);
    const end = nx * (row + 1);
    const last = voxels.lastIndexOf(1, end - 1);
    const y = row % ny;
    const z = Math.floor(row / ny);
    for (const [axis, value] of [first % nx, y, z].entries()) low[axis] = Math.min(low[axis]!, value);
    for (const [axis, value] of [last % nx, y, z].entries()) high[axis] = Math.max(high[axis]!, value);
    first = voxels.indexOf(1, end);
  }
}

export function cropped(voxels: Uint8Array, [nx, ny]: Vector3, { from, size }: GridBox): Uint8Array {
  const part = new Uint8Array(size[0] * size[1] * size[2]);
  let at = 0;
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = from[0] + nx * (from[1] + y + ny * (from[2] + z));
      part.set(voxels.subarray(row, row + size[0]), at);
      at += size[0];
    }
  }
  return part;
}
