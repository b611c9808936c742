import { log2 } from "@pgt/metrics";
import { votesOf } from "./majority.ts";

/** Share of the votes for a label. */
export function voteShare(ratings: readonly number[], weights: readonly number[], label: number): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return (votesOf(ratings, weights).get(label) ?? 0) / all;
}

/** Entropy of the votes in bits: 0 where all agree, 1 where two labels have half of the votes each. */
export function voteEntropy(ratings: readonly number[], weights: readonly number[]): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let bits = 0;
  for (const votes of votesOf(ratings, weights).values()) bits -= (votes / all) * log2(votes / all);
  return Math.max(bits, 0);
}

export function isDisputed(ratings: readonly number[]): boolean {
  return ratings.some((label) => label !== ratings[0]);
}

/** Raters disagree on whether this is the label. */
export function isDisputedAs(ratings: readonly number[], label: number): boolean {
  return ratings.includes(label) && ratings.some((one) => one !== label);
}
