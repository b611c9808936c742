import type { Vector3 } from "@pgt/metrics";
import { ballRows, clippedReach, isBeyondBalls, SLACK } from "../dilation/count-dilated.ts";
import { DistanceBox } from "../dilation/distance-box.ts";
import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";
import { type BitMask, strideOf, trimmed, wordOfRow } from "./bit-mask.ts";

/**
 * Voxels whose centre lies within a distance of the centre of a voxel of the mask, cut off at the image. WASM memory: two
 * bits a voxel of the planes within reach.
 */
export function dilateMask(
  kernels: Kernels,
  memory: Memory,
  mask: BitMask,
  spacingMm: Vector3,
  distanceMm: number,
): BitMask {
  if (mask.rows === 0) return mask;
  const [nx, ny, nz] = mask.shape;
  const words = strideOf(mask.shape);
  const radiusMm = distanceMm * (1 + SLACK);
  const reach = clippedReach(mask.shape, spacingMm, radiusMm);
  const [first, last] = [Math.floor(mask.firstRow / ny), Math.floor((mask.firstRow + mask.rows - 1) / ny)];
  const from = Math.max(0, first - reach[2]);
  const depth = Math.min(nz - 1, last + reach[2]) - from + 1;
  const stride = 4 * words;
  const place = { shape: mask.shape, firstRow: from * ny, rows: ny * depth };
  if (isBeyondBalls(reach)) {
    const box = new DistanceBox([nx, ny, depth], spacingMm);
    for (let z = first; z <= last; z++) box.setPlane(z - from, planeBytes(mask, z), stride);
    return trimmed({ ...place, words: box.within(radiusMm, words) });
  }
  const rows = ballRows(spacingMm, radiusMm, reach);
  return memory.scoped(() => {
    const ball = memory.allocate(rows.byteLength);
    memory.writeBytes(ball, new Uint8Array(rows.buffer));
    const bitmap = memory.allocateZeroed(stride * ny * depth);
    const scratch = memory.allocate(2 * stride);
    const planes = last - first + 1;
    const source = memory.allocate(stride * ny * planes);
    for (let z = 0; z < planes; z++) memory.writeBytes(source + z * stride * ny, planeBytes(mask, first + z));
    const firstZ = first - from;
    const { length } = rows;
    kernels.dilate_bits(source, planes, firstZ, nx, ny, depth, ball, length / 3, bitmap, stride, scratch);
    return trimmed({ ...place, words: memory.readUint32(bitmap, words * ny * depth) });
  });
}

/** Rows of a plane that the mask does not hold are empty. */
function planeBytes(mask: BitMask, z: number): Uint8Array {
  const [, ny] = mask.shape;
  const stride = strideOf(mask.shape);
  const plane = new Uint32Array(stride * ny);
  for (let y = 0; y < ny; y++) {
    const at = wordOfRow(mask, y + ny * z);
    if (at >= 0) plane.set(mask.words.subarray(at, at + stride), y * stride);
  }
  return new Uint8Array(plane.buffer);
}
