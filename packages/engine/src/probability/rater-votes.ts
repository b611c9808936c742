import type { Vector3 } from "@pgt/metrics";
import { type BitMask, strideOf, unionOf, wordOfRow } from "./bit-mask.ts";

/** Most raters whose answers about a voxel fit into one number. */
export const ratersAtMost = 32;

/** Voxels that exactly these raters mark, as bits of a number: bit k is rater k. */
export interface RaterPattern {
  readonly raters: number;
  readonly voxels: number;
}

/** Answers of raters, row by row. */
export class RaterVotes {
  readonly shape: Vector3;
  /** Of the row last read: raters that mark each voxel, as bits. */
  readonly patterns: Uint32Array;
  /** Of the row last read: number of raters that mark each voxel. */
  readonly votes: Uint8Array;
  private readonly stride: number;
  private isClear = true;

  constructor(readonly masks: readonly BitMask[]) {
    this.shape = masks[0].shape;
    this.stride = strideOf(this.shape);
    this.patterns = new Uint32Array(this.shape[0]);
    this.votes = new Uint8Array(this.shape[0]);
  }

  /** Reads a row of the image. @returns false if no rater marks a voxel of it; `patterns` and `votes` are 0 then. */
  readRow(row: number): boolean {
    if (!this.isClear) {
      this.patterns.fill(0);
      this.votes.fill(0);
      this.isClear = true;
    }
    this.masks.forEach((mask, rater) => {
      const at = wordOfRow(mask, row);
      if (at >= 0) this.addRow(mask.words, at, 1 << rater);
    });
    return !this.isClear;
  }

  private addRow(words: Uint32Array, at: number, bit: number): void {
    for (let word = 0; word < this.stride; word++) {
      let bits = words[at + word];
      if (bits !== 0) this.isClear = false;
      while (bits !== 0) {
        const x = 32 * word + 31 - Math.clz32(bits & -bits);
        this.patterns[x] |= bit;
        this.votes[x]++;
        bits &= bits - 1;
      }
    }
  }

  /** Every pattern but that of the background, with its voxels; in ascending order of its number. */
  countPatterns(): RaterPattern[] {
    const counts = new Map<number, number>();
    const { firstRow, rows } = unionOf(this.masks);
    const [nx] = this.shape;
    for (let row = firstRow; row < firstRow + rows; row++) {
      if (!this.readRow(row)) continue;
      for (let x = 0; x < nx; ) {
        const pattern = this.patterns[x];
        const from = x;
        while (x < nx && this.patterns[x] === pattern) x++;
        if (pattern !== 0) counts.set(pattern, (counts.get(pattern) ?? 0) + x - from);
      }
    }
    return [...counts].map(([raters, voxels]) => ({ raters, voxels })).sort((a, b) => a.raters - b.raters);
  }
}
