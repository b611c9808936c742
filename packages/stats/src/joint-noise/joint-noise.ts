import { exp, log } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import { posteriorOfDimensions } from "./bias-dimensions.ts";
import { scoreOf } from "./displacement-scale.ts";
import { logFoldedMean } from "./folded-mean-table.ts";
import type {
  Interval95,
  JointNoise,
  NoiseSizesMm,
  NoStatistics,
  ScaleStatistics,
  StructureScores,
} from "./joint-noise-types.ts";
import { logBiasSize, logTauOverSigma } from "./lattice.ts";
import { heavyTails, latticeStep, tailShare, toleratedRho } from "./model-constants.ts";
import { scaleMixture } from "./scale-mixture.ts";
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
  return eachPosterior(structures, noiseOf);
}

/** The interval for raters like these alone, as `jointNoise` gives it, in a tenth of the time. */
export function randomRatersIntervals(structures: readonly StructureScores[]): (Interval | null)[] {
  return eachPosterior(structures, (posterior) => randomRatersInterval(posterior, truthScale(posterior))).map(
    (found) => ("reason" in found ? null : found),
  );
}

/** Knowledge of one structure, with what the others lend it. */
interface Posterior {
  readonly structure: StructureScores;
  readonly likelihood: TauLikelihood;
  readonly prior: readonly number[];
  readonly dimensions: readonly number[];
  /** log of the scale that the means of the mixtures are relative to. */
  readonly base: number;
}

function eachPosterior<Result extends object>(
  structures: readonly StructureScores[],
  resultOf: (posterior: Posterior) => Result,
): (Result | NoStatistics)[] {
  const statistics = structures.map(scaleStatistics);
  const dimensions = posteriorOfDimensions(statistics.filter(hasStatistics));
  const likelihoods = statistics.map((one) => (hasStatistics(one) ? tauLikelihood(one, dimensions) : null));
  return structures.map((structure, index): Result | NoStatistics => {
    const one = statistics[index];
    if (!hasStatistics(one)) return one;
    return resultOf({
      structure,
      likelihood: likelihoods[index]!,
      prior: tauPrior(index, likelihoods),
      dimensions,
      base: (one.hasRepeats ? one.logIntra : one.logInter) - Math.LN2 / 2,
    });
  });
}

function hasStatistics(one: ScaleStatistics | NoStatistics): one is ScaleStatistics {
  return !("reason" in one);
}

/** Quantiles, relative to the base, of a log scale. */
type LogScale = (probability: number) => number;

/** log √(tau² + sigma²) / sigma at each x. */
const logTotalOverSigma = logTauOverSigma.map((x) => 0.5 * log(1 + exp(2 * x)));

/** Truth against a rater like these, without shared bias. */
function truthScale({ likelihood, prior }: Posterior): LogScale {
  return scaleMixture(likelihood, prior, (i, s, weight, add) => {
    add(logTotalOverSigma[i] + likelihood.logShift[s], weight);
  });
}

const [worst, best] = [1 - tailShare, tailShare];

function randomRatersInterval(posterior: Posterior, truth: LogScale): Interval {
  return inOrder(
    score(posterior, truth(worst), toleratedRho),
    score(posterior, truth(best) + log(heavyTails), 0),
  );
}

function score({ structure, likelihood, base }: Posterior, logScale: number, rho: number, holdsBias = false) {
  const { logInter } = likelihood.statistics;
  return scoreOf(structure.scale, base + logScale, { rho, logInter, holdsBias });
}

function noiseOf(posterior: Posterior): JointNoise {
  const { structure, likelihood, prior, dimensions } = posterior;
  const { raters, cases, hasRepeats, triangularity } = likelihood.statistics;
  const truth = truthScale(posterior);
  const these = (rho: number) => scaleOfTheseRaters(likelihood, prior, rho);
  const [low, estimate, high] = quantiles(prior, likelihood.ofTau, posteriorPoints).map(exp);
  const tauOverSigma = { low, estimate, high };
  return {
    raters,
    cases,
    hasRepeats,
    randomRaters: randomRatersInterval(posterior, truth),
    fixedRaters: inOrder(
      score(posterior, these(toleratedRho)(worst), toleratedRho, true),
      score(posterior, these(0)(best) + log(heavyTails), 0, true),
    ),
    tauOverSigma,
    sizesMm:
      structure.mmPerUnit === null
        ? null
        : sizesMm(posterior, structure.mmPerUnit, truth, tauOverSigma.estimate),
    dimensions,
    triangularity,
  };
}

/** Points of a posterior: its 95 % interval, and the median between. */
const posteriorPoints = [0.025, 0.5, 0.975] as const;

function sizesMm(
  { structure, likelihood, prior, base }: Posterior,
  mmPerUnit: number,
  truth: LogScale,
  tauOverSigma: number,
): NoiseSizesMm {
  const { logShift } = likelihood;
  const meanSize = structure.scale.kind === "share-within" ? 1 : Math.sqrt(Math.PI / 2);
  const size = (logScale: LogScale): Interval95 => {
    const [low, estimate, high] = posteriorPoints.map((p) => exp(base + logScale(p)) * meanSize * mmPerUnit);
    return { low, estimate, high };
  };
  const sigma = size(scaleMixture(likelihood, prior, (_, s, weight, add) => add(logShift[s], weight)));
  const tau = size(
    scaleMixture(likelihood, prior, (i, s, weight, add) => add(logTauOverSigma[i] + logShift[s], weight)),
  );
  return { sigma, tau: { ...tau, estimate: sigma.estimate * tauOverSigma }, total: size(truth) };
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
  const taus = logTauOverSigma.map(exp);
  const deviations = logBiasSize.map((logS) => Math.sqrt(1 + ((raters - 1) / raters) * exp(2 * logS)));
  const logSizes = deviations.map((deviation) => log(Math.PI / 2) / 2 + log(deviation));
  return scaleMixture(likelihood, prior, (i, s, weight, add) => {
    const tau = taus[i];
    const shared = rho * Math.sqrt(1 + tau * tau);
    for (let place = 0; place < biasPlaces.length; place++) {
      const bias = shared + (biasPlaces[place] * tau) / Math.sqrt(raters);
      const logMeanSize = logSizes[s] + logFoldedMean(bias / deviations[s]);
      add(likelihood.logShift[s] + logMeanSize, weight * biasPlaceWeights[place]);
    }
  });
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
