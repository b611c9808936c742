import { exp, log } from "@pgt/metrics";
import { bcaInterval } from "./bca.ts";
import { mean, sampleSd } from "./descriptive.ts";
import { tQuantile } from "./distributions.ts";
import { defaultLevel, type Interval, type IntervalOptions, noInterval } from "./interval-options.ts";

/** Fewest cases for the BCa bootstrap; below, the t interval stands in (docs/methods/confidence-intervals.md). */
export const minimumCasesForBca = 20;

/**
 * Interval of the mean with these raters held fixed and cases random, estimand (F) of
 * docs/methods/confidence-intervals.md. t interval on the case values; for a metric with range [0, 1] on the logit
 * scale by the delta method, logit(m) ± t_{n-1} · (s/√n) / (m(1-m)), whenever 0 < m < 1. Other metrics: m ± t_{n-1} ·
 * s/√n, cut to the range. Fewer than two cases: no interval.
 */
export function meanInterval(
  values: readonly number[],
  range: readonly [number, number],
  options: IntervalOptions = {},
): Interval {
  if (values.length < 2) return noInterval;
  if (options.method === "bca" && values.length >= minimumCasesForBca) return bcaInterval(values, options);
  const standardError = sampleSd(values) / Math.sqrt(values.length);
  return scaledInterval(mean(values), standardError, values.length - 1, range, options.level ?? defaultLevel);
}

/** estimate ± t · standard error, on the logit scale for a range [0, 1], otherwise cut to the range. */
export function scaledInterval(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  range: readonly [number, number],
  level: number,
): Interval {
  const reach = criticalT(level, degreesOfFreedom) * standardError;
  if (range[0] === 0 && range[1] === 1 && estimate > 0 && estimate < 1) {
    const centre = log(estimate / (1 - estimate));
    const logitReach = reach / (estimate * (1 - estimate));
    // Rounding of the two transforms must not put the estimate outside its own interval.
    return {
      low: Math.min(estimate, inverseLogit(centre - logitReach)),
      high: Math.max(estimate, inverseLogit(centre + logitReach)),
    };
  }
  return { low: Math.max(range[0], estimate - reach), high: Math.min(range[1], estimate + reach) };
}

/** t that cuts off (1 - level) / 2 above it. */
export function criticalT(level: number, degreesOfFreedom: number): number {
  return -tQuantile((1 - level) / 2, degreesOfFreedom);
}

function inverseLogit(x: number): number {
  return 1 / (1 + exp(-x));
}
