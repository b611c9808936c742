import { holm } from "../inference/holm.ts";
import type { Interval } from "../inference/interval-options.ts";
import { differenceInterval, type PairedDifference } from "../inference/paired.ts";
import type { Position } from "./placement-state.ts";

/** Paired comparison of a model with one bound; differences are positive if the model is more similar. */
export interface BoundComparison {
  /** Mean of per-case differences in the metric's unit, `sign · (model - bound)`. */
  readonly difference: number;
  /** Cases that have both. */
  readonly n: number;
  /** Interval adjusted by Holm; the state rests on it. Excludes zero exactly if `pAdjusted` < 1 - level. */
  readonly low: number | null;
  readonly high: number | null;
  readonly pAdjusted: number | null;
  /** Interval and p before adjustment. */
  readonly raw: Interval & { readonly p: number | null };
}

/** Holm over one family of comparisons; those without a p value keep the plain level. */
export function adjustFamily(
  family: readonly PairedDifference[],
  level: number,
): Map<PairedDifference, BoundComparison> {
  const tested = family.filter(({ p }) => p !== null);
  const results = new Map(
    holm(
      tested.map(({ p }) => p!),
      1 - level,
    ).map((result, index) => [tested[index], result]),
  );
  const comparisons = family.map((entry): [PairedDifference, BoundComparison] => {
    const result = results.get(entry);
    const comparison = {
      difference: entry.difference,
      n: entry.n,
      ...differenceInterval(entry, result?.level ?? level),
      pAdjusted: result?.pAdjusted ?? null,
      raw: { ...differenceInterval(entry, level), p: entry.p },
    };
    return [entry, comparison];
  });
  return new Map(comparisons);
}

/** Finds the side of zero by the adjusted p value, which agrees with the adjusted interval but for rounding at its ends. */
export function position(comparison: BoundComparison | null, level: number): Position {
  if (comparison === null) return "absent";
  if (comparison.pAdjusted === null || comparison.n < fewestCasesForState) return "unknown";
  if (comparison.pAdjusted >= 1 - level) return "at";
  return comparison.difference < 0 ? "below" : "above";
}

export function isBelowZero(width: PairedDifference | null, level: number): boolean {
  if (width === null || width.p === null || width.n < fewestCasesForState) return false;
  return width.p < 1 - level && width.difference < 0;
}

/** Nothing is said of where a model lies from fewer cases: two values have a spread by chance alone. */
export const fewestCasesForState = 3;

/** More than this is no advice. */
const mostCasesWorthNaming = 1e6;

/**
 * Cases for which the interval of one of the two differences would no longer contain zero, as half-widths shrink with
 * 1/√n. Null where that is not known, or is no practicable number.
 */
export function casesNeeded(lower: BoundComparison, upper: BoundComparison): number | null {
  const needed = [lower, upper].flatMap(({ difference, high, n }) =>
    high === null || difference === 0
      ? []
      : [Math.max(n + 1, Math.ceil(n * ((high - difference) / difference) ** 2))],
  );
  const fewest = Math.min(...needed);
  return fewest > mostCasesWorthNaming ? null : fewest;
}
