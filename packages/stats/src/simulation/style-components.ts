import { exp } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { foldedNormalMean } from "../inference/folded-normal.ts";
import { caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";

/** Half of the variance between raters is taken as constant over a surface, as in docs/methods/simulation.md. */
const constantShare = 0.5;
const nodes = 201;
const reach = 6;

/**
 * Variation of agreement with who is compared, from the sizes of the two kinds of noise (docs/methods/noise-model.md;
 * this project's derivation): raters k and l whose constant biases differ by d have a mean displacement E|N(d, w)|, w
 * the rest of their variances. Per pair, and the part of it that one rater brings. Null without both reliabilities,
 * or for a metric that is not in proportion to mean displacement.
 */
export function styleComponents(
  scores: LabelScores,
): { readonly rater: number; readonly pair: number } | null {
  const { displacement } = scores.metric.definition;
  const isInProportion = displacement === "loss-of-mean" || displacement === "mean-size";
  const [inter, intra] = [caseValues(scores.inter), caseValues(scores.intra)];
  if (!isInProportion || inter.length === 0 || intra.length === 0) return null;
  const loss = (values: readonly number[]) =>
    displacement === "mean-size" ? mean(values) : 1 - mean(values);
  // E|N(0, v)| is √(2v/π): variances of differences are in squared units of the metric.
  const between = (Math.PI / 2) * loss(inter) ** 2;
  const within = Math.min(between, (Math.PI / 2) * loss(intra) ** 2);
  const constant = (constantShare * (between - within)) / 2;
  const rest = between - 2 * constant;
  const total = varianceOf((z) => foldedNormalMean(z * Math.sqrt(2 * constant), rest));
  // Averaged over the other rater, that rater's bias only adds to the variance about one's own.
  const rater = varianceOf((z) => foldedNormalMean(z * Math.sqrt(constant), rest + constant));
  return { rater, pair: Math.max(0, total - 2 * rater) };
}

/** Variance of f(Z), Z standard normal, by the trapezoidal rule. */
function varianceOf(f: (z: number) => number): number {
  let [weights, sum, squares] = [0, 0, 0];
  for (let i = 0; i < nodes; i++) {
    const z = reach * ((2 * i) / (nodes - 1) - 1);
    const weight = exp((-z * z) / 2);
    const value = f(z);
    weights += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  return Math.max(0, squares / weights - (sum / weights) ** 2);
}
