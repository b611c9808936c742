import { type AdditiveStatistic, evaluateOn } from "./additive-statistic.ts";
import { type Coefficient, chanceCorrected, noCoefficient } from "./coefficient.ts";
import { disagreementBy, pairDisagreement, type WeightKind } from "./disagreement.ts";
import type { CountTable } from "./rating-table.ts";

/**
 * Gwet's AC1 (identity weights) and AC2 (Gwet 2008; 2014, "Handbook of Inter-Rater Reliability"): p_a the mean
 * weighted agreement of units with two ratings or more, π_c the mean over all rated units of W_xc / n_x,
 * p_e = Σ_ij w_ij / (q (q - 1)) · Σ_c π_c (1 - π_c), AC = (p_a - p_e) / (1 - p_e). Missing ratings allowed.
 *
 * Depends on the number q of categories, also of those that nobody chose; undefined for one.
 */
export function gwetAc(table: CountTable, weights: WeightKind = "identity"): Coefficient {
  return evaluateOn(gwetStatistic(table, weights), table);
}

/** Sums: disagreement | units with two ratings or more | rated units | Σ W_xc / n_x of each category. */
export function gwetStatistic(
  { categories }: Pick<CountTable, "categories">,
  weights: WeightKind = "identity",
): AdditiveStatistic<Coefficient> {
  const q = categories.length;
  const disagreement = disagreementBy(weights, categories);
  const sharesAt = 3;
  let totalWeight = q * q;
  for (let i = 0; i < q; i++) for (let j = 0; j < i; j++) totalWeight -= 2 * disagreement(i, j);
  return {
    sums(table) {
      const sums = new Float64Array(sharesAt + q);
      const observed = pairDisagreement(table, disagreement);
      sums[0] = observed.sum;
      sums[1] = observed.units;
      for (const { votes, raters, units } of table.rows) {
        if (raters > 0) sums[2] += units;
        for (const vote of votes) sums[sharesAt + vote.category] += (units * vote.raters) / raters;
      }
      return sums;
    },
    value(sums) {
      const [observed, units, rated] = sums;
      if (q < 2) return noCoefficient("ONE_CATEGORY");
      const uncertainty = sums
        .subarray(sharesAt)
        .reduce((sum, share) => sum + (share / rated) * (1 - share / rated), 0);
      const byChance = (totalWeight / (q * (q - 1))) * uncertainty;
      return chanceCorrected(observed / units, 1 - byChance, units);
    },
  };
}
