import { UsageError } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { defaultLevel, type Interval, noInterval } from "../inference/interval-options.ts";
import { squaresBeyondRounding } from "../inference/rounding.ts";
import type { VarianceComponents } from "../variance-components/restricted-maximum.ts";
import { type Defined, defined, notDefined, type UndefinedReason } from "./coefficient.ts";
import { fQuantile } from "./f-distribution.ts";

/** An intraclass correlation with its interval. It may be negative: it is given as it is. */
export type IccEstimate = Defined & Interval;

/**
 * The six forms of Shrout & Fleiss 1979. First number: 1 one-way, 2 absolute agreement of interchangeable raters,
 * 3 consistency (raters may differ by a constant); then of one rater's value, or of the mean of all k.
 */
export type IccForm = "1,1" | "2,1" | "3,1" | "1,k" | "2,k" | "3,k";

export interface IntraclassCorrelation {
  readonly forms: Readonly<Record<IccForm, IccEstimate>>;
  /** Targets (cases). */
  readonly n: number;
  /** Raters. */
  readonly k: number;
  /** Values in all: n times k where every rater has read every case. */
  readonly readings: number;
  /** `ANOVA`: mean squares of a complete table; `REML`: restricted maximum likelihood, where readings are missing. */
  readonly method: "ANOVA" | "REML";
  /**
   * Variances of cases, raters and error: by ANOVA from the mean squares and may be negative, by REML at least 0. Null:
   * not estimable.
   */
  readonly components: VarianceComponents | null;
  /** Mean squares between targets, between raters, of the rest, and within targets; null by REML, or with too few. */
  readonly meanSquares: MeanSquares | null;
  /** Standard error of measurement √MSE, in the unit of the values. */
  readonly standardErrorOfMeasurement: number | null;
}

interface MeanSquares {
  readonly targets: number;
  readonly raters: number;
  readonly error: number;
  readonly within: number;
}

export const iccForms: readonly IccForm[] = ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"];

/**
 * Intraclass correlations of a complete table `values[target][rater]`, with the intervals of McGraw & Wong 1996
 * (Tables 4 and 7; for 2 and 3, the A and C forms). Undefined for one target, one rater, or values that do not vary;
 * form 2,k also where raters differ so much less than chance that its denominator is not above 0.
 *
 * @throws UsageError for rows of different lengths or a value that is not finite.
 */
export function intraclassCorrelation(
  values: readonly (readonly number[])[],
  level: number = defaultLevel,
): IntraclassCorrelation {
  const n = values.length;
  const k = values[0]?.length ?? 0;
  const bad = values.find((row) => row.length !== k || !row.every(Number.isFinite));
  if (bad) {
    throw new UsageError(
      "E_TABLE_SHAPE",
      `values: ${k} finite numbers were expected for each target, found [${bad.join(", ")}]; leave incomplete targets out`,
    );
  }
  const squares = n >= 2 && k >= 2 ? meanSquares(values) : null;
  const none = (reason: UndefinedReason) =>
    Object.fromEntries(iccForms.map((form) => [form, noEstimate(reason)])) as Record<IccForm, IccEstimate>;
  const reason = n < 2 ? "TOO_FEW_CASES" : k < 2 ? "ONE_RATER" : "NO_VARIANCE";
  const varies = squares !== null && squares.targets + squares.raters + squares.error > 0;
  return {
    forms: varies ? estimates(squares, n, k, level) : none(reason),
    n,
    k,
    readings: n * k,
    method: "ANOVA",
    components: squares && {
      cases: (squares.targets - squares.error) / k,
      raters: (squares.raters - squares.error) / n,
      error: squares.error,
    },
    meanSquares: squares,
    standardErrorOfMeasurement: squares && Math.sqrt(squares.error),
  };
}

