import type { VotePattern } from "@pgt/metrics";
import type { TwoMasks } from "./rater-performance.ts";

/** Voxels with a pattern of votes that got a label. */
export interface FusedPattern extends VotePattern {
  readonly fused: number;
}

/** A rater's mask of a label against the fused one, in a region of so many voxels. */
export function againstConsensus(
  fused: readonly FusedPattern[],
  rater: number,
  label: number,
  regionVoxels: number,
): TwoMasks {
  return counted(fused, rater, label, regionVoxels, (pattern) => Number(pattern.fused === label));
}

/** The same against the majority of the other raters. */
export function againstOthers(
  patterns: readonly VotePattern[],
  rater: number,
  label: number,
  weights: readonly number[],
  regionVoxels: number,
): TwoMasks {
  const others = weights.reduce((sum, weight, k) => sum + (k === rater ? 0 : weight), 0);
  return counted(patterns, rater, label, regionVoxels, ({ ratings }) => {
    const votes = ratings.reduce((sum, one, k) => sum + (k !== rater && one === label ? weights[k] : 0), 0);
    const excess = 2 * votes - others;
    return Math.abs(excess) < 1e-9 ? 0.5 : Number(excess > 0);
  });
}

/** What is left of the region, nobody has marked. */
function counted<Pattern extends VotePattern>(
  patterns: readonly Pattern[],
  rater: number,
  label: number,
  regionVoxels: number,
  share: (pattern: Pattern) => number,
): TwoMasks {
  let [both, raterOnly, otherOnly] = [0, 0, 0];
  for (const pattern of patterns) {
    const inside = share(pattern) * pattern.voxels;
    if (pattern.ratings[rater] === label) {
      both += inside;
      raterOnly += pattern.voxels - inside;
    } else otherOnly += inside;
  }
  return { both, raterOnly, otherOnly, neither: Math.max(0, regionVoxels - both - raterOnly - otherOnly) };
}
