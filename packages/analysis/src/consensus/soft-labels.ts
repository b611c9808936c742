import type { ValueVolume } from "@pgt/metrics";
import { type ConsensusVotes, voteShare } from "@pgt/stats";
import type { CaseVotes } from "./case-votes.ts";

/** Maps are made one at a time: each is as large as the image. */
export type Made = [folder: string, make: () => ValueVolume];

/** The share of votes for each label. */
export function softLabels(
  { field, grid }: CaseVotes,
  { patterns, labels, weights }: ConsensusVotes,
): Made[] {
  return labels.map(
    (label): Made => [
      `maps/soft-${label}`,
      () => ({
        ...grid,
        data: field.valueMap(patterns.map(({ ratings }) => voteShare(ratings, weights, label))),
        description: `pgt: share of votes for label ${label}; K=${weights.length}`,
      }),
    ],
  );
}
