import { mean, sampleSd } from "../inference/descriptive.ts";
import { scaledInterval } from "../inference/interval.ts";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import { type CaseSeries, caseValues } from "../scores/case-series.ts";

/** Fewest raters for which the spread between raters can be estimated. */
export const minimumRatersForPopulation = 3;

/** An estimate with the standard error that raters and cases together give it. */
export interface TwoWayEstimate {
  readonly estimate: number;
  readonly standardError: number;
  /** R - 1. */
  readonly degreesOfFreedom: number;
}

/**
 * Two-way jackknife of docs/methods/confidence-intervals.md: V = (R-1)/R Σ_r (θ_(-r) - θ̄)² + s²/n, with R - 1
 * degrees of freedom.
 *
 * `valuesOf(raters)` recomputes the case values from a subset of raters. Null (not estimable) for fewer than three
 * raters, fewer than two cases, or if leaving out a rater leaves nothing.
 */
export function twoWayJackknife(
  raters: readonly string[],
  valuesOf: (raters: readonly string[]) => readonly number[],
): TwoWayEstimate | null {
  const values = valuesOf(raters);
  if (values.length < 2) return null;
  const raterVariance = jackknifeVariance(raters, (some) => mean(valuesOf(some)));
  if (raterVariance === null) return null;
  const caseVariance = sampleSd(values) ** 2 / values.length;
  return {
    estimate: mean(values),
    standardError: Math.sqrt(raterVariance + caseVariance),
    degreesOfFreedom: raters.length - 1,
  };
}

/** (R-1)/R Σ_r (θ_(-r) - θ̄)²; null for fewer than three raters, or if an estimate without one is NaN. */
export function jackknifeVariance(
  raters: readonly string[],
  estimateOf: (raters: readonly string[]) => number,
): number | null {
  if (raters.length < minimumRatersForPopulation) return null;
  const withoutOne = raters.map((left) => estimateOf(raters.filter((r) => r !== left)));
  if (withoutOne.some(Number.isNaN)) return null;
  const centre = mean(withoutOne);
  return (raters.length - 1) * mean(withoutOne.map((estimate) => (estimate - centre) ** 2));
}

/**
 * Interval for raters and cases both random, estimand (P) of docs/methods/confidence-intervals.md: θ ± t_{R-1} · √V
 * of the two-way jackknife, on the logit scale for a metric with range [0, 1]. Null: not estimable, as for
 * `twoWayJackknife`.
 */
export function randomRatersInterval(
  raters: readonly string[],
  seriesOf: (raters: readonly string[]) => CaseSeries,
  range: readonly [number, number],
  level: number = defaultLevel,
): Interval | null {
  const found = twoWayJackknife(raters, (some) => caseValues(seriesOf(some)));
  if (found === null) return null;
  return scaledInterval(found.estimate, found.standardError, found.degreesOfFreedom, range, level);
}
