import type { VotePattern } from "@pgt/metrics";

/** Voxels of one case by what they probably are and what a rater answered. */
export interface AnswerCounts {
  readonly case: string;
  readonly rater: string;
  /** Background first. */
  readonly labels: readonly number[];
  /** Expected voxels that are `labels[c]` and were answered `labels[j]`: `voxels[c][j]`. */
  readonly voxels: readonly (readonly number[])[];
}

/**
 * Answers of every rater by the probable truth.
 *
 * @param probability of each label for each pattern, as a consensus method gives it.
 */
export function answerCounts(
  place: { readonly case: string; readonly raters: readonly string[] },
  patterns: readonly VotePattern[],
  labels: readonly number[],
  probability: readonly (readonly number[])[],
): AnswerCounts[] {
  const index = new Map(labels.map((label, at) => [label, at]));
  return place.raters.map((rater, k) => {
    const voxels = labels.map(() => new Array<number>(labels.length).fill(0));
    patterns.forEach(({ ratings, voxels: count }, pattern) => {
      const j = index.get(ratings[k])!;
      probability[pattern].forEach((share, c) => void (voxels[c][j] += share * count));
    });
    return { case: place.case, rater, labels, voxels };
  });
}
