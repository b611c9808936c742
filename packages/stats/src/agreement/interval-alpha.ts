import type { IntervalOptions } from "../inference/interval-options.ts";
import { squaresBeyondRounding } from "../inference/rounding.ts";
import { weightedSum } from "./additive-statistic.ts";
import { type BootstrapInterval, bootstrapCases } from "./case-bootstrap.ts";
import { type Coefficient, chanceCorrected } from "./coefficient.ts";

/** Krippendorff's alpha of measurements, with a bootstrap interval over cases. */
export type IntervalAlpha = Coefficient & { readonly ci: BootstrapInterval };

/**
 * Krippendorff's alpha on the interval scale (Krippendorff 2011) of `values[case][rater]`, null where a rater has none.
 * The sums over pairs of `krippendorffAlpha` in closed form, Σ_ij (y_i - y_j)² = 2 (m Σ y² - (Σ y)²), since measurements
 * hardly ever fall into categories: time and memory grow with the values and not with their pairs.
 */
export function intervalAlpha(
  values: readonly (readonly (number | null)[])[],
  options: IntervalOptions = {},
): IntervalAlpha {
  const cases = values
    .map((row) => row.filter((value) => value !== null))
    .filter(({ length }) => length >= 2);
  const all = cases.flat();
  const centre = all.reduce((sum, value) => sum + value, 0) / all.length;
  const size = all.reduce((sum, value) => sum + value ** 2, 0);
  const sums = cases.map((row) => sumsOf(row.map((value) => value - centre)));
  const alphaOf = (weights: ArrayLike<number>) => alphaOfSums(weightedSum(sums, weights), size);
  const whole = alphaOf(new Float64Array(cases.length).fill(1));
  const { alpha: ci } = bootstrapCases(
    cases.length,
    (weights) => ({ alpha: alphaOf(weights).value }),
    options,
  );
  return { ...whole, ci: whole.value === null ? { ...ci, reason: whole.reason } : ci };
}

/** Sums of a case: pairs' squared differences over the number of others | cases | values | Σ y | Σ y². */
function sumsOf(row: readonly number[]): Float64Array {
  const m = row.length;
  const total = row.reduce((sum, y) => sum + y, 0);
  const squares = row.reduce((sum, y) => sum + y ** 2, 0);
  const mean = total / m;
  const within = row.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  return Float64Array.of((2 * m * within) / (m - 1), 1, m, total, squares);
}

function alphaOfSums(sums: Float64Array, size: number): Coefficient {
  const [within, cases = 0, n, total, squares] = sums;
  if (cases === 0) return chanceCorrected(Number.NaN, Number.NaN, 0);
  const about = squaresBeyondRounding(squares - total ** 2 / n, size);
  const found = chanceCorrected(within / n, (2 * about) / (n - 1), cases);
  return found.value === null ? { ...found, reason: "NO_VARIANCE" } : found;
}
