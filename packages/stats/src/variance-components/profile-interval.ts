import { exp, log } from "@pgt/metrics";
import { normalQuantile } from "../inference/distributions.ts";
import type { ReadingSums } from "./readings.ts";
import { bestOverRaters, type RestrictedMaximum, type VarianceModel } from "./restricted-maximum.ts";

/** Share of the variance that is the cases': with or without the raters' variance in the whole. */
export type VarianceShare = "of cases and error" | "of cases, raters and error";

/** Logits beyond this are 0 or 1. */
const farthestLogit = 25;
const precision = 1e-7;
/** Excess of -2 log likelihood that counts as none. */
const smallestExcess = 1e-8;
const mostRounds = 100;

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
  const excessAt = (value: number) => {
    const odds = value / (1 - value);
    const casesOf = (raters: number) => odds * (1 + (share === "of cases and error" ? 0 : raters));
    return bestOverRaters(sums, model, casesOf).deviance - limit;
  };
  const centre = Math.min(farthestLogit, Math.max(-farthestLogit, log(estimate / (1 - estimate))));
  const end = (outside: number) =>
    inverseLogit(root((logit) => excessAt(inverseLogit(logit)), centre, outside));
  return { low: excessAt(0) <= 0 ? 0 : end(-farthestLogit), high: end(farthestLogit) };
}

/**
 * Place between one where a function is negative and one where it is not, at which it is 0: regula falsi that halves
 * the value of an end that stays (the Illinois method), and a bisection where that has moved little.
 */
function root(valueAt: (place: number) => number, negative: number, positive: number): number {
  let [low, high] = [negative, positive];
  let [atLow, atHigh] = [valueAt(low), valueAt(high)];
  if (atLow >= 0) return low;
  if (atHigh <= 0) return high;
  let lastSign = 0;
  for (let round = 0; round < mostRounds && Math.abs(high - low) > precision; round++) {
    const isBisection = round % 4 === 3;
    const place = isBisection ? (low + high) / 2 : low + ((high - low) * atLow) / (atLow - atHigh);
    const value = valueAt(place);
    if (Math.abs(value) < smallestExcess) return place;
    if (value < 0) {
      [low, atLow] = [place, value];
      if (lastSign < 0) atHigh /= 2;
    } else {
      [high, atHigh] = [place, value];
      if (lastSign > 0) atLow /= 2;
    }
    lastSign = isBisection ? 0 : Math.sign(value);
  }
  return low;
}

function inverseLogit(x: number): number {
  return 1 / (1 + exp(-x));
}
