import type { Vector3 } from "@pgt/browser";
import type { LabelGrid } from "./label-grid.ts";

/** Counts the masks that mark each voxel. */
export function countVotes(masks: readonly Uint8Array[], length: number): Uint8Array | Uint16Array {
  const count = masks.length < 256 ? new Uint8Array(length) : new Uint16Array(length);
  for (const voxels of masks) for (let i = 0; i < length; i++) count[i] += voxels[i];
  return count;
}

/** Counts pairs of `n` raters that differ in a voxel which `k` of them mark. */
export function differingPairs(k: number, n: number): number {
  return k * (n - k);
}

/** Largest count of differing pairs of `n` raters. */
export function mostDifferingPairs(n: number): number {
  return differingPairs(Math.floor(n / 2), n);
}

/** Labels that tell shares of raters apart; the rest of a byte is left for outlines. */
const mostLevels = 200;

export function levelsOf(n: number): number {
  return Math.min(n, mostLevels);
}

/**
 * Fills the field of labels with the votes of `n` raters: 0 to `levelsOf(n)`, rounded up. Where one part of the field holds
 * several voxels, it has that in which most pairs of raters differ.
 */
export function votesField(
  count: Uint8Array | Uint16Array,
  n: number,
  shape: Vector3,
  { shape: fieldShape, first, last, strides }: LabelGrid,
): Uint8Array<ArrayBuffer> {
  const field = new Uint8Array(fieldShape[0] * fieldShape[1] * fieldShape[2]);
  const levels = levelsOf(n);
  const level = Uint8Array.from({ length: n + 1 }, (_, k) => Math.ceil((k * levels) / Math.max(1, n)));
  const rank = Float64Array.from({ length: levels + 1 }, (_, k) => differingPairs(k, levels) * 256 + k);
  const steps = ([0, 1, 2] as const).map(
    (axis) => Math.abs(last[axis][0] - first[axis][0]) / Math.abs(strides[axis]) + 1,
  );
  let i = 0;
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      const row = first[2][z] + first[1][y];
      for (let x = 0; x < shape[0]; x++, i++) {
        if (count[i] === 0) continue;
        const value = level[count[i]];
        for (let c = 0; c < steps[2]; c++) {
          for (let b = 0; b < steps[1]; b++) {
            let place = row + first[0][x] + c * strides[2] + b * strides[1];
            for (let a = 0; a < steps[0]; a++, place += strides[0]) {
              if (rank[value] > rank[field[place]]) field[place] = value;
            }
          }
        }
      }
    }
  }
  return field;
}
