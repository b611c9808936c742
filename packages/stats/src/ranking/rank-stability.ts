import { defaultSeed } from "@pgt/metrics";
import { drawnWeights, minimumCasesForBootstrap } from "../agreement/case-bootstrap.ts";
import { kendallTauB } from "../inference/correlation.ts";
import { mean, sortedQuantile } from "../inference/descriptive.ts";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import { type AggregationOrder, aggregatorOf } from "./aggregation.ts";
import { minRanks } from "./min-ranks.ts";
import type { OrientedScores } from "./ranking-task.ts";

export interface StabilityOptions {
  /** Resamples of the cases, default 1000. */
  readonly replicates?: number;
  readonly seed?: number;
}

export const defaultRankReplicates = 1000;

/** Change of a ranking when the cases are drawn anew, with replacement. */
export interface RankStability {
  readonly replicates: number;
  readonly seed: number;
  /** Kendall's tau-b between the ranking of a resample and that of all cases. */
  readonly tau: TauDistribution;
  /** `rankShares[algorithm][rank - 1]`: share of resamples with that rank; what a blob plot shows. */
  readonly rankShares: readonly (readonly number[])[];
  /** Share of resamples with rank 1; several algorithms can share it. */
  readonly winnerShare: readonly number[];
  /** Ranks at 2.5 and 97.5 % of the resamples (type-7 quantiles). */
  readonly rankIntervals: readonly Interval[];
}

export interface TauDistribution {
  /** Resamples with a tau; it is not defined if all algorithms share one rank. */
  readonly n: number;
  readonly mean: number | null;
  /** Quantiles at 2.5, 25, 50, 75 and 97.5 %. */
  readonly quantiles: readonly number[] | null;
  /** Share of resamples with exactly the ranking of all cases. */
  readonly sameRanking: number;
}

export const tauProbabilities: readonly number[] = [0.025, 0.25, 0.5, 0.75, 0.975];

/** Null for fewer than five cases: most resamples would repeat one of them. */
export function rankStability(
  oriented: OrientedScores,
  order: AggregationOrder,
  ranks: readonly number[],
  { replicates = defaultRankReplicates, seed = defaultSeed }: StabilityOptions = {},
): RankStability | null {
  const cases = oriented.cases.length;
  if (cases < minimumCasesForBootstrap) return null;
  const aggregate = aggregatorOf(oriented, order);
  const resampled = Array.from({ length: replicates }, (_, replicate) =>
    minRanks(aggregate(drawnWeights(cases, seed, replicate))),
  );
  const algorithms = oriented.algorithms.map((_, at) => at);
  const ofAlgorithm = algorithms.map((at) => Float64Array.from(resampled, (one) => one[at]).sort());
  const rankShares = ofAlgorithm.map((own) => algorithms.map((at) => shareEqual(own, at + 1)));
  const tail = (1 - defaultLevel) / 2;
  return {
    replicates,
    seed,
    tau: tauDistribution(resampled, ranks),
    rankShares,
    winnerShare: rankShares.map(([first]) => first),
    rankIntervals: ofAlgorithm.map((own) => ({
      low: sortedQuantile(own, tail),
      high: sortedQuantile(own, 1 - tail),
    })),
  };
}

function tauDistribution(
  resampled: readonly (readonly number[])[],
  ranks: readonly number[],
): TauDistribution {
  const taus = resampled.flatMap((one) => kendallTauB(one, ranks) ?? []).sort((a, b) => a - b);
  const same = resampled.filter((one) => one.every((rank, at) => rank === ranks[at])).length;
  return {
    n: taus.length,
    mean: taus.length === 0 ? null : mean(taus),
    quantiles: taus.length === 0 ? null : tauProbabilities.map((share) => sortedQuantile(taus, share)),
    sameRanking: same / resampled.length,
  };
}

function shareEqual(values: Float64Array, wanted: number): number {
  return values.reduce((count, value) => count + (value === wanted ? 1 : 0), 0) / values.length;
}
