import type { Interval } from "../inference/interval-options.ts";
import { toleratedRho } from "../joint-noise/model-constants.ts";
import { ceilingScore, truthScore } from "../noise/truth-score.ts";
import { agreementRange, type MetricTraits, similaritySign } from "../scores/metric-traits.ts";

/** A reliability with a confidence interval, usually of "raters like these". Null ends: not estimable. */
export interface ReliabilityEstimate {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface BracketInput {
  readonly metric: MetricTraits;
  readonly inter: ReliabilityEstimate;
  readonly intra: ReliabilityEstimate;
}

/**
 * Intervals for the Peak Ground Truth of docs/methods/simulation.md; `low` is the numeric low end, null where not
 * estimable.
 */
export interface BracketIntervals {
  /** The papers' bracket: inter and intra as points. */
  readonly i0: Interval;
  /** The bracket widened by the confidence intervals of its bounds. */
  readonly i1: Interval;
  /** The truth's score without shared bias (root-2 rule), with the interval of inter carried through. */
  readonly i2: Interval;
  /** Interval from the truth's score under the bias √(tau² + sigma²) to the ceiling, as points. */
  readonly i3: Interval;
  /** `i3` widened by the confidence intervals: bias-tolerant and corrected for noise by moments. */
  readonly i4: Interval;
}

/**
 * The intervals I0 to I4 of docs/methods/simulation.md from the two reliabilities and their confidence intervals. I2
 * to I4 are this project's derivation, and null for a metric that the noise model says nothing of.
 */
export function bracketIntervals({ metric, inter, intra }: BracketInput): BracketIntervals {
  const isHigher = similaritySign(metric) === 1;
  const [interWorst, interBest] = isHigher ? [inter.low, inter.high] : [inter.high, inter.low];
  const intraBest = isHigher ? intra.high : intra.low;
  const bySize = (worse: number | null, better: number | null): Interval =>
    isHigher ? { low: worse, high: better } : { low: better, high: worse };
  const truth = (score: number | null, bias: number) =>
    score === null ? null : inRange(truthScore(metric, score, bias), metric);
  const ceiling = (score: number | null) => (score === null ? null : ceilingScore(metric, score));
  return {
    i0: bySize(inter.estimate, intra.estimate),
    i1: bySize(interWorst, intraBest),
    i2: bySize(truth(interWorst, 0), truth(interBest, 0)),
    i3: bySize(truth(inter.estimate, toleratedRho), ceiling(intra.estimate)),
    i4: bySize(truth(interWorst, toleratedRho), ceiling(intraBest)),
  };
}

function inRange(value: number | null, metric: MetricTraits): number | null {
  if (value === null) return null;
  const [low, high] = agreementRange(metric);
  return Math.min(high, Math.max(low, value));
}
