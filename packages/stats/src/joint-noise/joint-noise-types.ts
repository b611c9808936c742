import type { Interval } from "../inference/interval-options.ts";

/** Relation of a metric's value to the displacement between two masks. */
export type DisplacementScale =
  | { readonly kind: "overlap" }
  | { readonly kind: "distance" }
  | { readonly kind: "share-within"; readonly toleranceMm: number };

/** Agreement of two raters on one case. */
export interface PairValue {
  readonly case: string;
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/** Agreement of a rater with the own repeat on one case. */
export interface RepeatValue {
  readonly case: string;
  readonly rater: string;
  readonly value: number;
}

/** One structure in one metric: what its raters' scores are. */
export interface StructureScores {
  readonly scale: DisplacementScale;
  readonly pairs: readonly PairValue[];
  readonly repeats: readonly RepeatValue[];
  /** Millimetres of displacement for a unit of the scale: 2 V / S for overlap, 1 for distances. Null if not known. */
  readonly mmPerUnit: number | null;
}

/** Statistics of the logarithms of the displacement scales of one structure. */
export interface ScaleStatistics {
  readonly raters: number;
  /** The smaller of the numbers of cases with pairs and with repeats. */
  readonly cases: number;
  readonly hasRepeats: boolean;
  /** log scale between raters, and of a rater's own repeats (0 without repeats). */
  readonly logInter: number;
  readonly logIntra: number;
  /** Jackknife variances of both over cases, and their covariance. */
  readonly varianceInter: number;
  readonly varianceIntra: number;
  readonly covariance: number;
  readonly repeatingRaters: number;
  /** Variance of the raters' own log intra scales, and the part of it that few cases explain. */
  readonly spreadOfRaters: number;
  readonly spreadByChance: number;
  /** Distance of three raters from one line, from 0 (on it) to 1; null where it cannot be told. */
  readonly triangularity: number | null;
}

/** Reason why a structure has no interval. */
export interface NoStatistics {
  readonly reason: string;
}

/** Median of a posterior, and its 2.5 % and 97.5 % points. */
export interface Interval95 {
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
}

/** Sizes of annotation noise in mm. Without repeats sigma and tau rest on the prior of tau / sigma alone. */
export interface NoiseSizesMm {
  /** Random noise, new in every annotation. */
  readonly sigma: Interval95;
  /** Bias of a rater's own. */
  readonly tau: Interval95;
  /** √(tau² + sigma²), one annotation about what raters share. */
  readonly total: Interval95;
}

/** The joint noise model's answer for one structure in one metric. */
export interface JointNoise {
  readonly raters: number;
  readonly cases: number;
  readonly hasRepeats: boolean;
  /** Score of the truth against a rater like these, over the tolerated shared biases. */
  readonly randomRaters: Interval;
  /** The same against these very raters. */
  readonly fixedRaters: Interval;
  readonly tauOverSigma: Interval95;
  /** Null where `mmPerUnit` is. */
  readonly sizesMm: NoiseSizesMm | null;
  /** Probabilities that a rater's bias has 1, 2 or 3 dimensions. */
  readonly dimensions: readonly number[];
  readonly triangularity: number | null;
}
