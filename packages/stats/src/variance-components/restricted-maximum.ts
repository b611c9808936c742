import { restrictedFit, type VarianceRatios } from "./crossed-likelihood.ts";
import { minimiseRatio } from "./minimise-ratio.ts";
import type { ReadingSums } from "./readings.ts";

/** Variances of a table of cases and raters. */
export interface VarianceComponents {
  readonly cases: number;
  readonly raters: number;
  readonly error: number;
}

/** `one-way`: who read is not looked at, raters are part of the error; `crossed`: raters have a variance of their own. */
export type VarianceModel = "one-way" | "crossed";

/** The restricted likelihood at its best. */
export interface RestrictedMaximum {
  readonly components: VarianceComponents;
  readonly ratios: VarianceRatios;
  /** -2 log restricted likelihood. */
  readonly deviance: number;
}

/** Maximum over both ratios: the best ratio of raters for every ratio of cases, and of those the best. */
export function restrictedMaximum(sums: ReadingSums, model: VarianceModel): RestrictedMaximum {
  const overall = minimiseRatio((cases) => bestOverRaters(sums, model, () => cases).deviance);
  const { ratios, deviance } = bestOverRaters(sums, model, () => overall.ratio);
  const { errorVariance } = restrictedFit(sums, ratios);
  return {
    components: {
      cases: ratios.cases * errorVariance,
      raters: ratios.raters * errorVariance,
      error: errorVariance,
    },
    ratios,
    deviance,
  };
}

/** The best ratio of raters, where that of cases follows from it. */
export function bestOverRaters(
  sums: ReadingSums,
  model: VarianceModel,
  casesOf: (raters: number) => number,
): { readonly ratios: VarianceRatios; readonly deviance: number } {
  const devianceAt = (raters: number) => restrictedFit(sums, { cases: casesOf(raters), raters }).deviance;
  const best = model === "one-way" ? { ratio: 0, value: devianceAt(0) } : minimiseRatio(devianceAt);
  return { ratios: { cases: casesOf(best.ratio), raters: best.ratio }, deviance: best.value };
}
