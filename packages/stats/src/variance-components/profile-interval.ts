import { exp, log } from "@pgt/metrics";
import { normalQuantile } from "../inference/distributions.ts";
import type { ReadingSums } from "./readings.ts";
import { bestOverRaters, type RestrictedMaximum, type VarianceModel } from "./restricted-maximum.ts";

/** Share of the variance that is the cases': with or without the raters' variance in the whole. */
export type VarianceShare = "of cases and error" | "of cases, raters and error";

/** Logits beyond this are 0 or 1. */
const farthestLogit = 25;
const precision = 1e-7;

export function shareOfCases({ cases, raters }: RestrictedMaximum["ratios"], share: VarianceShare): number {
  return cases / (cases + 1 + (share === "of cases and error" ? 0 : raters));
}

/**
 * Profile interval of a share (Pinheiro & Bates 2000): the shares whose best -2 log restricted likelihood is above the
 * least by no more than the quantile of chi squared with one degree of freedom.
 */
export function profileInterval(
  sums: ReadingSums,
  model: VarianceModel,
  share: VarianceShare,
  { ratios, deviance }: RestrictedMaximum,
  level: number,
): { readonly low: number; readonly high: number } {
  const estimate = shareOfCases(ratios, share);
  const limit = deviance + normalQuantile((1 + level) / 2) ** 2;
  const isWithin = (value: number) => {
    const odds = value / (1 - value);
    const casesOf = (raters: number) => odds * (1 + (share === "of cases and error" ? 0 : raters));
    return bestOverRaters(sums, model, casesOf).deviance <= limit;
  };
  const centre = Math.min(farthestLogit, Math.max(-farthestLogit, log(estimate / (1 - estimate))));
  return {
    low: isWithin(0) ? 0 : inverseLogit(edge(centre, -farthestLogit, (x) => isWithin(inverseLogit(x)))),
    high: inverseLogit(edge(centre, farthestLogit, (x) => isWithin(inverseLogit(x)))),
  };
}

/** Place between one that is within and one that is not, where that changes. */
function edge(within: number, outside: number, isWithin: (place: number) => boolean): number {
  let [inner, outer] = [within, outside];
  while (Math.abs(outer - inner) > precision) {
    const middle = (inner + outer) / 2;
    if (isWithin(middle)) inner = middle;
    else outer = middle;
  }
  return inner;
}

function inverseLogit(x: number): number {
  return 1 / (1 + exp(-x));
}
