import type { Defined } from "./coefficient.ts";
import type { CountTable } from "./rating-table.ts";

/**
 * A statistic of a table that depends on it only by sums over units. The sums of several tables, with the same
 * categories and as many raters at most, are the sums of the tables joined: resampling cases adds short lists.
 */
export interface AdditiveStatistic<R extends Defined = Defined> {
  readonly sums: (table: CountTable) => Float64Array;
  readonly value: (sums: Float64Array) => R;
}

export function evaluateOn<R extends Defined>({ sums, value }: AdditiveStatistic<R>, table: CountTable): R {
  return value(sums(table));
}

/** Σ weights[i] · lists[i]. */
export function weightedSum(lists: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  const total = new Float64Array(lists[0]?.length ?? 0);
  lists.forEach((list, i) => {
    const weight = weights[i];
    if (weight !== 0) for (let k = 0; k < total.length; k++) total[k] += weight * list[k];
  });
  return total;
}
