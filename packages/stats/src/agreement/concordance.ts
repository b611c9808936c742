import { atanh, tanh } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { normalQuantile } from "../inference/distributions.ts";
import { defaultLevel, type Interval, noInterval } from "../inference/interval-options.ts";
import { squaresBeyondRounding } from "../inference/rounding.ts";
import { type Defined, defined, notDefined } from "./coefficient.ts";
import { checkPairs } from "./paired-values.ts";

export type Concordance = Defined & Interval & { readonly n: number };

/**
 * Lin's concordance correlation coefficient (Lin 1989), 2 s_xy / (s_x² + s_y² + (x̄ - ȳ)²) with moments of divisor n
 * (the paper's; `n-1` is common too), and its interval by Fisher's z with the standard error as corrected by Lin 2000.
 * No interval for fewer than three pairs, for uncorrelated values, or where the coefficient is ±1.
 *
 * @throws UsageError for lists of different lengths or a value that is not finite.
 */
export function concordance(
  first: readonly number[],
  second: readonly number[],
  options: { readonly divisor?: "n" | "n-1"; readonly level?: number } = {},
): Concordance {
  checkPairs(first, second);
  const n = first.length;
  if (n < 2) return { ...notDefined("TOO_FEW_CASES"), ...noInterval, n };
  const divisor = options.divisor === "n-1" ? n - 1 : n;
  const [centreX, centreY] = [mean(first), mean(second)];
  const product = (a: readonly number[], b: readonly number[], centreA: number, centreB: number) =>
    a.reduce((sum, x, i) => sum + (x - centreA) * (b[i] - centreB), 0) / divisor;
  const varianceX = product(first, first, centreX, centreX);
  const varianceY = product(second, second, centreY, centreY);
  const covariance = product(first, second, centreX, centreY);
  const squares = [...first, ...second].reduce((sum, value) => sum + value ** 2, 0);
  const total = squaresBeyondRounding(varianceX + varianceY + (centreX - centreY) ** 2, squares);
  if (total === 0) return { ...notDefined("NO_VARIANCE"), ...noInterval, n };
  const value = (2 * covariance) / total;
  const spread = Math.sqrt(varianceX * varianceY);
  const interval = fisherInterval(
    value,
    covariance / spread,
    (centreX - centreY) ** 2 / spread,
    n,
    options.level ?? defaultLevel,
  );
  return { ...defined(value), ...interval, n };
}

/** `shift2`: (x̄ - ȳ)² / (s_x s_y); `r`: Pearson's correlation. */
function fisherInterval(c: number, r: number, shift2: number, n: number, level: number): Interval {
  const variance =
    (((1 - r ** 2) * c ** 2) / ((1 - c ** 2) * r ** 2) +
      (2 * c ** 3 * (1 - c) * shift2) / (r * (1 - c ** 2) ** 2) -
      (c ** 4 * shift2 ** 2) / (2 * r ** 2 * (1 - c ** 2) ** 2)) /
    (n - 2);
  if (n < 3 || !Number.isFinite(variance)) return noInterval;
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  return { low: tanh(atanh(c) - reach), high: tanh(atanh(c) + reach) };
}
