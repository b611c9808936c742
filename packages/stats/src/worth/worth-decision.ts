import type { ExpectedGain } from "./expected-gain.ts";
import type { VersionPermutation } from "./version-permutation.ts";
import { steadyDifference } from "./worth-column.ts";

export type WorthDecision = "WORTH" | "NOT WORTH" | "UNDECIDED";

/** One-sided level of the permutation of versions that a decision needs. */
export const permutationLevel = 0.025;

/**
 * WORTH if the interval of the expected gain lies above the smallest relevant gain, NOT WORTH if it lies below, each only
 * if a permutation of the versions says the same; else UNDECIDED (docs/methods/worth.md). Where no relevant gain is
 * given, a loss is NOT WORTH and nothing is WORTH: any gain at all is no reason to pay.
 *
 * @param permutation null: the interval alone.
 */
export function worthDecision(
  { low, high }: Pick<ExpectedGain, "low" | "high">,
  relevantGain: number | null,
  permutation: VersionPermutation | null,
): WorthDecision {
  if (low === null || high === null) return "UNDECIDED";
  const { pGreater = 0, pLess = 0 } = permutation ?? {};
  if (relevantGain !== null && steadyDifference(low, relevantGain) > 0) {
    return pGreater < permutationLevel ? "WORTH" : "UNDECIDED";
  }
  const isBelow = steadyDifference(high, relevantGain ?? 0) < 0;
  return isBelow && pLess < permutationLevel ? "NOT WORTH" : "UNDECIDED";
}
