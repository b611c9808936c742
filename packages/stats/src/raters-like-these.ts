import { type CaseSeries, caseValues } from "./case-series.ts";
import { mean, sampleSd } from "./descriptive.ts";
import { scaledInterval } from "./interval.ts";
import { defaultLevel, type Interval } from "./interval-options.ts";

/** Fewest raters for which the spread between raters can be estimated. */
export const minimumRatersForPopulation = 3;

/**
 * Interval for raters and cases both random, estimand (P) of METHODS 3.6: two-way jackknife,
 * V = (R-1)/R Σ_r (θ_(-r) - θ̄)² + s²/n, θ ± t_{R-1} · √V, on the logit scale for a metric with range [0, 1].
 *
 * `seriesOf(raters)` recomputes the case values from a subset of raters. Null (not estimable) for fewer than
 * three raters, fewer than two cases, or if leaving out a rater leaves nothing.
 */
export function ratersLikeTheseInterval(
  raters: readonly string[],
  seriesOf: (raters: readonly string[]) => CaseSeries,
  range: readonly [number, number],
  level: number = defaultLevel,
): Interval | null {
  const values = caseValues(seriesOf(raters));
  if (raters.length < minimumRatersForPopulation || values.length < 2) return null;
  const withoutOne = raters.map((left) => mean(caseValues(seriesOf(raters.filter((r) => r !== left)))));
  if (withoutOne.some(Number.isNaN)) return null;
  const centre = mean(withoutOne);
  const squares = withoutOne.map((estimate) => (estimate - centre) ** 2);
  const raterVariance = (raters.length - 1) * mean(squares);
  const caseVariance = sampleSd(values) ** 2 / values.length;
  const standardError = Math.sqrt(raterVariance + caseVariance);
  return scaledInterval(mean(values), standardError, raters.length - 1, range, level);
}
