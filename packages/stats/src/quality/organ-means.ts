import { mean } from "../inference/descriptive.ts";
import type { AggregationOrder } from "./quality-options.ts";

/** Scores of one generator and metric: a row per organ, a column per case, NaN where there is none. */
export type OrganMatrix = readonly Float64Array[];

/** Values that are there, ascending, so that sums do not depend on the order of cases. */
export function definedValues(values: Float64Array): number[] {
  return [...values.filter((value) => !Number.isNaN(value))].sort((a, b) => a - b);
}

/** Standard deviation with divisor n - ddof; null for fewer than two values. */
export function standardDeviation(values: readonly number[], ddof: 0 | 1): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return Math.sqrt(squares / (values.length - ddof));
}

/** sqrt of the mean of the squares; null for none. */
export function rootMeanSquare(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.sqrt(mean(values.map((value) => value * value)));
}

/** Mean over the organs that a case has; NaN for a case with none. */
export function caseMeans(matrix: OrganMatrix, cases: number): Float64Array {
  const means = new Float64Array(cases);
  for (let i = 0; i < cases; i++) {
    let sum = 0;
    let n = 0;
    for (const values of matrix) {
      if (Number.isNaN(values[i])) continue;
      sum += values[i];
      n++;
    }
    means[i] = n === 0 ? Number.NaN : sum / n;
  }
  return means;
}

/**
 * Mean over organs and cases in the order asked for, case i counting `weights[i]` times. An organ of which no case is
 * drawn keeps `whole`, its mean over all cases: leaving it out would compare other organs. Null without any value.
 */
export function weightedMean(
  matrix: OrganMatrix,
  whole: readonly number[],
  perCase: Float64Array,
  order: AggregationOrder,
  weights: Float64Array,
): number | null {
  if (order === "case") return weightedMeanOf(perCase, weights);
  let sum = 0;
  for (let o = 0; o < matrix.length; o++) sum += weightedMeanOf(matrix[o], weights) ?? whole[o];
  return matrix.length === 0 ? null : sum / matrix.length;
}

function weightedMeanOf(values: Float64Array, weights: Float64Array): number | null {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    sum += weights[i] * value;
    total += weights[i];
  }
  return total === 0 ? null : sum / total;
}
