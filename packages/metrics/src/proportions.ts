import type { Counts } from "./measurement.ts";

/**
 * Counts divided by the number of voxels n: products of four counts would leave the exact range of float64,
 * products of four proportions do not. A is the reference, B the prediction.
 */
export interface Proportions {
  readonly n: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  /** Foreground and background of the reference. */
  readonly a: number;
  readonly notA: number;
  /** Foreground and background of the prediction. */
  readonly b: number;
  readonly notB: number;
}

export function proportionsOf(counts: Counts): Proportions {
  const { truePositive, falsePositive, falseNegative, trueNegative } = counts;
  const n = truePositive + falsePositive + falseNegative + trueNegative;
  return {
    n,
    tp: truePositive / n,
    fp: falsePositive / n,
    fn: falseNegative / n,
    tn: trueNegative / n,
    a: (truePositive + falseNegative) / n,
    notA: (trueNegative + falsePositive) / n,
    b: (truePositive + falsePositive) / n,
    notB: (trueNegative + falseNegative) / n,
  };
}
