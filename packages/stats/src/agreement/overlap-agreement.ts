import { type AdditiveStatistic, evaluateOn } from "./additive-statistic.ts";
import { type Defined, defined, notDefined, ratio } from "./coefficient.ts";
import { pairDisagreement } from "./disagreement.ts";
import type { CountTable, RatingTable } from "./rating-table.ts";

/**
 * Generalised conformity index (Kouwenhoven et al. 2009): Σ_{k<l} |A_k ∩ A_l| / Σ_{k<l} |A_k ∪ A_l|, A_k the units that
 * rater k put into `category`. Does not depend on the number of raters, nor on how much background is counted.
 */
export function conformityIndex(table: CountTable, category: number): Defined {
  return evaluateOn(conformityStatistic(table, category), table);
}

/** Sums: Σ|A_k ∩ A_l| | Σ|A_k ∪ A_l|. */
export function conformityStatistic(
  { categories }: Pick<CountTable, "categories">,
  category: number,
): AdditiveStatistic {
  return shareOfVotes(categories.indexOf(category), (inside, raters) => [
    pairs(inside),
    pairs(raters) - pairs(raters - inside),
  ]);
}

/**
 * Specific agreement of a category (Cicchetti & Feinstein 1990; positive agreement for "inside"): given that a rater
 * chose it, the chance that another did, Σ_x W (W - 1) / Σ_x W (n_x - 1). It is the Dice coefficient of all pairs of
 * raters pooled, 2 Σ|A_k ∩ A_l| / Σ(|A_k| + |A_l|).
 */
export function specificAgreement(table: CountTable, category: number): Defined {
  return evaluateOn(specificStatistic(table, category), table);
}

/** Sums: Σ W (W - 1) | Σ W (n_x - 1). */
export function specificStatistic(
  { categories }: Pick<CountTable, "categories">,
  category: number,
): AdditiveStatistic {
  return shareOfVotes(categories.indexOf(category), (inside, raters) => [
    inside * (inside - 1),
    inside * (raters - 1),
  ]);
}

/** Share of pairs of ratings that agree, averaged over units with at least two. */
export function percentAgreement(table: CountTable): Defined {
  return evaluateOn(percentStatistic, table);
}

/** Sums: disagreement | units with two ratings or more. */
export const percentStatistic: AdditiveStatistic = {
  sums(table) {
    const { sum, units } = pairDisagreement(table, (i, j) => (i === j ? 0 : 1));
    return Float64Array.of(sum, units);
  },
  value: ([sum, units]) => (units > 0 ? defined(1 - sum / units) : notDefined("NO_PAIRS")),
};

/** Dice and Jaccard of one pair of raters on the units that both rated. */
export interface PairOverlap {
  readonly raters: readonly [number, number];
  readonly dice: Defined;
  readonly jaccard: Defined;
}

/** Overlap of `category` for every pair of raters, given by position. */
export function pairOverlaps({ patterns }: RatingTable, category: number): PairOverlap[] {
  const raters = patterns[0]?.ratings.length ?? 0;
  const overlaps: PairOverlap[] = [];
  for (let k = 0; k < raters; k++) {
    for (let l = k + 1; l < raters; l++) {
      let shared = 0;
      let sizes = 0;
      for (const { ratings, units } of patterns) {
        if (ratings[k] === null || ratings[l] === null) continue;
        const [inK, inL] = [ratings[k] === category, ratings[l] === category];
        if (inK && inL) shared += units;
        sizes += (Number(inK) + Number(inL)) * units;
      }
      overlaps.push({
        raters: [k, l],
        dice: ratio(2 * shared, sizes, "EMPTY"),
        jaccard: ratio(shared, sizes - shared, "EMPTY"),
      });
    }
  }
  return overlaps;
}

/** A ratio of sums over the units with two ratings or more that somebody put into the category. */
function shareOfVotes(
  position: number,
  terms: (inside: number, raters: number) => readonly [numerator: number, denominator: number],
): AdditiveStatistic {
  return {
    sums({ rows }) {
      const sums = new Float64Array(2);
      for (const { votes, raters, units } of rows) {
        const vote = votes.find(({ category }) => category === position);
        if (!vote || raters < 2) continue;
        const [numerator, denominator] = terms(vote.raters, raters);
        sums[0] += units * numerator;
        sums[1] += units * denominator;
      }
      return sums;
    },
    value: ([numerator, denominator]) => ratio(numerator, denominator, "EMPTY"),
  };
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}