function meanSquares(values: readonly (readonly number[])[]): MeanSquares {
  const n = values.length;
  const k = values[0].length;
  const grand = mean(values.flat());
  const ofTargets = values.map(mean);
  const ofRaters = values[0].map((_, rater) => mean(values.map((row) => row[rater])));
  let error = 0;
  let within = 0;
  values.forEach((row, target) => {
    row.forEach((value, rater) => {
      error += (value - ofTargets[target] - ofRaters[rater] + grand) ** 2;
      within += (value - ofTargets[target]) ** 2;
    });
  });
  const between = (means: readonly number[]) => means.reduce((sum, m) => sum + (m - grand) ** 2, 0);
  const total = values.flat().reduce((sum, value) => sum + value ** 2, 0);
  const clean = (sum: number) => squaresBeyondRounding(sum, total);
  return {
    targets: (k * clean(between(ofTargets))) / (n - 1),
    raters: (n * clean(between(ofRaters))) / (k - 1),
    error: clean(error) / ((n - 1) * (k - 1)),
    within: clean(within) / (n * (k - 1)),
  };
}

function estimates(
  { targets, raters, error, within }: MeanSquares,
  n: number,
  k: number,
  level: number,
): Record<IccForm, IccEstimate> {
  const tail = (1 + level) / 2;
  const oneWay = fEnds(targets, within, n - 1, n * (k - 1), tail);
  const consistency = fEnds(targets, error, n - 1, (n - 1) * (k - 1), tail);
  const single = (f: number) => (f === Number.POSITIVE_INFINITY ? 1 : (f - 1) / (f + k - 1));
  const average = (f: number) => 1 - 1 / f;
  const agreement = (targets - error) / (targets + (k - 1) * error + (k * (raters - error)) / n);
  const agreementEnds = agreementInterval(agreement, { targets, raters, error, within }, n, k, tail);
  const ofMean = targets + (raters - error) / n;
  return {
    "1,1": estimate((targets - within) / (targets + (k - 1) * within), {
      low: single(oneWay.low),
      high: single(oneWay.high),
    }),
    "2,1": estimate(agreement, agreementEnds),
    "3,1": estimate((targets - error) / (targets + (k - 1) * error), {
      low: single(consistency.low),
      high: single(consistency.high),
    }),
    "1,k": estimate((targets - within) / targets, {
      low: average(oneWay.low),
      high: average(oneWay.high),
    }),
    "2,k":
      ofMean > 0 ? estimate((targets - error) / ofMean, stepUp(agreementEnds, k)) : noEstimate("NO_VARIANCE"),
    "3,k": estimate((targets - error) / targets, {
      low: average(consistency.low),
      high: average(consistency.high),
    }),
  };
}

/** Ends of an interval of the ratio of two expected mean squares. */
function fEnds(top: number, bottom: number, dfTop: number, dfBottom: number, tail: number) {
  const f = top / bottom;
  return { low: f / fQuantile(tail, dfTop, dfBottom), high: f * fQuantile(tail, dfBottom, dfTop) };
}

/** McGraw & Wong 1996, Table 7, ICC(A,1), with Satterthwaite's degrees of freedom. */
function agreementInterval(
  icc: number,
  { targets, raters, error }: MeanSquares,
  n: number,
  k: number,
  tail: number,
): Interval {
  if (icc === 1) return { low: 1, high: 1 };
  const a = (k * icc) / (n * (1 - icc));
  const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
  const df =
    (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const rest = k * raters + (k * n - k - n) * error;
  const lower = fQuantile(tail, n - 1, df);
  const upper = fQuantile(tail, df, n - 1);
  return {
    low: (n * (targets - lower * error)) / (lower * rest + n * targets),
    high: (n * (upper * targets - error)) / (rest + n * upper * targets),
  };
}

/**
 * Interval for the mean of k raters; none where an end lies beyond the smallest value that one rater's correlation
 * can have.
 */
function stepUp({ low, high }: Interval, k: number): Interval {
  if (low === null || high === null || low <= -1 / (k - 1)) return noInterval;
  const ofMean = (r: number) => (k * r) / (1 + (k - 1) * r);
  return { low: ofMean(low), high: ofMean(high) };
}

function estimate(value: number, { low, high }: Interval): IccEstimate {
  if (!Number.isFinite(value)) return noEstimate("NO_VARIANCE");
  const finite = (end: number | null) => (end !== null && Number.isFinite(end) ? end : null);
  return { ...defined(value), low: finite(low), high: finite(high) };
}

export function noEstimate(reason: UndefinedReason): IccEstimate {
  return { ...notDefined(reason), low: null, high: null };
}
