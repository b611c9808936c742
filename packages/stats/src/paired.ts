import type { CaseSeries } from "./case-series.ts";
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
  /** Two-sided p value of the paired t test against zero; null for fewer than two cases. */
  readonly p: number | null;
}

/** Paired per-case differences `sign · (first - second)` over common cases; null if there are none. */
export function pairedDifference(
  first: CaseSeries,
  second: CaseSeries,
  sign: 1 | -1,
): PairedDifference | null {
  const differences: number[] = [];
  for (const [caseId, value] of first.byCase) {
    const other = second.byCase.get(caseId);
    if (other === undefined) continue;
    differences.push(sign * differenceBeyondRounding(value, other));
  }
  const n = differences.length;
  if (n === 0) return null;
  const difference = mean(differences);
  if (n < 2) return { difference, n, standardError: null, p: null };
  const standardError = sampleSd(differences) / Math.sqrt(n);
  return { difference, n, standardError, p: pairedP(difference, standardError, n) };
}

function pairedP(difference: number, standardError: number, n: number): number {
  if (difference === 0) return 1;
  return standardError === 0 ? 0 : tTwoSidedP(difference / standardError, n - 1);
}

/** t interval of the mean difference; not cut to any range. */
export function differenceInterval(
  { difference, standardError, n }: PairedDifference,
  level: number,
): Interval {
  if (standardError === null) return noInterval;
  const reach = criticalT(level, n - 1) * standardError;
  return { low: difference - reach, high: difference + reach };
}
