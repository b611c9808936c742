import type { Interval } from "../inference/interval-options.ts";

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

/** The tool's own interval, bias-tolerant and noise-corrected: I4 of docs/methods/simulation.md. */
export interface CorrectedInterval extends Interval {
  /** Whose agreement it holds for: `randomRaters` from three raters on, `fixedRaters` where that is not estimable. */
  readonly inter: "randomRaters" | "fixedRaters";
  /**
   * Basis of its better end: the ceiling with the interval of intra; or, without repeats, the truth's score
   * without bias (null), which no bias can raise.
   */
  readonly intra: "randomRaters" | "fixedRaters" | null;
  /** Shared bias that it tolerates, in units of √(tau² + sigma²), and in mm where the noise is known. */
  readonly toleratedRho: number;
  readonly toleratedBiasMm: number | null;
}

export interface NoiseBounds {
  readonly truth: ModelScore | null;
  readonly ceiling: ModelScore | null;
  readonly sensitivity: BiasSensitivity | null;
  readonly tippingBiasMm: number | null;
  readonly bracketHolds: BracketCondition | null;
  readonly corrected: CorrectedInterval | null;
}
