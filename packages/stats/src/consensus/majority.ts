import type { ConsensusVotes, PatternDecision, TieRule } from "./consensus-types.ts";

/** Sums of weights that differ by less are equal: 1/sqrt(3), three times over, is not sqrt(3) in every order. */
export const weightSlack = 1e-9;

/** Weight of the raters that gave each label, background included. */
export function votesOf(ratings: readonly number[], weights: readonly number[]): Map<number, number> {
  const votes = new Map<number, number>();
  ratings.forEach((label, rater) => {
    votes.set(label, (votes.get(label) ?? 0) + weights[rater]);
  });
  return votes;
}

/** The labels with most votes, ascending: several if they are tied. */
export function leadersOf(votes: ReadonlyMap<number, number>): number[] {
  const most = Math.max(...votes.values());
  return [...votes].flatMap(([label, sum]) => (sum >= most - weightSlack ? label : [])).sort((a, b) => a - b);
}

/** argmax_c sum_k w_k 1[A_k = c]; ties by rule, `undecided` being the label that says so. */
export function majority(
  { patterns, weights }: ConsensusVotes,
  tie: TieRule,
  undecided: number,
): PatternDecision {
  const contested = new Map<number, readonly number[]>();
  const labels = patterns.map(({ ratings }, pattern) => {
    const leaders = leadersOf(votesOf(ratings, weights));
    if (leaders.length === 1) return leaders[0];
    if (tie === "sdf") contested.set(pattern, leaders);
    return tie === "lowest" ? leaders[0] : tie === "undecided" ? undecided : 0;
  });
  return { labels, contested };
}

/**
 * Labels that enough raters give; of several, the one with most votes, and the lowest of those that are tied.
 *
 * @param isEnough of the sum of weights for a label, and of all.
 */
export function thresholded(
  { patterns, weights }: ConsensusVotes,
  isEnough: (votes: number, all: number) => boolean,
): PatternDecision {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    labels: patterns.map(({ ratings }) => {
      const votes = votesOf(ratings, weights);
      votes.delete(0);
      const enough = new Map([...votes].filter(([, sum]) => isEnough(sum, all)));
      return enough.size > 0 ? leadersOf(enough)[0] : 0;
    }),
  };
}
