import { minRanks } from "./min-ranks.ts";
import { PairwiseTests } from "./pairwise-tests.ts";
import type { OrientedScores } from "./ranking-task.ts";

/** Ways from per-case values to one ranking (Wiesenfarth et al. 2021). */
export const aggregationOrders = [
  "mean-then-rank",
  "median-then-rank",
  "rank-then-mean",
  "test-then-rank",
] as const;
export type AggregationOrder = (typeof aggregationOrders)[number];

/** One number per algorithm from a weighted set of cases, larger is better. `weights[case]`: how often it is in it. */
export type Aggregator = (weights: ArrayLike<number>) => number[];

/** Prepared once, so that a resample costs a pass over the cases. */
export function aggregatorOf(oriented: OrientedScores, order: AggregationOrder): Aggregator {
  const { scores, caseRanks } = oriented;
  if (order === "mean-then-rank") return (weights) => scores.map((row) => weightedMean(row, weights));
  if (order === "rank-then-mean") return (weights) => caseRanks.map((row) => -weightedMean(row, weights));
  if (order === "median-then-rank") {
    const ascending = scores.map(placesAscending);
    return (weights) => scores.map((row, at) => weightedMedian(row, ascending[at], weights));
  }
  const tests = new PairwiseTests(oriented);
  return (weights) => tests.wins(weights);
}

/** The aggregates as they are shown: mean and median in the metric's unit, mean rank, number of wins. */
export function shownAggregates(
  aggregates: readonly number[],
  order: AggregationOrder,
  { sign }: OrientedScores,
): number[] {
  if (order === "test-then-rank") return [...aggregates];
  return aggregates.map((value) => (order === "rank-then-mean" ? -1 : sign) * value + 0);
}

export interface OrderRanks {
  readonly order: AggregationOrder;
  /** Shown as by `shownAggregates`, in order of the algorithms. */
  readonly aggregates: readonly number[];
  /** Ties `min`. */
  readonly ranks: readonly number[];
}

/** The ranking of all cases. */
export function rankBy(oriented: OrientedScores, order: AggregationOrder): OrderRanks {
  const aggregates = aggregatorOf(oriented, order)(everyCaseOnce(oriented));
  return { order, aggregates: shownAggregates(aggregates, order, oriented), ranks: minRanks(aggregates) };
}

export function everyCaseOnce({ cases }: OrientedScores): Float64Array {
  return new Float64Array(cases.length).fill(1);
}

function weightedMean(values: Float64Array, weights: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    sum += weights[at] * values[at];
    count += weights[at];
  }
  return sum / count;
}

/** Mean of the one or two values in the middle. */
function weightedMedian(values: Float64Array, ascending: readonly number[], weights: ArrayLike<number>) {
  let count = 0;
  for (let at = 0; at < values.length; at++) count += weights[at];
  const nth = (wanted: number) => {
    let seen = 0;
    for (const place of ascending) if ((seen += weights[place]) > wanted) return values[place];
    return Number.NaN;
  };
  return (nth(Math.floor((count - 1) / 2)) + nth(Math.floor(count / 2))) / 2;
}

function placesAscending(values: Float64Array): number[] {
  return Array.from(values, (_, place) => place).sort((a, b) => values[a] - values[b]);
}
