import type { ProbabilityVolume, Vector3 } from "@pgt/metrics";
import { type BitMask, strideOf } from "./bit-mask.ts";

/** Share of some masks of one shape that hold each voxel. */
export function shareMap(masks: readonly BitMask[], spacingMm: Vector3): ProbabilityVolume {
  const [{ shape }] = masks;
  const voxels = shape[0] * shape[1] * shape[2];
  const data = masks.length < 256 ? new Uint8Array(voxels) : new Uint16Array(voxels);
  for (const mask of masks) addMask(data, mask);
  const levels = Float64Array.from({ length: masks.length + 1 }, (_, count) => count / masks.length);
  return { data, levels, shape, spacingMm };
}

function addMask(data: Uint8Array | Uint16Array, { shape, firstRow, rows, words }: BitMask): void {
  const [nx] = shape;
  const stride = strideOf(shape);
  for (let row = 0; row < rows; row++) {
    for (let word = 0; word < stride; word++) {
      const first = (firstRow + row) * nx + 32 * word;
      for (let bits = words[row * stride + word]; bits !== 0; bits &= bits - 1) {
        data[first + 31 - Math.clz32(bits & -bits)]++;
      }
    }
  }
}
