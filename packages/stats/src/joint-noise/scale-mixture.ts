import { normalCdf } from "../inference/distributions.ts";
import type { TauLikelihood } from "./tau-likelihood.ts";

/** Means are gathered in bins of this width, from -12 to 12. */
const binWidth = 0.01;
const middleBin = 1200;
const binCount = 2 * middleBin;
const quantilePrecision = 1e-9;
/** Points of the lattice below this share of the largest weight are left out. */
const leastShare = 1e-6;

const cdfSteps = 1000;
const cdfReach = 8;
const cdfTable = Float64Array.from({ length: 2 * cdfReach * cdfSteps + 1 }, (_, i) =>
  normalCdf((i - cdfReach * cdfSteps) / cdfSteps),
);

/** `normalCdf` by linear interpolation in a table, to about 1e-7. */
function tabledNormalCdf(z: number): number {
  if (z <= -cdfReach) return 0;
  if (z >= cdfReach) return 1;
  const place = (z + cdfReach) * cdfSteps;
  const i = Math.floor(place);
  return cdfTable[i] + (cdfTable[i + 1] - cdfTable[i]) * (place - i);
}

/** Adds a mean with its weight. */
export type AddMean = (mean: number, weight: number) => void;

/**
 * Quantiles of a mixture of normals of one standard deviation over the points (x, y) of the lattices.
 *
 * @param meansOf is called with the place i of x, the place of s = e^x y, and the weight of the point.
 * @returns the quantile of a probability.
 */
export function scaleMixture(
  { weights, ofSize, deviation }: TauLikelihood,
  prior: readonly number[],
  meansOf: (i: number, s: number, weight: number, add: AddMean) => void,
): (probability: number) => number {
  const bins = new Float64Array(binCount);
  const add: AddMean = (mean, weight) => {
    const bin = Math.min(binCount - 1, Math.max(0, Math.round(mean / binWidth) + middleBin));
    bins[bin] += weight;
  };
  let largest = 0;
  for (let i = 0; i < prior.length; i++) {
    for (let j = 0; j < weights.length; j++)
      largest = Math.max(largest, prior[i] * weights[j] * ofSize[i + j]);
  }
  for (let i = 0; i < prior.length; i++) {
    for (let j = 0; j < weights.length; j++) {
      const weight = prior[i] * weights[j] * ofSize[i + j];
      if (weight >= leastShare * largest) meansOf(i, i + j, weight, add);
    }
  }
  const total = bins.reduce((sum, weight) => sum + weight, 0);
  const means: number[] = [];
  const shares: number[] = [];
  bins.forEach((weight, bin) => {
    if (weight === 0) return;
    means.push((bin - middleBin) * binWidth);
    shares.push(weight / total);
  });
  const cdf = (q: number) =>
    means.reduce((sum, mean, m) => sum + shares[m] * tabledNormalCdf((q - mean) / deviation), 0);
  return (probability) => {
    let [low, high] = [-12, 12];
    while (high - low > quantilePrecision) {
      const middle = (low + high) / 2;
      if (cdf(middle) < probability) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
}
