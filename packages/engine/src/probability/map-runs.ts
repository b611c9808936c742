import type { ProbabilityVolume } from "@pgt/metrics";
import { type BitMask, wordOfRow } from "./bit-mask.ts";
import type { RaterVotes } from "./rater-votes.ts";

/** Voxels beside each other in a row that are alike in everything. The same object is used again for the next run. */
export interface Run {
  /** Value as it is stored. */
  code: number;
  /** Probability. */
  p: number;
  /** Raters that mark the voxels: bit k is rater k. */
  raterBits: number;
  /** Number of raters that mark them. */
  marking: number;
  voxels: number;
  isInside: boolean;
}

/**
 * Visits the whole image as runs, in order.
 *
 * @param region null is the whole image.
 */
export function eachRun(
  { data, levels, shape }: ProbabilityVolume,
  votes: RaterVotes,
  region: BitMask | null,
  visit: (run: Run) => void,
  endOfPlane: () => void = () => {},
): void {
  const [nx, ny, nz] = shape;
  const run: Run = { code: 0, p: 0, raterBits: 0, marking: 0, voxels: 0, isInside: true };
  for (let row = 0; row < ny * nz; row++) {
    votes.readRow(row);
    const first = row * nx;
    for (let x = 0; x < nx; ) {
      const from = x;
      run.code = data[first + x];
      run.raterBits = votes.patterns[x];
      run.isInside = holds(region, row, x);
      do x++;
      while (
        x < nx &&
        data[first + x] === run.code &&
        votes.patterns[x] === run.raterBits &&
        holds(region, row, x) === run.isInside
      );
      run.p = levels ? levels[run.code] : run.code;
      run.marking = votes.votes[from];
      run.voxels = x - from;
      visit(run);
    }
    if ((row + 1) % ny === 0) endOfPlane();
  }
}

function holds(region: BitMask | null, row: number, x: number): boolean {
  if (region === null) return true;
  const at = wordOfRow(region, row);
  return at >= 0 && ((region.words[at + (x >>> 5)] >>> (x & 31)) & 1) === 1;
}
