import { exp, log } from "@pgt/metrics";
import { tQuantile } from "../inference/distributions.ts";
import type { ScaleStatistics } from "./joint-noise-types.ts";
import { biasWeights, logBiasSize, logTauOverSigma } from "./lattice.ts";
import { biasDimensions, sigmaSpread, sigmaSpreadFactor, sigmaSpreadWeight } from "./model-constants.ts";

/** Likelihood of tau / sigma by one structure's agreement, on the lattices. */
export interface TauLikelihood {
  readonly statistics: ScaleStatistics;
  /** Weight of each y. */
  readonly weights: readonly number[];
  /** log of inter over intra scale at each s, 1/2 log(1 + s²). */
  readonly logRatio: readonly number[];
  /** Likelihood at each s, largest 1; all 1 without repeats. */
  readonly ofSize: readonly number[];
  /** Likelihood at each x, y averaged. */
  readonly ofTau: readonly number[];
  /** Correction of log sigma at each s, from the difference between the ratio seen and the one meant. */
  readonly logShift: readonly number[];
  /** Standard deviation of the log scale about each point of the lattice. */
  readonly deviation: number;
}

/** Smallest variance of the log ratio. */
const leastVariance = 4e-4;
/** Smallest variance of a log scale. */
const leastScaleVariance = 1e-6;

/** @param dimensions probabilities of 1, 2 and 3 dimensions of a rater's bias. */
export function tauLikelihood(statistics: ScaleStatistics, dimensions: readonly number[]): TauLikelihood {
  const { raters, cases, hasRepeats, logInter, logIntra } = statistics;
  const { varianceInter, varianceIntra, covariance } = statistics;
  const byDimension = biasDimensions.map((d) => biasWeights(d * (raters - 1)));
  const weights = byDimension[0].map((_, j) =>
    byDimension.reduce((sum, y, d) => sum + dimensions[d] * y[j], 0),
  );
  const logRatio = logBiasSize.map((logS) => 0.5 * log(1 + exp(2 * logS)));
  const seen = hasRepeats ? logInter - logIntra : 0;
  const degrees = cases - 1;
  const variance = Math.max(varianceIntra + varianceInter - 2 * covariance, leastVariance);
  const slope = hasRepeats ? (covariance - varianceIntra) / variance : 0;
  const ofSize = hasRepeats
    ? relativeToLargest(
        logRatio.map((r) => (-(degrees + 1) / 2) * log(1 + (seen - r) ** 2 / (variance * degrees))),
      )
    : logRatio.map(() => 1);
  const ofScale = hasRepeats ? varianceIntra - (covariance - varianceIntra) ** 2 / variance : varianceInter;
  return {
    statistics,
    weights,
    logRatio,
    ofSize,
    ofTau: logTauOverSigma.map((_, i) => weights.reduce((sum, weight, j) => sum + weight * ofSize[i + j], 0)),
    logShift: logRatio.map((r) => (hasRepeats ? -slope * (seen - r) : -r)),
    deviation: Math.sqrt(
      Math.max(ofScale, leastScaleVariance) * studentInflation(degrees) + heterogeneity(statistics),
    ),
  };
}

function relativeToLargest(logs: readonly number[]): number[] {
  const largest = logs.reduce((found, value) => Math.max(found, value), Number.NEGATIVE_INFINITY);
  return logs.map((value) => exp(value - largest));
}

/** Variance of the mean log sigma over raters who differ in it. */
function heterogeneity({ raters, repeatingRaters, spreadOfRaters, spreadByChance }: ScaleStatistics): number {
  const further = Math.max(0, repeatingRaters - 1);
  const degrees = sigmaSpreadWeight + further;
  const spread = Math.max(0, spreadOfRaters - 2 * spreadByChance);
  const pooled = (sigmaSpreadWeight * sigmaSpread ** 2 + further * spread) / degrees;
  return (sigmaSpreadFactor * studentInflation(degrees) * pooled) / raters;
}

const inflations = new Map<number, number>();

/** Factor of a variance with which the 95 % point of a normal becomes that of Student's t. */
function studentInflation(degrees: number): number {
  const known = inflations.get(degrees);
  if (known !== undefined) return known;
  const factor = (tQuantile(0.95, degrees) / tQuantile(0.95, Number.MAX_SAFE_INTEGER)) ** 2;
  inflations.set(degrees, factor);
  return factor;
}
