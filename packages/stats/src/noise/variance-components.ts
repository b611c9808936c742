import { exp } from "@pgt/metrics";
import { mean, sampleSd } from "../inference/descriptive.ts";
import { criticalT } from "../inference/interval.ts";
import { type Interval, noInterval } from "../inference/interval-options.ts";
import { jackknifeVariance, twoWayJackknife } from "../interval/random-raters.ts";
import { interRater, intraRater } from "../interval/reliability.ts";
import { type CaseSeries, type CaseTransform, caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";

/** A size in mm with the intervals of both estimands; the ends are null where they cannot be given. */
export interface SizeMm {
  readonly estimate: number;
  readonly fixedRaters: Interval;
  readonly randomRaters: Interval | null;
}

export interface NoiseComponents {
  /** sigma: between sessions of one rater. Null without repeats. */
  readonly random: SizeMm | null;
  /** tau: between raters, on top of the random noise. Null without repeats or without pairs of raters. */
  readonly rater: SizeMm | null;
  /** √(tau² + sigma²), one annotation about what raters share. Null without pairs of raters. */
  readonly total: SizeMm | null;
  /** Cases (clusters) that the two parts rest on. */
  readonly cases: { readonly inter: number; readonly intra: number };
}

/**
 * Components of docs/methods/noise-model.md from per-case variances: `varianceMm2` turns a case's agreement into the
 * variance of one annotation, total² is its mean over cases of inter, random² of intra, rater² = max(0, total² -
 * random²).
 */
export function noiseComponents(
  scores: LabelScores,
  varianceMm2: CaseTransform,
  level: number,
): NoiseComponents {
  const { tensor, independent, comparedRaters, repeatingRaters } = scores;
  const inter = (raters: readonly string[]) => interRater(tensor, raters, independent, varianceMm2);
  const intra = (raters: readonly string[]) => intraRater(tensor, raters, varianceMm2);
  const all = { inter: inter(comparedRaters), intra: intra(repeatingRaters) };
  const difference = (raters: readonly string[]) =>
    mean(caseValues(inter(raters))) - mean(caseValues(intra(raters)));
  return {
    random: sizeOfMean(all.intra, repeatingRaters, intra, level),
    rater: sizeOfDifference(all.inter, all.intra, [...comparedRaters], difference, level),
    total: sizeOfMean(all.inter, comparedRaters, inter, level),
    cases: { inter: all.inter.byCase.size, intra: all.intra.byCase.size },
  };
}

/** Root of a mean of squares; the interval is of the squares, on the log scale. */
function sizeOfMean(
  series: CaseSeries,
  raters: readonly string[],
  seriesOf: (raters: readonly string[]) => CaseSeries,
  level: number,
): SizeMm | null {
  const values = caseValues(series);
  if (values.length === 0) return null;
  const variance = mean(values);
  const both = twoWayJackknife(raters, (some) => caseValues(seriesOf(some)));
  const interval = (standardError: number, degreesOfFreedom: number) =>
    rootOfLogInterval(variance, standardError, criticalT(level, degreesOfFreedom));
  return {
    estimate: Math.sqrt(variance),
    fixedRaters:
      values.length < 2
        ? noInterval
        : interval(sampleSd(values) / Math.sqrt(values.length), values.length - 1),
    randomRaters: both && interval(both.standardError, both.degreesOfFreedom),
  };
}

function rootOfLogInterval(variance: number, standardError: number, t: number): Interval {
  if (variance === 0) return { low: 0, high: 0 };
  const factor = exp((t * standardError) / variance / 2);
  const root = Math.sqrt(variance);
  return { low: root / factor, high: Number.isFinite(root * factor) ? root * factor : null };
}

/** Root of the positive part of inter - intra; the interval is of the difference and cut at 0. */
function sizeOfDifference(
  inter: CaseSeries,
  intra: CaseSeries,
  raters: readonly string[],
  difference: (raters: readonly string[]) => number,
  level: number,
): SizeMm | null {
  if (inter.byCase.size === 0 || intra.byCase.size === 0) return null;
  const estimate = mean(caseValues(inter)) - mean(caseValues(intra));
  const size = Math.sqrt(Math.max(0, estimate));
  const n = Math.min(inter.byCase.size, intra.byCase.size);
  if (n < 2) return { estimate: size, fixedRaters: noInterval, randomRaters: null };
  const caseVariance = varianceOfDifference(inter, intra);
  const raterVariance = jackknifeVariance(raters, difference);
  const interval = (variance: number, degreesOfFreedom: number) => {
    const reach = criticalT(level, degreesOfFreedom) * Math.sqrt(variance);
    return {
      low: Math.sqrt(Math.max(0, estimate - reach)),
      high: Math.sqrt(Math.max(0, estimate + reach)),
    };
  };
  return {
    estimate: size,
    fixedRaters: interval(caseVariance, n - 1),
    randomRaters: raterVariance === null ? null : interval(raterVariance + caseVariance, raters.length - 1),
  };
}

/**
 * Variance of the difference of two means over partly the same cases: s_a²/n_a + s_b²/n_b - 2 n_ab s_ab / (n_a n_b).
 */
function varianceOfDifference(a: CaseSeries, b: CaseSeries): number {
  const part = (series: CaseSeries) => sampleSd(caseValues(series)) ** 2 / series.byCase.size;
  const common = [...a.byCase].flatMap(([id, value]) => {
    const other = b.byCase.get(id);
    return other === undefined ? [] : [[value, other] as const];
  });
  const means = [mean(common.map(([x]) => x)), mean(common.map(([, y]) => y))];
  const products = common.map(([x, y]) => (x - means[0]) * (y - means[1]));
  const covariance =
    common.length < 2 ? 0 : products.reduce((sum, product) => sum + product, 0) / (common.length - 1);
  const shared = (2 * common.length * covariance) / (a.byCase.size * b.byCase.size);
  return Math.max(0, part(a) + part(b) - shared);
}
