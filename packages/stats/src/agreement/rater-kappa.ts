import { UsageError } from "@pgt/metrics";
import { type Coefficient, chanceCorrected, noCoefficient } from "./coefficient.ts";
import {
  type Disagreement,
  disagreementBy,
  expectedDisagreement,
  pairDisagreement,
  type WeightKind,
} from "./disagreement.ts";
import { countVotes, type RatingTable } from "./rating-table.ts";

/**
 * Cohen's kappa of two raters (Cohen 1960; weighted, Cohen 1968) on the units that both rated:
 * κ = (p_o - p_e) / (1 - p_e), p_e = Σ_c p_1c p_2c.
 *
 * @param raters Positions of the two raters in the patterns.
 * @throws UsageError for a position that is none.
 */
export function cohenKappa(
  table: RatingTable,
  raters: readonly [number, number] = [0, 1],
  weights: WeightKind = "identity",
): Coefficient {
  const length = raterCount(table);
  if (length > 0 && raters.some((rater) => !(Number.isInteger(rater) && rater >= 0 && rater < length))) {
    throw new UsageError(
      "E_RATINGS",
      `raters: positions from 0 to ${length - 1} were expected, ${raters.join(" and ")} found`,
    );
  }
  const patterns = table.patterns.flatMap(({ ratings, units }) => {
    const both = raters.map((rater) => ratings[rater]);
    return both.includes(null) ? [] : [{ ratings: both, units }];
  });
  return congerKappa({ categories: table.categories, patterns }, weights);
}

/**
 * Conger's kappa (Conger 1980), Cohen's for any number of raters: p_a as in Fleiss' kappa, p_e the mean over pairs of
 * raters of Σ_c p_kc p_lc, with p_kc the share of rater k's own ratings (Gwet 2014 for missing ratings). Raters without
 * any rating are left out. For two raters, Cohen's kappa.
 */
export function congerKappa(table: RatingTable, weights: WeightKind = "identity"): Coefficient {
  const disagreement = disagreementBy(weights, table.categories);
  const shares = sharesByRater(table);
  if (raterCount(table) === 1) return noCoefficient("ONE_RATER");
  const observed = pairDisagreement(countVotes(table), disagreement);
  return chanceCorrected(observed.sum / observed.units, meanOverPairs(shares, disagreement), observed.units);
}

function raterCount({ patterns }: RatingTable): number {
  return patterns[0]?.ratings.length ?? 0;
}

/** Share of each category among the ratings of each rater that has any. */
function sharesByRater(table: RatingTable): Float64Array[] {
  const position = new Map(table.categories.map((category, index) => [category, index]));
  const counts = Array.from({ length: raterCount(table) }, () => new Float64Array(table.categories.length));
  for (const { ratings, units } of table.patterns) {
    ratings.forEach((rating, rater) => {
      if (rating !== null) counts[rater][position.get(rating)!] += units;
    });
  }
  return counts.flatMap((votes) => {
    const total = votes.reduce((sum, n) => sum + n, 0);
    return total > 0 ? [votes.map((n) => n / total)] : [];
  });
}

function meanOverPairs(shares: readonly Float64Array[], disagreement: Disagreement): number {
  let sum = 0;
  let pairs = 0;
  shares.forEach((p, k) => {
    for (const q of shares.slice(k + 1)) {
      sum += expectedDisagreement(p, q, disagreement);
      pairs++;
    }
  });
  return sum / pairs;
}
