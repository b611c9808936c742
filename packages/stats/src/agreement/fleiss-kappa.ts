import { type AdditiveStatistic, evaluateOn } from "./additive-statistic.ts";
import { type Coefficient, chanceCorrected, noCoefficient } from "./coefficient.ts";
import { disagreementBy, expectedDisagreement, pairDisagreement } from "./disagreement.ts";
import type { CountTable } from "./rating-table.ts";

/**
 * Fleiss' kappa (Fleiss 1971): P_x = (Σ_c W_xc² - n) / (n (n - 1)), P̄ its mean, p_c the share of ratings in
 * category c, P_e = Σ p_c², κ = (P̄ - P_e) / (1 - P_e). Every unit must have the same number n >= 2 of raters; where
 * it varies, use Krippendorff's alpha.
 */
export function fleissKappa(table: CountTable): Coefficient {
  return evaluateOn(fleissStatistic(table), table);
}

/** Sums: disagreement | units with 0, 1, ... raters | ratings in each category. */
export function fleissStatistic({
  categories,
  raters,
}: Pick<CountTable, "categories" | "raters">): AdditiveStatistic<Coefficient> {
  const identity = disagreementBy("identity", categories);
  const unitsAt = 1;
  const votesAt = unitsAt + raters + 1;
  return {
    sums(table) {
      const sums = new Float64Array(votesAt + categories.length);
      sums[0] = pairDisagreement(table, identity).sum;
      for (const row of table.rows) {
        sums[unitsAt + row.raters] += row.units;
        for (const vote of row.votes) sums[votesAt + vote.category] += vote.raters * row.units;
      }
      return sums;
    },
    value(sums) {
      const unitsBy = sums.subarray(unitsAt, votesAt);
      const occurring = [...unitsBy.keys()].filter((n) => n > 0 && unitsBy[n] > 0);
      if (occurring.length > 1) return noCoefficient("UNEQUAL_RATERS");
      const [n] = occurring;
      if (n === undefined) return noCoefficient("NO_PAIRS");
      if (n === 1) return noCoefficient("ONE_RATER");
      const units = unitsBy[n];
      const shares = sums.subarray(votesAt).map((votes) => votes / (units * n));
      return chanceCorrected(sums[0] / units, expectedDisagreement(shares, shares, identity), units);
    },
  };
}
