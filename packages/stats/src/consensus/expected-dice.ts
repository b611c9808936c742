import type { BinaryVotes } from "./binary-votes.ts";
import { sizesOf } from "./binary-votes.ts";

export interface ExpectedDice {
  /** Mean Dice of the mask with the raters. */
  readonly value: number;
  readonly voxels: number;
  /** Voxels taken of each pattern of votes. */
  readonly taken: readonly number[];
}

/** Values that differ by less are equal. */
const SAME = 1e-13;

/**
 * The mask with the highest mean Dice with the raters, exactly. Of all masks of v voxels, the best takes the patterns in
 * descending order of  sum_k w_k u_k / (v + |A_k|)  until it has v voxels; the best v is found by branch and bound: for sizes
 * from a to b, no mask is better than the b voxels with the highest scores at size a. Two empty masks have a Dice of 1.
 * Of masks that are equally good, the smallest.
 */
export function maxExpectedDice(votes: BinaryVotes, weights: readonly number[]): ExpectedDice {
  const sizes = sizesOf(votes);
  const marked = votes.patterns.slice(1).filter(({ voxels }) => voxels > 0);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const scoresAt = (size: number) =>
    marked
      .map(({ marks, voxels }, at) => ({
        at,
        voxels,
        score:
          marks.reduce((sum, mark, k) => sum + (mark ? (2 * weights[k]) / (size + sizes[k]) : 0), 0) / whole,
      }))
      .sort((a, b) => b.score - a.score || a.at - b.at);
  /** Sum of the scores of the best `take` voxels at a size. */
  const best = (size: number, take: number) => {
    let left = take;
    let sum = 0;
    for (const { voxels, score } of scoresAt(size)) {
      const n = Math.min(left, voxels);
      sum += n * score;
      if ((left -= n) === 0) break;
    }
    return sum;
  };
  const union = marked.reduce((sum, { voxels }) => sum + voxels, 0);
  const empty = sizes.reduce((sum, size, k) => sum + (size === 0 ? weights[k] : 0), 0) / whole;
  let found = { value: empty, voxels: 0 };
  const consider = (voxels: number) => {
    const value = best(voxels, voxels);
    if (value > found.value + SAME || (value > found.value - SAME && voxels < found.voxels))
      found = { value, voxels };
  };
  // Sizes at which whole patterns are taken are good guesses, and good guesses prune.
  let sum = 0;
  for (const { voxels } of scoresAt(union / 2)) consider((sum += voxels));
  const open: [number, number][] = union > 0 ? [[1, union]] : [];
  for (let range = open.pop(); range; range = open.pop()) {
    const [a, b] = range;
    if (best(a, b) < found.value - SAME) continue;
    if (a === b) {
      consider(a);
      continue;
    }
    const middle = Math.floor((a + b) / 2);
    consider(middle);
    open.push([middle + 1, b], [a, middle]);
  }
  return { ...found, taken: takenOf(votes, marked, scoresAt(found.voxels), found.voxels) };
}

function takenOf(
  { patterns }: BinaryVotes,
  marked: BinaryVotes["patterns"],
  scores: readonly { readonly at: number; readonly voxels: number }[],
  size: number,
): number[] {
  const taken = new Array<number>(patterns.length).fill(0);
  let left = size;
  for (const { at, voxels } of scores) {
    const n = Math.min(left, voxels);
    taken[patterns.indexOf(marked[at])] = n;
    left -= n;
  }
  return taken;
}
