import { exp, log } from "@pgt/metrics";
import gammaln from "@stdlib/math-base-special-gammaln";
import {
  largestBiasFactor,
  largestTauOverSigma,
  latticeStep,
  smallestBiasFactor,
  smallestTauOverSigma,
} from "./model-constants.ts";

/*
 * Two lattices of the same step: x = log(tau / sigma), and log y, y the size of these raters' biases in units of tau.
 * Their sum is log(s), s the size of these raters' biases in units of sigma:
 *
 *   x:     firstX ............ lastX
 *   log y: firstY ............ lastY
 *   log s: firstX + firstY ... lastX + lastY
 */

const indexOf = (value: number) => Math.round(log(value) / latticeStep);

export const firstX = indexOf(smallestTauOverSigma);
export const lastX = indexOf(largestTauOverSigma);
export const firstY = indexOf(smallestBiasFactor);
export const lastY = indexOf(largestBiasFactor);

/** x on its lattice. */
export const logTauOverSigma = Array.from(
  { length: lastX - firstX + 1 },
  (_, i) => (firstX + i) * latticeStep,
);
/** log s on the lattice of sums: place i + j belongs to x of place i and y of place j. */
export const logBiasSize = Array.from(
  { length: lastX + lastY - firstX - firstY + 1 },
  (_, i) => (firstX + firstY + i) * latticeStep,
);

const known = new Map<number, readonly number[]>();

/**
 * Weights of y for biases of `degreesOfFreedom` independent components: a chi distribution scaled to mean 1,
 * normalised on the lattice.
 */
export function biasWeights(degreesOfFreedom: number): readonly number[] {
  const found = known.get(degreesOfFreedom);
  if (found) return found;
  const chiMean = Math.SQRT2 * exp(gammaln((degreesOfFreedom + 1) / 2) - gammaln(degreesOfFreedom / 2));
  const weights = Array.from({ length: lastY - firstY + 1 }, (_, j) => {
    const v = chiMean * exp((firstY + j) * latticeStep);
    return exp(degreesOfFreedom * log(v) - (v * v) / 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const normalised = weights.map((weight) => weight / total);
  known.set(degreesOfFreedom, normalised);
  return normalised;
}
