import type { ExpectedGain } from "./expected-gain.ts";
import { steadyDifference } from "./worth-column.ts";

export type WorthDecision = "WORTH" | "NOT WORTH" | "UNDECIDED";

/**
 * WORTH if the interval of the expected gain lies above the smallest relevant gain, NOT WORTH if it lies below, else
 * UNDECIDED (docs/methods/worth.md). Where no relevant gain is given, a loss is NOT WORTH and nothing is WORTH: any
 * gain at all is no reason to pay.
 */
export function worthDecision(
  { low, high }: Pick<ExpectedGain, "low" | "high">,
  relevantGain: number | null,
): WorthDecision {
  if (low === null || high === null) return "UNDECIDED";
  if (relevantGain !== null && steadyDifference(low, relevantGain) > 0) return "WORTH";
  return steadyDifference(high, relevantGain ?? 0) < 0 ? "NOT WORTH" : "UNDECIDED";
}
