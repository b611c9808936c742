import type { Interval } from "../inference/interval-options.ts";
import type { Interval95 } from "../joint-noise/joint-noise-types.ts";

/** A score that the noise model gives, with the intervals of the reliability it comes from carried through. */
export interface ModelScore {
  readonly estimate: number;
  readonly fixedRaters: Interval;
  readonly randomRaters: Interval | null;
}

/** Fall of the truth's score with a bias that all raters share. */
export interface BiasSensitivity {
  /** Bias at which the truth scores as raters agree with each other, in units of √(tau² + sigma²). */
  readonly tippingRho: number | null;
  readonly curve: readonly {
    readonly rho: number;
    /** Null where the noise in mm is not known. */
    readonly biasMm: number | null;
    readonly score: number;
  }[];
}

/** Shared biases |mu| for which the papers' bracket [inter, intra] holds the truth's score. */
export interface BracketCondition {
  readonly fromRho: number;
  readonly toRho: number;
  /** Null where the noise in mm is not known. */
  readonly fromMm: number | null;
  readonly toMm: number | null;
  /** True if it does without any bias. It does not if random noise dominates: the truth then scores above intra. */
  readonly holdsWithoutBias: boolean;
}

/**
 * The tool's own interval of the Peak Ground Truth, by the joint noise model: where a perfect mask scores against one
 * rater. `low` and `high` hold for a rater like these.
 */
export interface CorrectedInterval extends Interval {
  /** The same against these very raters. */
  readonly fixedRaters: Interval;
  /** Probability with which each end alone holds. */
  readonly endLevel: number;
  /** Shared bias that it tolerates, in units of √(tau² + sigma²), and in mm where the noise is known. */
  readonly toleratedRho: number;
  readonly toleratedBiasMm: number | null;
  readonly raters: number;
  /** Cases (clusters); with repeats the smaller of the numbers with pairs and with repeats. */
  readonly cases: number;
  /** False: no rater repeated two cases, and how noise splits into random and a rater's own rests on the prior. */
  readonly hasRepeats: boolean;
  /** tau / sigma: median of the posterior and its 95 % interval. */
  readonly tauOverSigma: Interval95;
  /** Probabilities that a rater's bias has 1 (everything larger or smaller), 2 or 3 dimensions. */
  readonly dimensions: readonly number[];
}

export interface NoiseBounds {
  readonly truth: ModelScore | null;
  readonly ceiling: ModelScore | null;
  readonly sensitivity: BiasSensitivity | null;
  readonly tippingBiasMm: number | null;
  readonly bracketHolds: BracketCondition | null;
  readonly corrected: CorrectedInterval | null;
}
