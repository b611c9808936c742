import { log } from "@pgt/metrics";
import { cholesky, dot, forwardSolve } from "./cholesky.ts";
import type { ReadingSums } from "./readings.ts";

/** Variances as multiples of the error's. */
export interface VarianceRatios {
  readonly cases: number;
  readonly raters: number;
}

/** Restricted likelihood of the crossed model at two ratios, the mean and the error variance at their best. */
export interface RestrictedFit {
  /** -2 log restricted likelihood. */
  readonly deviance: number;
  readonly errorVariance: number;
}

/**
 * y = mean + case + rater + error, all but the mean random, normal and independent (Patterson & Thompson 1971). With a and
 * b the variances of cases and raters over that of the error, V = I + a Z1 Z1' + b Z2 Z2': -2 log L = (N - 1) (1 +
 * log(2π s²)) + log |V| + log(1' V⁻¹ 1), s² = (y - μ)' V⁻¹ (y - μ) / (N - 1).
 *
 * C = (I + a Z1 Z1')⁻¹ has a closed form, block by block; the raters enter by I + b Z2' C Z2, of the size of the number
 * of raters: V⁻¹ = C - b C Z2 (I + b Z2' C Z2)⁻¹ Z2' C. Sums over cases are taken once, by `readingSums`; a case of m
 * readings enters with its deviations from its mean, and with that mean weighted by 1 / (1 + a m).
 */
export function restrictedFit(sums: ReadingSums, ratios: VarianceRatios): RestrictedFit {
  const { cases: a, raters: b } = ratios;
  const n = sums.raters;
  const information = Array.from({ length: n }, () => new Float64Array(n));
  const [withOnes, withValues] = [new Float64Array(n), new Float64Array(n)];
  let [onesOnes, onesValues, valuesValues] = [0, 0, sums.squaresWithin];
  let logDeterminant = 0;
  for (const group of sums.groups) {
    const { readings: m, shared } = group;
    const weight = 1 / (1 + a * m);
    logDeterminant -= group.cases * log(weight);
    onesOnes += group.cases * m * weight;
    onesValues += group.total * weight;
    valuesValues += (group.squaredTotals / m) * weight;
    for (let k = 0; k < n; k++) {
      withOnes[k] += shared[k][k] * weight;
      withValues[k] += group.deviations[k] + (group.caseSums[k] / m) * weight;
      for (let l = 0; l <= k; l++) information[k][l] += (shared[k][l] / m) * (weight - 1);
      information[k][k] += shared[k][k];
    }
  }
  const raters = cholesky(information.map((row, k) => row.map((value, l) => b * value + Number(k === l))));
  const [ones, values] = [forwardSolve(raters, withOnes), forwardSolve(raters, withValues)];
  onesOnes -= b * dot(ones, ones);
  onesValues -= b * dot(ones, values);
  valuesValues -= b * dot(values, values);
  const freedom = sums.readings - 1;
  const errorVariance = (valuesValues - onesValues ** 2 / onesOnes) / freedom;
  const deviance =
    freedom * (1 + log(2 * Math.PI * errorVariance)) + logDeterminant + raters.logDeterminant + log(onesOnes);
  return { deviance, errorVariance };
}

/**
 * Sum of squares that neither cases nor raters explain, and its degrees of freedom: by least squares, cases and raters
 * fixed. Where it has none, or is 0, the crossed model has no error to compare with.
 */
export function residualSquares({ groups, raters: n, cases, readings, squaresWithin }: ReadingSums) {
  const information = Array.from({ length: n }, () => new Float64Array(n));
  const deviations = new Float64Array(n);
  for (const group of groups) {
    for (let k = 0; k < n; k++) {
      deviations[k] += group.deviations[k];
      for (let l = 0; l < n; l++) information[k][l] -= group.shared[k][l] / group.readings;
      information[k][k] += group.shared[k][k];
    }
  }
  const factor = cholesky(information);
  const explained = forwardSolve(factor, deviations);
  return {
    squares: squaresWithin - dot(explained, explained),
    degreesOfFreedom: readings - cases - factor.rank,
  };
}
