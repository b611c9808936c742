import type { DisplacementLaw } from "@pgt/metrics";
import { erf, erfInverse } from "../inference/distributions.ts";
import { foldedNormalCdf, foldedNormalMean, foldedNormalQuantile } from "../inference/folded-normal.ts";
import { type MetricTraits, similaritySign } from "../scores/metric-traits.ts";

/*
 * This project's derivation (docs/methods/noise-model.md), not part of the PGT paper. Annotation (k, s) lies mu + b_k + e_ks mm
 * outside the truth: mu is a bias that all raters share, b_k one rater's style (variance tau²), e_ks random
 * (variance sigma²). Two raters differ with variance 2(tau² + sigma²), a rater and the own repeat with 2 sigma², the
 * truth and a rater with tau² + sigma² about mu, and a model that knows a rater's style and that rater with sigma².
 * `bias` is |mu| / √(tau² + sigma²), the rho of that page.
 */

/** Mean size of a displacement about `bias` in units of that between two raters. */
const meanSizeRatio = (bias: number) => foldedNormalMean(bias, 1) / foldedNormalMean(0, 2);

/**
 * Score of the truth against one rater, if two raters agree by `inter` on average (docs/methods/noise-model.md, G).
 * Without bias this is the root-2 rule: dissimilarities are divided by √2, and nsd is erf(√2 erf⁻¹(inter)).
 *
 * Null if the noise model says nothing of this metric; for the largest distance (percentile 100) with a bias, since
 * it depends on how many points a surface has.
 */
export function truthScore(metric: MetricTraits, inter: number, bias = 0): number | null {
  const law = metric.definition.displacement;
  if (law === undefined) return null;
  return laws[law](inter, bias, metric.parameter ?? Number.NaN);
}

/**
 * Score of a model that knows the truth and a rater's style, against a new annotation of that rater who agrees with
 * the own repeats by `intra`: the ceiling C of docs/methods/noise-model.md. Null if the noise model says nothing of
 * this metric.
 */
export function ceilingScore(metric: MetricTraits, intra: number): number | null {
  return truthScore(metric, intra, 0);
}

const laws: Readonly<
  Record<DisplacementLaw, (inter: number, bias: number, parameter: number) => number | null>
> = {
  "loss-of-mean": overlapOfTruth,
  "loss-of-mean-by-union": (inter, bias) => {
    const overlap = overlapOfTruth((2 * inter) / (1 + inter), bias);
    return overlap / (2 - overlap);
  },
  "mean-size": (inter, bias) => inter * meanSizeRatio(bias),
  "root-mean-square": (inter, bias) => inter * Math.sqrt((1 + bias ** 2) / 2),
  "percentile-size": (inter, bias, percentile) => {
    if (bias === 0) return inter / Math.SQRT2;
    if (!(percentile < 100)) return null;
    const size = (about: number) => foldedNormalQuantile(percentile / 100, about);
    return (inter * size(bias)) / (Math.SQRT2 * size(0));
  },
  "share-within": (inter, bias) => {
    // The tolerance in units of the truth's own displacement, 2 erf⁻¹(inter).
    const reach = erfInverse(inter);
    return bias === 0 ? erf(Math.SQRT2 * reach) : foldedNormalCdf(2 * reach, bias);
  },
};

/** Score, not below 0: far from the truth the law, which is for small displacements, would go on. */
function overlapOfTruth(inter: number, bias: number): number {
  return Math.max(0, 1 - (1 - inter) * meanSizeRatio(bias));
}

/** Number of standard deviations beyond which a shared bias is not looked for. */
const largestBias = 20;

/**
 * The bias (in units of √(tau² + sigma²)) from which on the truth scores worse than `score`: 0 if it does so
 * without bias; null if it never does, or if the noise model says nothing.
 */
export function biasWhereTruthScores(metric: MetricTraits, inter: number, score: number): number | null {
  const sign = similaritySign(metric);
  const margin = (bias: number) => {
    const value = truthScore(metric, inter, bias);
    return value === null ? null : sign * (value - score);
  };
  const unbiased = margin(0);
  const farthest = margin(largestBias);
  if (unbiased === null || farthest === null) return null;
  // Without dissimilarity no displacement can be told from none.
  if (!(farthest < 0)) return null;
  // Scores hardly fall from no bias on: equal but for rounding, the search would end at a tiny bias.
  if (unbiased <= 1e-12 * Math.abs(score)) return 0;
  let low = 0;
  let high = largestBias;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    if (margin(middle)! >= 0) low = middle;
    else high = middle;
  }
}

/** The bias from which on the truth scores worse than raters agree with each other: 0.943 for dice, 1 for rmsd. */
export function tippingBias(metric: MetricTraits, inter: number): number | null {
  return biasWhereTruthScores(metric, inter, inter);
}
