import { log2, type VotePattern } from "@pgt/metrics";
import type { QueueMode } from "./queue-modes.ts";

/** Places of the raters and of the models among the ratings of a pattern. */
export interface VoterColumns {
  readonly raters: readonly number[];
  readonly models: readonly number[];
}

/** Share of some voters that give a label. */
export function shareOf(ratings: readonly number[], columns: readonly number[], label: number): number {
  return columns.reduce((sum, k) => sum + Number(ratings[k] === label), 0) / columns.length;
}

/** Entropy in bits of yes or no. */
export function binaryEntropy(share: number): number {
  if (!(share > 0 && share < 1)) return 0;
  return -share * log2(share) - (1 - share) * log2(1 - share);
}

/** Tells what most voters say of a label; null where they are split in halves. */
export function mostSay(share: number): boolean | null {
  return share === 0.5 ? null : share > 0.5;
}

/** Tells if the voxels of a pattern belong to the regions of a label, by votes alone. */
export function isCandidate(
  mode: QueueMode,
  { ratings }: VotePattern,
  { raters, models }: VoterColumns,
  label: number,
  entropyAbove: number,
): boolean {
  const ofRaters = shareOf(ratings, raters, label);
  const ofModels = shareOf(ratings, models, label);
  if (mode === "consensus-uncertain") return binaryEntropy(ofRaters) > entropyAbove;
  if (mode === "informative") return binaryEntropy(ofModels) > entropyAbove;
  const [said, expected] = [mostSay(ofRaters), mostSay(ofModels)];
  return binaryEntropy(ofRaters) <= entropyAbove && said !== null && expected !== null && said !== expected;
}
