import { differenceBeyondRounding } from "../inference/rounding.ts";

/**
 * Ranks of scores of which a larger one is better: 1 is best, and equal scores share the smallest of their ranks
 * (`min`: 1 plus the number of better ones). Scores that differ by the rounding of sums are equal.
 */
export function minRanks(scores: ArrayLike<number>): number[] {
  return Array.from(scores, (score) => {
    let better = 0;
    for (let at = 0; at < scores.length; at++) {
      if (differenceBeyondRounding(scores[at], score) > 0) better++;
    }
    return better + 1;
  });
}
