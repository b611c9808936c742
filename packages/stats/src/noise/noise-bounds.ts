import type { Interval } from "../inference/interval-options.ts";
import type { Reliability } from "../interval/reliability-type.ts";
import type { JointNoise, NoStatistics } from "../joint-noise/joint-noise-types.ts";
import { tailShare, toleratedRho } from "../joint-noise/model-constants.ts";
import { type MetricTraits, similaritySign } from "../scores/metric-traits.ts";
import type { AnnotationNoise } from "./annotation-noise.ts";
import type {
  BiasSensitivity,
  BracketCondition,
  CorrectedInterval,
  ModelScore,
  NoiseBounds,
} from "./noise-bounds-type.ts";
import { biasWhereTruthScores, ceilingScore, tippingBias, truthScore } from "./truth-score.ts";

/**
 * Everything the noise model says of one label and metric (docs/methods/noise-model.md, this project's derivation).
 */
export function noiseBounds(
  metric: MetricTraits,
  inter: Reliability,
  intra: Reliability | null,
  noise: AnnotationNoise | null,
  model: JointNoise | NoStatistics | undefined,
): NoiseBounds {
  const totalMm = noise?.total ?? null;
  const tipping = inter.estimate === null ? null : tippingBias(metric, inter.estimate);
  return {
    truth: modelScore(inter, (score) => truthScore(metric, score)),
    ceiling: intra && modelScore(intra, (score) => ceilingScore(metric, score)),
    sensitivity: sensitivity(metric, inter.estimate, tipping, totalMm),
    tippingBiasMm: inMm(tipping, totalMm),
    bracketHolds: bracketCondition(metric, inter, intra, tipping, totalMm),
    corrected: correctedInterval(model, totalMm),
  };
}

/** `scoreOf` grows with the reliability, so that ends stay ends. */
function modelScore(
  { estimate, fixedRaters, randomRaters }: Reliability,
  scoreOf: (score: number) => number | null,
): ModelScore | null {
  const score = estimate === null ? null : scoreOf(estimate);
  if (score === null) return null;
  const carried = ({ low, high }: Interval): Interval => ({
    low: low === null ? null : scoreOf(low),
    high: high === null ? null : scoreOf(high),
  });
  return {
    estimate: score,
    fixedRaters: carried(fixedRaters),
    randomRaters: randomRaters && carried(randomRaters),
  };
}

const curveRhos = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

function sensitivity(
  metric: MetricTraits,
  inter: number | null,
  tippingRho: number | null,
  totalMm: number | null,
): BiasSensitivity | null {
  if (inter === null) return null;
  const curve = curveRhos.flatMap((rho) => {
    const score = truthScore(metric, inter, rho);
    return score === null ? [] : [{ rho, biasMm: inMm(rho, totalMm), score }];
  });
  return curve.length === 0 ? null : { tippingRho, curve };
}

/** Null if the bounds are inverted: then it holds for no bias. */
function bracketCondition(
  metric: MetricTraits,
  { estimate: inter }: Reliability,
  intra: Reliability | null,
  toRho: number | null,
  totalMm: number | null,
): BracketCondition | null {
  const upper = intra?.estimate ?? null;
  if (inter === null || upper === null || toRho === null) return null;
  if (similaritySign(metric) * (upper - inter) < 0) return null;
  const fromRho = biasWhereTruthScores(metric, inter, upper);
  if (fromRho === null) return null;
  return {
    fromRho,
    toRho,
    fromMm: inMm(fromRho, totalMm),
    toMm: inMm(toRho, totalMm),
    holdsWithoutBias: fromRho === 0,
  };
}

function correctedInterval(
  model: JointNoise | NoStatistics | undefined,
  totalMm: number | null,
): CorrectedInterval | null {
  if (model === undefined || "reason" in model) return null;
  const { randomRaters, fixedRaters, raters, cases, hasRepeats, tauOverSigma, dimensions } = model;
  return {
    ...randomRaters,
    fixedRaters,
    endLevel: 1 - tailShare,
    toleratedRho,
    toleratedBiasMm: inMm(toleratedRho, totalMm),
    raters,
    cases,
    hasRepeats,
    tauOverSigma,
    dimensions,
  };
}

function inMm(rho: number | null, totalMm: number | null): number | null {
  return rho === null || totalMm === null ? null : rho * totalMm;
}
