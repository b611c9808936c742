import { twoWayJackknife } from "../interval/random-raters.ts";
import type { CaseSeries } from "../scores/case-series.ts";
import { mean, sampleSd } from "./descriptive.ts";
import { tTwoSidedP } from "./distributions.ts";
import { criticalT } from "./interval.ts";
import { type Interval, noInterval } from "./interval-options.ts";
import { differenceBeyondRounding } from "./rounding.ts";

/** Mean of per-case differences, in units of the metric, positive if the first series is more similar. */
export interface PairedDifference {
  readonly difference: number;
  /** Cases that have both values. */
  readonly n: number;
  /** Null for fewer than two cases. */
  readonly standardError: number | null;
  /** Degrees of freedom of the t distribution: n - 1 with these raters held fixed, R - 1 for raters like these. */
  readonly degreesOfFreedom: number;
  /** Two-sided p value of the t test against zero; null for fewer than two cases. */
  readonly p: number | null;
}

/** Paired per-case differences `sign · (first - second)` over common cases, in order of cases. */
export function pairedValues(first: CaseSeries, second: CaseSeries, sign: 1 | -1): number[] {
  const differences: number[] = [];
  for (const [caseId, value] of first.byCase) {
    const other = second.byCase.get(caseId);
    if (other === undefined) continue;
    differences.push(sign * differenceBeyondRounding(value, other));
  }
  return differences;
}

/** Difference for these raters: `pairedValues` of cases drawn at random; null if there are no common cases. */
export function pairedDifference(
  first: CaseSeries,
  second: CaseSeries,
  sign: 1 | -1,
): PairedDifference | null {
  const differences = pairedValues(first, second, sign);
  const n = differences.length;
  if (n === 0) return null;
  const difference = mean(differences);
  if (n < 2) return { difference, n, standardError: null, degreesOfFreedom: 0, p: null };
  const standardError = sampleSd(differences) / Math.sqrt(n);
  return tested(difference, n, standardError, n - 1);
}

/**
 * Difference for raters like these: raters and cases both random (two-way jackknife, docs/methods/confidence-intervals.md).
 * `differencesOf(raters)` recomputes the paired values from a subset of raters. Null: not estimable.
 */
export function pairedDifferenceOfRandomRaters(
  raters: readonly string[],
  differencesOf: (raters: readonly string[]) => readonly number[],
): PairedDifference | null {
  const found = twoWayJackknife(raters, differencesOf);
  if (found === null) return null;
  const { estimate, standardError, degreesOfFreedom } = found;
  return tested(estimate, differencesOf(raters).length, standardError, degreesOfFreedom);
}

function tested(
  difference: number,
  n: number,
  standardError: number,
  degreesOfFreedom: number,
): PairedDifference {
  const p =
    difference === 0 ? 1 : standardError === 0 ? 0 : tTwoSidedP(difference / standardError, degreesOfFreedom);
  return { difference, n, standardError, degreesOfFreedom, p };
}

/** t interval of the mean difference; not cut to any range. */
export function differenceInterval(
  { difference, standardError, degreesOfFreedom }: PairedDifference,
  level: number,
): Interval {
  if (standardError === null) return noInterval;
  const reach = criticalT(level, degreesOfFreedom) * standardError;
  return { low: difference - reach, high: difference + reach };
}
