import { percent, plural } from "@pgt/metrics";
import type { CorrectedInterval } from "../noise/noise-bounds-type.ts";
import type { Bound } from "./bounds.ts";

/** The corrected interval with its estimate; null if it was not computed. */
export function correctedOf({
  corrected,
  pgt,
}: Bound): (CorrectedInterval & { readonly estimate: number | null; low: number; high: number }) | null {
  if (!corrected || corrected.low === null || corrected.high === null) return null;
  return { ...corrected, estimate: pgt.estimate, low: corrected.low, high: corrected.high };
}

/** True if the noise model says anything of this label and metric. */
export function hasNoiseModel(bound: Bound): boolean {
  return Boolean(correctedOf(bound) || bound.noiseMm || bound.ceiling);
}

/** Estimand, level and tolerated bias of every corrected interval. */
export function correctedMeaning({ endLevel, toleratedRho }: CorrectedInterval): string {
  const bias = toleratedRho === 1 ? "the size of" : `${toleratedRho} times`;
  return `Score of a perfect mask against one rater like these, each end to hold with ${percent(endLevel)}, if the error that all raters share is at most ${bias} one rater's own (bias and noise together)`;
}

/** Data that one corrected interval rests on. */
export function correctedBasis({ raters, cases, hasRepeats, tauOverSigma }: CorrectedInterval): string {
  const repeats = hasRepeats
    ? "with repeats"
    : "without repeats: how noise splits rests on the model's prior";
  const { low, estimate, high } = tauOverSigma;
  const ratio = `raters' own bias ${estimate.toFixed(1)} times the random noise [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  const few = raters === 2 ? "; with two raters it is wide and rests on the model's prior" : "";
  return `${plural(raters, "rater")}, ${plural(cases, "case")} ${repeats}${hasRepeats ? `, ${ratio}` : ""}${few}`;
}
