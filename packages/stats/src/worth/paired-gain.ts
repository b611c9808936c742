import { mean, sampleSd } from "../inference/descriptive.ts";
import { tTwoSidedP } from "../inference/distributions.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval, IntervalOptions } from "../inference/interval-options.ts";
import { steadyDifference } from "./worth-column.ts";

/** Difference of two versions over the same test cases. */
export interface PairedGain extends Interval {
  readonly gain: number;
  readonly n: number;
  /** Null for fewer than two cases. */
  readonly standardError: number | null;
  /** Two-sided, t test; null for fewer than two cases. */
  readonly p: number | null;
}

const anyValue = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/**
 * Mean of the per-case differences `first - second` over the cases that both have, with an interval over cases,
 * BCa from 20 cases on, else t (docs/methods/worth.md). It is conditional on the training runs that made both. Null without common cases.
 */
export function pairedGain(
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
  options?: IntervalOptions,
): PairedGain | null {
  const common = [...first.keys()].filter((id) => second.has(id)).sort();
  const differences = common.map((id) => steadyDifference(first.get(id)!, second.get(id)!));
  const n = differences.length;
  if (n === 0) return null;
  const gain = mean(differences);
  if (n < 2) return { gain, n, standardError: null, p: null, low: null, high: null };
  const standardError = sampleSd(differences) / Math.sqrt(n);
  const p = standardError > 0 ? tTwoSidedP(gain / standardError, n - 1) : gain === 0 ? 1 : 0;
  return { gain, n, standardError, p, ...meanInterval(differences, anyValue, { ...options, method: "bca" }) };
}
