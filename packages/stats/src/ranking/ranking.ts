import { kendallTauB } from "../inference/correlation.ts";
import { type Interval, noInterval } from "../inference/interval-options.ts";
import { type AggregationOrder, aggregationOrders, everyCaseOnce, rankBy } from "./aggregation.ts";
import { compactLetters } from "./compact-letters.ts";
import { type PairwiseTest, PairwiseTests, rankingAlpha } from "./pairwise-tests.ts";
import {
  type RankStability,
  rankStability,
  type StabilityOptions,
  type TauDistribution,
} from "./rank-stability.ts";
import { type MissingPolicy, orientScores, type RankingTask } from "./ranking-task.ts";

export interface RankingOptions extends StabilityOptions {
  /** Default `mean-then-rank`. */
  readonly order?: AggregationOrder;
  /** Default `worst`. */
  readonly missing?: MissingPolicy;
}

export interface RankedAlgorithm {
  readonly algorithm: string;
  /** Ties share the smallest of their ranks. */
  readonly rank: number;
  /** Mean or median in the metric's unit, mean rank, or number of wins, by the aggregation order. */
  readonly aggregate: number;
  /** Cases with a complete value, of `expected`; the missing ones count by the policy. */
  readonly n: number;
  readonly expected: number;
  /** 95 % interval of the rank; null ends if there are fewer than five cases. */
  readonly rankInterval: Interval;
  readonly winnerShare: number | null;
  /** `rankShares[rank - 1]`; null as above. */
  readonly rankShares: readonly number[] | null;
  /** Number of algorithms that this one is significantly better than. */
  readonly wins: number;
  /** Algorithms that share a letter cannot be told apart by the tests. */
  readonly letters: string;
}

export interface OrderComparison {
  readonly order: AggregationOrder;
  readonly ranks: Readonly<Record<string, number>>;
  readonly first: readonly string[];
  /** Kendall's tau-b with the ranking of the chosen order; null if one of them is a single tie. */
  readonly tau: number | null;
}

export interface Ranking {
  readonly order: AggregationOrder;
  readonly missing: MissingPolicy;
  readonly cases: number;
  /** Best first; ties as in the task. */
  readonly algorithms: readonly RankedAlgorithm[];
  readonly stability: (Pick<RankStability, "replicates" | "seed"> & { readonly tau: TauDistribution }) | null;
  /** All ordered pairs; best first. */
  readonly tests: readonly PairwiseTest[];
  readonly alpha: number;
  /** The same cases under each aggregation order. */
  readonly orders: readonly OrderComparison[];
}

/**
 * Ranking of algorithms with its stability (docs/methods/ranking.md). It depends neither on the order of cases nor,
 * but for the order of ties, on that of algorithms.
 *
 * As challengeR 1.0.5 (Wiesenfarth et al. 2021), but for: its tests are never exact and, in test-then-rank, by
 * default not adjusted; identical series count as tests with p = 1 here and are no tests there; a missing value is
 * ranked behind all others of its case here, and right behind the largest rank there, which is smaller if that rank
 * is shared.
 */
export function ranking(task: RankingTask, options: RankingOptions = {}): Ranking {
  const { order = "mean-then-rank", missing = "worst" } = options;
  const oriented = orientScores(task, missing);
  const byOrder = aggregationOrders.map((one) => rankBy(oriented, one));
  const { ranks, aggregates } = byOrder.find((one) => one.order === order)!;
  const stability = rankStability(oriented, order, ranks, options);
  const tests = new PairwiseTests(oriented).tests(everyCaseOnce(oriented));
  const places = ranks.map((_, at) => at).sort((a, b) => ranks[a] - ranks[b] || a - b);
  const names = places.map((at) => task.algorithms[at]);
  const letters = lettersOf(names, tests);
  const cases = task.cases.length;
  return {
    order,
    missing,
    cases,
    algorithms: places.map((at, place) => ({
      algorithm: task.algorithms[at],
      rank: ranks[at],
      aggregate: aggregates[at],
      n: cases - oriented.missing[at],
      expected: cases,
      rankInterval: stability?.rankIntervals[at] ?? noInterval,
      winnerShare: stability?.winnerShare[at] ?? null,
      rankShares: stability?.rankShares[at] ?? null,
      wins: tests.filter(({ better, significant }) => significant && better === task.algorithms[at]).length,
      letters: letters[place],
    })),
    stability: stability && { replicates: stability.replicates, seed: stability.seed, tau: stability.tau },
    tests: [...tests].sort(
      (a, b) =>
        names.indexOf(a.better) - names.indexOf(b.better) || names.indexOf(a.worse) - names.indexOf(b.worse),
    ),
    alpha: rankingAlpha,
    orders: byOrder.map((one) => ({
      order: one.order,
      ranks: Object.fromEntries(task.algorithms.map((name, at) => [name, one.ranks[at]])),
      first: task.algorithms.filter((_, at) => one.ranks[at] === 1),
      tau: kendallTauB(one.ranks, ranks),
    })),
  };
}

/** Two algorithms are told apart if either is significantly better than the other. */
function lettersOf(names: readonly string[], tests: readonly PairwiseTest[]): string[] {
  const apart = new Set(
    tests.flatMap(({ better, worse, significant }) =>
      significant ? [JSON.stringify([better, worse]), JSON.stringify([worse, better])] : [],
    ),
  );
  return compactLetters(names.length, (i, j) => apart.has(JSON.stringify([names[i], names[j]])));
}

/** Ranks of one task by one order, by name. */
export function ranksOf(
  task: RankingTask,
  { order = "mean-then-rank", missing = "worst" }: RankingOptions = {},
): Record<string, number> {
  const { ranks } = rankBy(orientScores(task, missing), order);
  return Object.fromEntries(task.algorithms.map((name, at) => [name, ranks[at]]));
}
