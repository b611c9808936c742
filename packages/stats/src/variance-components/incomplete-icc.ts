import { defined, type UndefinedReason } from "../agreement/coefficient.ts";
import {
  type IccEstimate,
  type IntraclassCorrelation,
  iccForms,
  noEstimate,
} from "../agreement/intraclass-correlation.ts";
import { defaultLevel } from "../inference/interval-options.ts";
import { squaresBeyondRounding } from "../inference/rounding.ts";
import { residualSquares } from "./crossed-likelihood.ts";
import { profileInterval, shareOfCases, type VarianceShare } from "./profile-interval.ts";
import { occupied, type ReadingSums, type Readings, readingSums } from "./readings.ts";
import {
  type RestrictedMaximum,
  restrictedMaximum,
  type VarianceComponents,
  type VarianceModel,
} from "./restricted-maximum.ts";

/**
 * Intraclass correlations where raters have not read every case, from variance components by REML: one-way for the
 * forms (1,1) and (1,k), crossed for the others; k is the number of raters. Cases with one reading are used too. Profile
 * intervals. A component at its limit of 0 is given as 0.
 *
 * @throws UsageError for rows of different lengths or a value that is not finite.
 */
export function incompleteIcc(values: Readings, level: number = defaultLevel): IntraclassCorrelation {
  const sums = readingSums(occupied(values));
  const reason = lackOfReadings(sums);
  if (reason !== null) return correlation(sums, alike(noEstimate(reason)), null);
  if (sums.squaresWithin === 0) {
    const components = { cases: varianceOfCases(sums), raters: 0, error: 0 };
    return correlation(sums, alike({ ...defined(1), low: 1, high: 1 }), components);
  }
  const oneWay = restrictedMaximum(sums, "one-way");
  const ofOneWay = forms(sums, "one-way", "1", "of cases and error", oneWay, level);
  const lack = lackOfError(sums);
  if (lack !== null) return correlation(sums, { ...alike(noEstimate(lack)), ...ofOneWay }, null);
  const crossed = restrictedMaximum(sums, "crossed");
  const all = {
    ...alike(noEstimate("NO_VARIANCE")),
    ...ofOneWay,
    ...forms(sums, "crossed", "2", "of cases, raters and error", crossed, level),
    ...forms(sums, "crossed", "3", "of cases and error", crossed, level),
  };
  return correlation(sums, all, crossed.components);
}

type Forms = IntraclassCorrelation["forms"];

function correlation(
  { cases: n, raters: k, readings }: ReadingSums,
  all: Forms,
  components: VarianceComponents | null,
): IntraclassCorrelation {
  const standardErrorOfMeasurement = components && Math.sqrt(components.error);
  return {
    ...{ forms: all, n, k, readings, method: "REML" },
    ...{ components, meanSquares: null, standardErrorOfMeasurement },
  };
}

function alike(estimate: IccEstimate): Forms {
  return Object.fromEntries(iccForms.map((form) => [form, estimate])) as Forms;
}

/** The form of one rater's value, and that of the mean of all k. */
function forms(
  sums: ReadingSums,
  model: VarianceModel,
  form: "1" | "2" | "3",
  share: VarianceShare,
  maximum: RestrictedMaximum,
  level: number,
): Partial<Forms> {
  const value = shareOfCases(maximum.ratios, share);
  const { low, high } = profileInterval(sums, model, share, maximum, level);
  const k = sums.raters;
  const ofMean = (single: number) => (k * single) / (1 + (k - 1) * single);
  return {
    [`${form},1`]: { ...defined(value), low, high },
    [`${form},k`]: { ...defined(ofMean(value)), low: ofMean(low), high: ofMean(high) },
  };
}

function lackOfReadings({ cases, raters, readings, squares }: ReadingSums): UndefinedReason | null {
  if (cases < 2) return "TOO_FEW_CASES";
  if (raters < 2) return "ONE_RATER";
  if (readings === cases) return "NO_PAIRS";
  return squares === 0 ? "NO_VARIANCE" : null;
}

/** Reason why raters and error cannot be told apart. */
function lackOfError(sums: ReadingSums): UndefinedReason | null {
  const { squares, degreesOfFreedom } = residualSquares(sums);
  if (degreesOfFreedom < 1) return "RATERS_CONFOUNDED";
  return squaresBeyondRounding(squares, sums.squaresWithin) === 0 ? "NO_ERROR" : null;
}

/** Variance of the means of cases. */
function varianceOfCases({ groups, cases }: ReadingSums): number {
  const sum = groups.reduce((total, { total: t, readings }) => total + t / readings, 0);
  const squares = groups.reduce(
    (total, { squaredTotals, readings }) => total + squaredTotals / readings ** 2,
    0,
  );
  return (squares - sum ** 2 / cases) / (cases - 1);
}
