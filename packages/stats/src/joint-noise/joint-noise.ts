import { exp, log } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import { posteriorOfDimensions } from "./bias-dimensions.ts";
import { scoreOf } from "./displacement-scale.ts";
import type { JointNoise, NoStatistics, ScaleStatistics, StructureScores } from "./joint-noise-types.ts";
import { logBiasSize, logTauOverSigma } from "./lattice.ts";
import { heavyTails, latticeStep, tailShare, toleratedRho } from "./model-constants.ts";
import { scaleMixture, tabledNormalCdf } from "./scale-mixture.ts";
import { scaleStatistics } from "./scale-statistics.ts";
import { type TauLikelihood, tauLikelihood } from "./tau-likelihood.ts";
import { tauPrior } from "./tau-prior.ts";

/**
 * The joint noise model (docs/methods/joint-noise-model.md, this project's derivation): the structures of one study,
 * annotated by the same raters, in metrics that may differ, lend each other what they say of tau / sigma and of the
 * dimensions of a rater's bias. Deterministic: a lattice, no random numbers.
 *
 * @returns one result a structure, in the order given; for one that has no interval, the reason.
 */
export function jointNoise(structures: readonly StructureScores[]): (JointNoise | NoStatistics)[] {
  const statistics = structures.map(scaleStatistics);
  const dimensions = posteriorOfDimensions(statistics.filter(hasStatistics));
  const likelihoods = statistics.map((one) => (hasStatistics(one) ? tauLikelihood(one, dimensions) : null));
  return structures.map((structure, index): JointNoise | NoStatistics => {
    const one = statistics[index];
    if (!hasStatistics(one)) return one;
    return noiseOf(structure, likelihoods[index]!, tauPrior(index, likelihoods), dimensions);
  });
}

function hasStatistics(one: ScaleStatistics | NoStatistics): one is ScaleStatistics {
  return !("reason" in one);
}

function noiseOf(
  { scale, mmPerUnit }: StructureScores,
  likelihood: TauLikelihood,
  prior: readonly number[],
  dimensions: readonly number[],
): JointNoise {
  const { statistics, logShift } = likelihood;
  const { raters, cases, hasRepeats, logInter, logIntra, triangularity } = statistics;
  const base = (hasRepeats ? logIntra : logInter) - Math.LN2 / 2;
  const like = scaleMixture(likelihood, prior, (i, s, weight, add) => {
    add(0.5 * log(1 + exp(2 * logTauOverSigma[i])) + logShift[s], weight);
  });
  const these = (rho: number) => scaleOfTheseRaters(likelihood, prior, rho);
  const score = (logScale: number, rho: number, holdsBias = false) =>
    scoreOf(scale, base + logScale, { rho, logInter, holdsBias });
  const [worst, best] = [1 - tailShare, tailShare];
  const tauOverSigma = quantiles(prior, likelihood.ofTau, [0.025, 0.5, 0.975]).map(exp) as [
    number,
    number,
    number,
  ];
  const logSigma =
    base + scaleMixture(likelihood, prior, (_, s, weight, add) => add(logShift[s], weight))(0.5);
  const meanSize = scale.kind === "share-within" ? 1 : Math.sqrt(Math.PI / 2);
  const sigmaMm = mmPerUnit === null ? null : exp(logSigma) * meanSize * mmPerUnit;
  return {
    raters,
    cases,
    hasRepeats,
    randomRaters: inOrder(score(like(worst), toleratedRho), score(like(best) + log(heavyTails), 0)),
    fixedRaters: inOrder(
      score(these(toleratedRho)(worst), toleratedRho, true),
      score(these(0)(best) + log(heavyTails), 0, true),
    ),
    ceiling: hasRepeats
      ? scoreOf(scale, logIntra - Math.LN2 / 2, { rho: 0, logInter, holdsBias: false })
      : null,
    tauOverSigma,
    sigmaMm,
    tauMm: sigmaMm === null ? null : sigmaMm * tauOverSigma[1],
    dimensions,
    triangularity,
  };
}

/** Normal weights of how far the raters' mean bias lies from 0, in units of its standard deviation. */
const biasPlaces = [-2.25, -1.5, -0.75, 0, 0.75, 1.5, 2.25];
const biasPlaceWeights = (() => {
  const weights = biasPlaces.map((z) => exp((-z * z) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
})();

/** Quantiles of the log scale of the truth against these raters, whose mean bias adds to the shared one. */
function scaleOfTheseRaters(likelihood: TauLikelihood, prior: readonly number[], rho: number) {
  const { raters } = likelihood.statistics;
  return scaleMixture(likelihood, prior, (i, s, weight, add) => {
    const tau = exp(logTauOverSigma[i]);
    const variance = 1 + ((raters - 1) / raters) * exp(2 * logBiasSize[s]);
    const shared = rho * Math.sqrt(1 + tau * tau);
    for (let place = 0; place < biasPlaces.length; place++) {
      const bias = shared + (biasPlaces[place] * tau) / Math.sqrt(raters);
      const meanSize = log(Math.PI / 2) / 2 + log(tabledFoldedMean(bias, variance));
      add(likelihood.logShift[s] + meanSize, weight * biasPlaceWeights[place]);
    }
  });
}

/** Mean size of a normal, by the table of its distribution function. */
function tabledFoldedMean(mean: number, variance: number): number {
  const deviation = Math.sqrt(variance);
  const z = mean / deviation;
  const density = exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return 2 * deviation * density + mean * (2 * tabledNormalCdf(z) - 1);
}

/** Quantiles of x on its lattice, weights spread evenly over a step. */
function quantiles(
  prior: readonly number[],
  ofTau: readonly number[],
  probabilities: readonly number[],
): number[] {
  const weights = prior.map((value, i) => value * ofTau[i]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return probabilities.map((probability) => {
    let below = 0;
    for (let i = 0; i < weights.length; i++) {
      const share = weights[i] / total;
      if (below + share >= probability)
        return logTauOverSigma[i] + latticeStep * ((probability - below) / share - 0.5);
      below += share;
    }
    return logTauOverSigma[logTauOverSigma.length - 1];
  });
}

function inOrder(one: number, other: number): Interval {
  return { low: Math.min(one, other), high: Math.max(one, other) };
}
