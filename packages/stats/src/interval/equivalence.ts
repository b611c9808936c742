import { tCdf } from "../inference/distributions.ts";
import { differenceInterval, type PairedDifference } from "../inference/paired.ts";
import { agreementRange, type MetricTraits } from "../scores/metric-traits.ts";

/**
 * Test that a model agrees with raters as they agree with each other, up to a margin (docs/methods/placing-models.md).
 */
export interface Equivalence {
  /** Largest difference that counts as none, in the metric's unit. */
  readonly margin: number;
  /** `given`, or from the bracket of the same data (`defaultMargin`). */
  readonly marginFrom?: "given" | "bracket";
  /** Two one-sided t tests (Schuirmann 1987): the larger p. Equivalent if below 1 - level; not adjusted. */
  readonly p: number;
  readonly equivalent: boolean;
  /** The interval of model - inter lies above -margin. */
  readonly nonInferior: boolean;
}

/** Bounds of the default margin for a metric from 0 to 1. */
export const leastMargin = 0.005;
export const largestMargin = 0.03;

/**
 * Half the width of the bracket, for a metric from 0 to 1 kept within 0.005 and 0.03. Null where there is no such
 * width: without repeats, or, for other metrics, with inverted bounds.
 */
export function defaultMargin(metric: MetricTraits, width: number | null): number | null {
  if (width === null) return null;
  const [low, high] = agreementRange(metric);
  if (low === 0 && high === 1) return Math.min(largestMargin, Math.max(leastMargin, width / 2));
  return width > 0 ? width / 2 : null;
}

/** Null for fewer than two cases. `toLower`: model - inter, in terms of similarity. */
export function equivalence(toLower: PairedDifference, margin: number, level: number): Equivalence | null {
  const { difference, standardError, degreesOfFreedom } = toLower;
  if (standardError === null) return null;
  const tail = (distance: number) => {
    if (standardError === 0) return distance > 0 ? 0 : 1;
    return tCdf(-distance / standardError, degreesOfFreedom);
  };
  const p = Math.max(tail(margin + difference), tail(margin - difference));
  const { low } = differenceInterval(toLower, level);
  return { margin, p, equivalent: p < 1 - level, nonInferior: low! > -margin };
}
