import type { VotePattern } from "@pgt/metrics";
import { binaryEntropy, mostSay, shareOf, type VoterColumns } from "./label-votes.ts";
import { marksOf, PairCounts, pairsBetween, pairsWithin } from "./pair-counts.ts";
import type { QueueMode } from "./queue-modes.ts";
import { softMin } from "./soft-min.ts";

/** Weights of the terms of a score (docs/methods/queue.md). */
export interface TermWeights {
  /** Of disagreement between raters, or between models, in the whole case. */
  readonly agreement: number;
  /** Of disagreement between the models' majority and the raters', in the whole case. */
  readonly models: number;
  /** Of the soft minimum of the models' support for the annotation, in the region. */
  readonly quality: number;
  /** Of the entropy or mutual information, in the region. */
  readonly entropy: number;
}

export const defaultTermWeights: TermWeights = { agreement: 1, models: 1, quality: 1, entropy: 1 };

/** What probability maps say of a region. */
export interface RegionProbabilities {
  /** Mean probability of the structure over models: values and how many voxels have each. */
  readonly values: readonly number[];
  readonly voxels: readonly number[];
  /** Mean over the region of the mutual information of answer and model, in bits. */
  readonly information: number;
}

/** The votes on one structure of a case, whole. */
export class StructureVotes {
  readonly counts: PairCounts;
  /** Mean Dice of the pairs of raters; null with fewer than two. */
  readonly raterDice: number | null;
  readonly modelDice: number | null;
  /** Dice of the models' majority and the raters'; null without either. */
  readonly consensusDice: number | null;

  constructor(
    patterns: readonly VotePattern[],
    readonly columns: VoterColumns,
    readonly label: number,
  ) {
    const { raters, models } = columns;
    const voters = patterns[0].ratings.length;
    this.counts = new PairCounts(voters);
    const majorities = new PairCounts(2);
    for (const pattern of patterns) {
      this.counts.add(marksOf(pattern, label), pattern.voxels);
      const marks = [raters, models].map((own) => mostSay(shareOf(pattern.ratings, own, label)) === true);
      majorities.add(marks, pattern.voxels);
    }
    this.raterDice = raters.length > 1 ? this.counts.meanDice(pairsWithin(raters)) : null;
    this.modelDice = models.length > 1 ? this.counts.meanDice(pairsWithin(models)) : null;
    this.consensusDice = raters.length > 0 && models.length > 0 ? majorities.meanDice([[0, 1]]) : null;
  }
}

export interface RegionScore {
  /** Weighted sum of the terms of the mode, before it is standardised. */
  readonly raw: number;
  /** Expected rise of the mean Dice of the case if the region is settled (docs/methods/queue.md). */
  readonly caseGain: number;
}

/** Scores a region of a structure by the patterns of votes in it. */
export function scoreRegion(
  mode: QueueMode,
  structure: StructureVotes,
  region: readonly VotePattern[],
  weights: TermWeights,
  probabilities: RegionProbabilities | null,
): RegionScore {
  const { columns, label } = structure;
  const { raters, models } = columns;
  const voxels = region.reduce((sum, one) => sum + one.voxels, 0);
  const meanOf = (value: (one: VotePattern) => number) =>
    region.reduce((sum, one) => sum + value(one) * one.voxels, 0) / voxels;
  const entropyOf = (own: readonly number[]) =>
    meanOf(({ ratings }) => binaryEntropy(shareOf(ratings, own, label)));
  if (mode === "consensus-uncertain") {
    return {
      raw: weights.agreement * (1 - structure.raterDice!) + weights.entropy * entropyOf(raters),
      caseGain: settledGain(structure, region, raters, raters),
    };
  }
  if (mode === "informative") {
    const information = probabilities?.information ?? entropyOf(models);
    return {
      raw: weights.agreement * (1 - structure.modelDice!) + weights.entropy * information,
      caseGain: settledGain(structure, region, models, models),
    };
  }
  const quality = supportOf(structure, region, probabilities);
  const against = 1 - quality.mean;
  return {
    raw: weights.models * (1 - structure.consensusDice!) + weights.quality * (1 - quality.softMin),
    caseGain: against * settledGain(structure, region, models, raters),
  };
}

/** Models' support for the raters' answer in a region. */
function supportOf(
  { columns: { raters, models }, label }: StructureVotes,
  region: readonly VotePattern[],
  probabilities: RegionProbabilities | null,
): { readonly softMin: number; readonly mean: number } {
  const votes = region.map(({ ratings }) => ({
    isMarked: mostSay(shareOf(ratings, raters, label)) === true,
    share: shareOf(ratings, models, label),
  }));
  // A region may hold voxels that raters mark and others that they leave out; maps do not tell which are which.
  const isMarked = votes.every((one) => one.isMarked);
  const isLeftOut = votes.every((one) => !one.isMarked);
  const mapped = probabilities && (isMarked || isLeftOut) ? probabilities : null;
  const values = mapped
    ? mapped.values.map((value) => (isMarked ? value : 1 - value))
    : votes.map((one) => (one.isMarked ? one.share : 1 - one.share));
  const voxels = mapped?.voxels ?? region.map((one) => one.voxels);
  const all = voxels.reduce((sum, count) => sum + count, 0);
  const mean = values.reduce((sum, value, k) => sum + value * voxels[k], 0) / all;
  return { softMin: softMin(values, voxels), mean };
}

/**
 * Rise of a mean Dice if some voters take over, in a region, what most of those asked say: of the pairs of voters that do
 * so, or of each of them with each of those asked. Voxels on which these are split in halves are settled both ways, and
 * the mean of the two is taken.
 */
function settledGain(
  { counts, label }: StructureVotes,
  region: readonly VotePattern[],
  asked: readonly number[],
  changed: readonly number[],
): number {
  const pairs = asked === changed ? pairsWithin(changed) : pairsBetween(changed, asked);
  const before = counts.meanDice(pairs);
  const after = [true, false].map((tie) => {
    const settled = counts.copy();
    for (const pattern of region) {
      const marks = marksOf(pattern, label);
      const isMarked = mostSay(shareOf(pattern.ratings, asked, label)) ?? tie;
      settled.add(marks, -pattern.voxels);
      settled.add(
        marks.map((mark, k) => (changed.includes(k) ? isMarked : mark)),
        pattern.voxels,
      );
    }
    return settled.meanDice(pairs);
  });
  return (after[0] + after[1]) / 2 - before;
}
