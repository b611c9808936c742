import type { Interval } from "../inference/interval-options.ts";
import type { Bound } from "./bounds.ts";

export interface CorrectedInterval extends Interval {
  /** The truth's score without shared bias. */
  readonly estimate: number | null;
}

/** The interval corrected for annotation noise, by this project's derivation; null if it was not computed. */
export function correctedOf({ corrected, pgt }: Bound): CorrectedInterval | null {
  if (!corrected || corrected.low === null || corrected.high === null) return null;
  return { estimate: pgt.estimate, low: corrected.low, high: corrected.high };
}

/** True if the noise model says anything of this label and metric. */
export function hasNoiseModel(bound: Bound): boolean {
  return Boolean(correctedOf(bound) || bound.noiseMm || bound.ceiling);
}
