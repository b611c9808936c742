import { cube } from "@pgt/metrics";
import { averageRanks } from "../inference/correlation.ts";

/** Agreement of several judges on the ranks of the same items. */
export interface KendallW {
  /** 0: no agreement, 1: the same ranking by all; corrected for ties. Null if every judge ties all items. */
  readonly w: number | null;
  /** Friedman's statistic m (n - 1) W, for n - 1 degrees of freedom. */
  readonly chiSquare: number | null;
  readonly judges: number;
  readonly items: number;
}

/**
 * Kendall's coefficient of concordance W (Kendall & Babington Smith 1939). `scores[judge][item]`: finite numbers, ranked
 * within each judge with ties averaged.
 */
export function kendallW(scores: readonly (readonly number[])[]): KendallW {
  const judges = scores.length;
  const items = scores[0]?.length ?? 0;
  const ranks = scores.map(averageRanks);
  const centre = (judges * (items + 1)) / 2;
  let squares = 0;
  for (let item = 0; item < items; item++) {
    squares += (ranks.reduce((sum, row) => sum + row[item], 0) - centre) ** 2;
  }
  const ties = ranks.reduce((sum, row) => sum + tieTerm(row), 0);
  const possible = judges ** 2 * (items ** 3 - items) - judges * ties;
  const w = judges > 0 && possible > 0 ? (12 * squares) / possible : null;
  return { w, chiSquare: w === null ? null : judges * (items - 1) * w, judges, items };
}

/** Sum of t^3 - t over runs of t tied ranks. */
function tieTerm(ranks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  return [...counts.values()].reduce((sum, tied) => sum + cube(tied) - tied, 0);
}
