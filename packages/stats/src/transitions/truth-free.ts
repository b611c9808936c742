import type { VotePattern } from "@pgt/metrics";
import { stapleMultiLabel } from "../consensus/staple-multilabel.ts";

/** Transition matrices and shares of labels that explain how often raters give which answers together. */
export interface TruthFreeNoise {
  readonly raters: readonly string[];
  /** Background first. */
  readonly labels: readonly number[];
  /** P(answer `labels[j]` | truth `labels[c]`) of each rater: `matrices[k][c][j]`. */
  readonly matrices: readonly (readonly (readonly number[])[])[];
  /** Share of each label in the voxels looked at. */
  readonly prior: readonly number[];
  readonly voxels: number;
  readonly converged: boolean;
}

/**
 * Noise of three and more raters without a reference (Dawid and Skene 1979): they are taken to err independently of each
 * other where the truth is known, and then their joint answers tell their matrices, but for the order of the labels
 * (Kruskal 1977), which starting from majority voting settles.
 *
 * @param patterns of all cases that all of the raters have, voxels of equal ones summed.
 */
export function truthFreeNoise(
  raters: readonly string[],
  labels: readonly number[],
  patterns: readonly VotePattern[],
): TruthFreeNoise {
  const weights = raters.map(() => 1);
  const found = stapleMultiLabel(patterns, labels, weights, { isPriorEstimated: true });
  return {
    raters,
    labels,
    matrices: found.confusion.map((rows) => labels.map((_, c) => rows.map((row) => row[c]))),
    prior: found.prior,
    voxels: patterns.reduce((sum, { voxels }) => sum + voxels, 0),
    converged: found.converged,
  };
}

/** Two raters of one label with the same probabilities of a miss and of a false voxel. */
export interface TwoRaterNoise {
  /** P(not marked | inside). */
  readonly miss: number;
  /** P(marked | outside). */
  readonly falseAlarm: number;
  /** Share of voxels inside. */
  readonly prior: number;
}

/** What the answers of two raters say about their noise: not one solution but a set. */
export interface TwoRaterSolutions {
  /** Misses as probable as false voxels. */
  readonly symmetric: TwoRaterNoise | null;
  /** The noisiest raters that explain the answers: smallest trace of the matrix. */
  readonly minimumTrace: TwoRaterNoise | null;
  /** Largest probabilities that agree with the answers; the smallest are 0. */
  readonly missAtMost: number | null;
  readonly falseAlarmAtMost: number | null;
}

/**
 * Solutions for two raters, taken to be equally good and to err independently where the truth is known: with m the mean
 * share of marked voxels and q that of voxels marked by both, all (prior, miss, falseAlarm) with
 *
 *   prior (1 - miss) + (1 - prior) falseAlarm = m,    prior (1 - miss)^2 + (1 - prior) falseAlarm^2 = q
 *
 * explain the answers: two equations for three unknowns. Null where none do: raters who agree less than by chance.
 */
export function twoRaterSolutions(voxels: {
  readonly both: number;
  readonly either: number;
  readonly neither: number;
}): TwoRaterSolutions {
  const all = voxels.both + voxels.either + voxels.neither;
  const [q, disagreement] = [voxels.both / all, voxels.either / all];
  const m = q + disagreement / 2;
  const covariance = q - m * m;
  if (!(covariance > 0)) {
    return { symmetric: null, minimumTrace: null, missAtMost: null, falseAlarmAtMost: null };
  }
  const flip = (1 - Math.sqrt(Math.max(0, 1 - 2 * disagreement))) / 2;
  const [missAtMost, falseAlarmAtMost] = [1 - q / m, 1 - voxels.neither / all / (1 - m)];
  return {
    symmetric: flip < 0.5 ? { miss: flip, falseAlarm: flip, prior: (m - flip) / (1 - 2 * flip) } : null,
    minimumTrace: noisiest(m, covariance),
    missAtMost,
    falseAlarmAtMost,
  };
}

/** 1 - miss - falseAlarm = sqrt(covariance / (prior (1 - prior))) is smallest where the prior is nearest to a half. */
function noisiest(m: number, covariance: number): TwoRaterNoise {
  // Beyond these priors a probability would be negative.
  const least = covariance / (covariance + (1 - m) ** 2);
  const most = m ** 2 / (covariance + m ** 2);
  const prior = Math.min(most, Math.max(least, 0.5));
  const reach = Math.sqrt(covariance / (prior * (1 - prior)));
  const falseAlarm = Math.max(0, m - prior * reach);
  return { miss: Math.max(0, 1 - reach - falseAlarm), falseAlarm, prior };
}
