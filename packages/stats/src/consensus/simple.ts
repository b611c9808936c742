import { mean, sampleSd } from "../inference/descriptive.ts";
import type { BinaryVotes } from "./binary-votes.ts";
import { sizesOf } from "./binary-votes.ts";
import { weightSlack } from "./majority.ts";

export interface SimpleResult {
  /** Structure or not, for each pattern of votes. */
  readonly isInside: readonly boolean[];
  readonly dropped: readonly number[];
  readonly rounds: number;
}

/** Raters whose Dice is so many standard deviations below the mean are dropped. */
const DEVIATIONS = 1;
const FEWEST = 3;
const ROUNDS_AT_MOST = 25;

/**
 * SIMPLE (Langerak et al. 2010): from a vote of all, raters whose Dice with the estimate lies below mean - 1 sd are dropped,
 * down to three, and the rest vote with their Dice as weights, until nothing changes.
 */
export function simple(votes: BinaryVotes, weights: readonly number[]): SimpleResult {
  const sizes = sizesOf(votes);
  let kept = weights.map((_, k) => k);
  let isInside = weightedVote(votes, weights, kept, (votes, all) => votes > all / 2 + weightSlack);
  for (let round = 1; round <= ROUNDS_AT_MOST; round++) {
    const scores = diceWith(votes, isInside, sizes);
    const ofKept = kept.map((k) => scores[k]);
    const limit = mean(ofKept) - DEVIATIONS * sampleSd(ofKept);
    const worstFirst = ofKept.filter((score) => score < limit).sort((a, b) => a - b);
    // Of raters who are equally bad, all go or none.
    const first = worstFirst[Math.max(0, kept.length - FEWEST)] ?? limit;
    const dropped = kept.filter((k) => scores[k] < Math.min(first, limit));
    const next = kept.filter((k) => !dropped.includes(k));
    const weighted = weights.map((weight, k) => weight * scores[k]);
    const estimate = weightedVote(votes, weighted, next, (votes, all) => votes > all / 2 + weightSlack);
    const isSettled = dropped.length === 0 && estimate.every((inside, at) => inside === isInside[at]);
    kept = next;
    isInside = estimate;
    if (isSettled) return resultOf(isInside, kept, weights.length, round);
  }
  return resultOf(isInside, kept, weights.length, ROUNDS_AT_MOST);
}

/**
 * SIMPLE as BraTS-Toolkit 0cd322f computes it: weights (Dice + 1)^2, a half of them is enough, and the end when fewer than 25
 * voxels change. Its rule to drop raters (weight at most 0.05 of the largest) can drop none.
 */
export function simpleOfBratsToolkit(votes: BinaryVotes): SimpleResult {
  const sizes = sizesOf(votes);
  const all = sizes.map((_, k) => k);
  const isEnough = (sum: number, whole: number) => sum >= whole / 2;
  const volume = (isInside: readonly boolean[]) =>
    votes.patterns.reduce((sum, { voxels }, at) => sum + (isInside[at] ? voxels : 0), 0);
  let isInside = weightedVote(
    votes,
    sizes.map(() => 1),
    all,
    isEnough,
  );
  for (let round = 1; round <= ROUNDS_AT_MOST; round++) {
    const weights = diceWith(votes, isInside, sizes).map((dice) => (dice + 1) ** 2);
    const before = volume(isInside);
    isInside = weightedVote(votes, weights, all, isEnough);
    if (Math.abs(before - volume(isInside)) < 25) return resultOf(isInside, all, sizes.length, round);
  }
  return resultOf(isInside, all, sizes.length, ROUNDS_AT_MOST);
}

function resultOf(
  isInside: readonly boolean[],
  kept: readonly number[],
  raters: number,
  rounds: number,
): SimpleResult {
  const dropped = Array.from({ length: raters }, (_, k) => k).filter((k) => !kept.includes(k));
  return { isInside, dropped, rounds };
}

function weightedVote(
  { patterns }: BinaryVotes,
  weights: readonly number[],
  kept: readonly number[],
  isEnough: (votes: number, all: number) => boolean,
): boolean[] {
  const all = kept.reduce((sum, k) => sum + weights[k], 0);
  return patterns.map(({ marks }, at) => {
    const votes = kept.reduce((sum, k) => sum + (marks[k] ? weights[k] : 0), 0);
    return at > 0 && isEnough(votes, all);
  });
}

/** Dice of each rater with an estimate; two empty ones count 1. */
function diceWith(
  { patterns }: BinaryVotes,
  isInside: readonly boolean[],
  sizes: readonly number[],
): number[] {
  const shared = new Array<number>(sizes.length).fill(0);
  let size = 0;
  patterns.forEach(({ marks, voxels }, at) => {
    if (!isInside[at]) return;
    size += voxels;
    marks.forEach((mark, k) => {
      if (mark) shared[k] += voxels;
    });
  });
  return sizes.map((own, k) => (own + size === 0 ? 1 : (2 * shared[k]) / (own + size)));
}
