import { averageRanks, kendallTauB, pearson, spearman } from "../inference/correlation.ts";
import { mean } from "../inference/descriptive.ts";
import { type PermutationP, permutationP } from "./permutation-p.ts";
import type { WorthColumn } from "./worth-column.ts";

export interface CorrelationWithP {
  /** Null: fewer than two versions, or all with the same value. */
  readonly value: number | null;
  readonly p: number | null;
}

/** Correlation of quality and downstream score over the versions of one column. */
export interface ColumnCorrelation {
  readonly n: number;
  readonly pearson: CorrelationWithP;
  readonly spearman: CorrelationWithP;
  readonly kendall: CorrelationWithP;
  /** p from all n! orders; else from random ones. */
  readonly exact: boolean;
}

/** Pearson, Spearman and Kendall's tau-b with two-sided permutation p (docs/methods/worth.md). */
export function columnCorrelation(column: WorthColumn, seed?: number): ColumnCorrelation {
  return correlationOf(
    column.points.map(({ quality }) => quality),
    column.points.map(({ downstream }) => downstream),
    seed,
  );
}

/** Correlates two lists of equal length, as `columnCorrelation`. */
export function correlationOf(x: readonly number[], y: readonly number[], seed?: number): ColumnCorrelation {
  const product = (a: readonly number[], b: readonly number[]) => {
    const [aMean, bMean] = [mean(a), mean(b)];
    const [as, bs] = [a.map((value) => value - aMean), b.map((value) => value - bMean)];
    return (order: ArrayLike<number>) => as.reduce((sum, value, at) => sum + value * bs[order[at]], 0);
  };
  const found = [
    [pearson(x, y), product(x, y)],
    [spearman(x, y), product(averageRanks(x), averageRanks(y))],
    [kendallTauB(x, y), concordantLessDiscordant(x, y)],
  ] as const;
  let exact = true;
  const [forPearson, forSpearman, forKendall] = found.map(([value, statistic]): CorrelationWithP => {
    if (value === null) return { value, p: null };
    const tested: PermutationP = permutationP(x.length, statistic, seed);
    exact &&= tested.exact;
    return { value, p: tested.p };
  });
  return { n: x.length, pearson: forPearson, spearman: forSpearman, kendall: forKendall, exact };
}

function concordantLessDiscordant(x: readonly number[], y: readonly number[]) {
  return (order: ArrayLike<number>) => {
    let difference = 0;
    for (let i = 1; i < x.length; i++) {
      for (let j = 0; j < i; j++) {
        difference += Math.sign(x[i] - x[j]) * Math.sign(y[order[i]] - y[order[j]]);
      }
    }
    return difference;
  };
}
