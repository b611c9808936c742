import { exp, log } from "@pgt/metrics";
import { mean, sampleSd } from "../inference/descriptive.ts";
import { tTwoSidedP } from "../inference/distributions.ts";
import { criticalT } from "../inference/interval.ts";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import { differenceBeyondRounding } from "../inference/rounding.ts";
import type { UndefinedReason } from "./coefficient.ts";
import { checkPairs } from "./paired-values.ts";

/** A number with its confidence interval. */
export interface Estimate extends Interval {
  readonly estimate: number;
}

/** Range that holds 95 % of differences, if they are normal. */
export interface Limits {
  readonly bias: Estimate;
  /** Standard deviation of the differences, divisor n - 1. */
  readonly sd: number;
  readonly lowerLimit: Estimate;
  readonly upperLimit: Estimate;
}

export interface BlandAltman {
  readonly n: number;
  /** Second minus first, in the unit of the values; null and then `reason` says why. */
  readonly difference: Limits | null;
  readonly reason: UndefinedReason | null;
  /** Second over first, dimensionless: the antilogarithm of the same for logarithms. */
  readonly ratio: Limits | null;
  readonly ratioReason: UndefinedReason | null;
  /** Slope of |d - d̄| on the mean of the two, and the p value of no slope. */
  readonly spread: { readonly slope: number; readonly p: number } | null;
  /** `ratio` if the spread grows with the mean (slope above 0, p < 0.05) and all values are above zero. */
  readonly preferred: "difference" | "ratio";
}

/** Half width of the limits in standard deviations; the customary rounding of the normal quantile. */
const reach = 1.96;

/**
 * Bland & Altman 1986, 1999: bias d̄ ± t s/√n, limits of agreement d̄ ± 1.96 s with intervals
 * ± t s √(1/n + 1.96² / (2 (n - 1))), of the differences second - first; and of log ratios, for a spread that grows
 * with the size. `sd` of the ratio is that of the logarithms.
 *
 * @throws UsageError for lists of different lengths or a value that is not finite.
 */
export function blandAltman(
  first: readonly number[],
  second: readonly number[],
  level: number = defaultLevel,
): BlandAltman {
  checkPairs(first, second);
  const n = first.length;
  if (n < 2) {
    const reason = "TOO_FEW_CASES";
    return {
      n,
      difference: null,
      reason,
      ratio: null,
      ratioReason: reason,
      spread: null,
      preferred: "difference",
    };
  }
  const difference = limitsOf(
    first.map((x, i) => second[i] - x),
    level,
  );
  const isPositive = [...first, ...second].every((value) => value > 0);
  const ratio = isPositive
    ? antilog(
        limitsOf(
          first.map((x, i) => log(second[i] / x)),
          level,
        ),
      )
    : null;
  const spread = spreadSlope(first, second, difference.bias.estimate);
  const grows = spread !== null && spread.slope > 0 && spread.p < 0.05;
  return {
    n,
    difference,
    reason: null,
    ratio,
    ratioReason: isPositive ? null : "NOT_POSITIVE",
    spread,
    preferred: grows && ratio ? "ratio" : "difference",
  };
}

function limitsOf(differences: readonly number[], level: number): Limits {
  const n = differences.length;
  const bias = mean(differences);
  const sd = sampleSd(differences);
  const t = criticalT(level, n - 1);
  const around = (estimate: number, standardError: number): Estimate => ({
    estimate,
    low: estimate - t * standardError,
    high: estimate + t * standardError,
  });
  const limitError = sd * Math.sqrt(1 / n + reach ** 2 / (2 * (n - 1)));
  return {
    bias: around(bias, sd / Math.sqrt(n)),
    sd,
    lowerLimit: around(bias - reach * sd, limitError),
    upperLimit: around(bias + reach * sd, limitError),
  };
}

function antilog({ bias, sd, lowerLimit, upperLimit }: Limits): Limits {
  const ratio = ({ estimate, low, high }: Estimate): Estimate => ({
    estimate: exp(estimate),
    low: low === null ? null : exp(low),
    high: high === null ? null : exp(high),
  });
  return { bias: ratio(bias), sd, lowerLimit: ratio(lowerLimit), upperLimit: ratio(upperLimit) };
}

/** Least squares; null for fewer than three pairs or equal means. */
function spreadSlope(first: readonly number[], second: readonly number[], bias: number) {
  const n = first.length;
  const sizes = first.map((x, i) => (x + second[i]) / 2);
  const deviations = first.map((x, i) => Math.abs(differenceBeyondRounding(second[i], x + bias)));
  const centre = mean(sizes);
  const height = mean(deviations);
  let sxx = 0;
  let sxy = 0;
  sizes.forEach((size, i) => {
    sxx += (size - centre) ** 2;
    sxy += (size - centre) * (deviations[i] - height);
  });
  if (n < 3 || sxx === 0) return null;
  const slope = sxy / sxx;
  const residual = sizes.reduce(
    (sum, size, i) => sum + (deviations[i] - height - slope * (size - centre)) ** 2,
    0,
  );
  if (residual === 0) return { slope, p: slope === 0 ? 1 : 0 };
  return { slope, p: tTwoSidedP(slope / Math.sqrt(residual / (n - 2) / sxx), n - 2) };
}
