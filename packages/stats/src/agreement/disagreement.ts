import type { CountTable, Votes } from "./rating-table.ts";

/** Distance of two categories, given by position: 0 for the same, and the same both ways. */
export type Disagreement = (i: number, j: number) => number;

/**
 * - `identity`: 1 for any two different ones;
 * - `linear`, `quadratic`: by the difference of values, as a share of the largest;
 * - `ordinal` (Gwet 2014): pairs of ranks from one to the other, m (m + 1) / 2 with m steps, as a share of the largest.
 */
export type WeightKind = "identity" | "linear" | "quadratic" | "ordinal";

/** 1 - weight, from 0 to 1. */
export function disagreementBy(kind: WeightKind, categories: readonly number[]): Disagreement {
  const last = categories.length - 1;
  const range = categories[last] - categories[0];
  const share = (i: number, j: number) => (i === j ? 0 : Math.abs(categories[i] - categories[j]) / range);
  switch (kind) {
    case "identity":
      return (i, j) => (i === j ? 0 : 1);
    case "linear":
      return share;
    case "quadratic":
      return (i, j) => share(i, j) ** 2;
    case "ordinal":
      return (i, j) => (Math.abs(i - j) * (Math.abs(i - j) + 1)) / (last * (last + 1) || 1);
  }
}

/** Σ_{c≠c'} W_c W_c' v_cc' of one unit: twice the disagreement of all pairs of its raters. */
export function rowDisagreement(votes: readonly Votes[], disagreement: Disagreement): number {
  let sum = 0;
  for (let k = 0; k < votes.length; k++) {
    for (let l = 0; l < k; l++) {
      const [a, b] = [votes[k], votes[l]];
      sum += 2 * a.raters * b.raters * disagreement(a.category, b.category);
    }
  }
  return sum;
}

/**
 * Sum over units with at least two ratings of the mean disagreement between two of their raters,
 * Σ_x Σ_{c≠c'} W_xc W_xc' v_cc' / (n_x (n_x - 1)), and how many units these are.
 */
export function pairDisagreement(
  { rows }: CountTable,
  disagreement: Disagreement,
): { readonly sum: number; readonly units: number } {
  let sum = 0;
  let units = 0;
  for (const row of rows) {
    if (row.raters < 2) continue;
    units += row.units;
    sum += (row.units * rowDisagreement(row.votes, disagreement)) / (row.raters * (row.raters - 1));
  }
  return { sum, units };
}

/** Σ_{i≠j} p_i q_j v_ij. */
export function expectedDisagreement(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  disagreement: Disagreement,
): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < i; j++) sum += (p[i] * q[j] + p[j] * q[i]) * disagreement(i, j);
  }
  return sum;
}
