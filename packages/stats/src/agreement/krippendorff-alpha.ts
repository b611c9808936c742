import { UsageError } from "@pgt/metrics";
import { type AdditiveStatistic, evaluateOn } from "./additive-statistic.ts";
import { type Coefficient, chanceCorrected } from "./coefficient.ts";
import { type Disagreement, expectedDisagreement, rowDisagreement } from "./disagreement.ts";
import type { CountRow, CountTable } from "./rating-table.ts";

/** Scale of the categories: names, ranks, differences that mean something, or ratios that do. */
export type Scale = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"), missing ratings allowed:
 * coincidences o_cc' = Σ_x (W_xc W_xc' - δ_cc' W_xc) / (n_x - 1) over units with n_x >= 2, n_c = Σ_c' o_cc', n = Σ n_c,
 * α = 1 - (n - 1) Σ o_cc' d²_cc' / Σ n_c n_c' d²_cc'. Time: pairs of votes in each row, and pairs of categories.
 *
 * @throws UsageError for a negative category on the ratio scale.
 */
export function krippendorffAlpha(table: CountTable, scale: Scale = "nominal"): Coefficient {
  const totals = new Float64Array(table.categories.length);
  for (const row of table.rows) addTotals(row, totals);
  return evaluateOn(alphaStatistic(table, squaredDistance(scale, table.categories, totals)), table);
}

/** Nominal alpha; on other scales distances may depend on all ratings. */
export function nominalAlphaStatistic(table: Pick<CountTable, "categories">): AdditiveStatistic<Coefficient> {
  return alphaStatistic(table, (i, j) => (i === j ? 0 : 1));
}

/** Sums: Σ o_cc' d² | units with two ratings or more | n_c of each category. */
function alphaStatistic(
  { categories }: Pick<CountTable, "categories">,
  distance: Disagreement,
): AdditiveStatistic<Coefficient> {
  const totalsAt = 2;
  return {
    sums(table) {
      const sums = new Float64Array(totalsAt + categories.length);
      for (const row of table.rows) {
        addTotals(row, sums.subarray(totalsAt));
        if (row.raters < 2) continue;
        sums[0] += (row.units * rowDisagreement(row.votes, distance)) / (row.raters - 1);
        sums[1] += row.units;
      }
      return sums;
    },
    value(sums) {
      const totals = sums.subarray(totalsAt);
      const n = totals.reduce((sum, total) => sum + total, 0);
      const expected = expectedDisagreement(totals, totals, (i, j) =>
        totals[i] * totals[j] > 0 ? distance(i, j) : 0,
      );
      return chanceCorrected(sums[0] / n, expected / (n * (n - 1)), sums[1]);
    },
  };
}

/** n_c: ratings of units that have at least two. */
function addTotals({ votes, raters, units }: CountRow, totals: Float64Array): void {
  if (raters < 2) return;
  for (const vote of votes) totals[vote.category] += vote.raters * units;
}

/** d²: nominal 1; ordinal by the ratings between two ranks; interval (c - c')²; ratio ((c - c') / (c + c'))². */
function squaredDistance(scale: Scale, categories: readonly number[], totals: Float64Array): Disagreement {
  if (scale === "nominal") return (i, j) => (i === j ? 0 : 1);
  if (scale === "interval") return (i, j) => (categories[i] - categories[j]) ** 2;
  if (scale === "ratio") {
    const negative = categories.find((category) => category < 0);
    if (negative !== undefined) {
      throw new UsageError(
        "E_RATINGS",
        `categories: a ratio scale has no values below 0, ${negative} found; use the interval scale`,
      );
    }
    return (i, j) => (i === j ? 0 : ((categories[i] - categories[j]) / (categories[i] + categories[j])) ** 2);
  }
  // below[i]: ratings in categories before i.
  const below = new Float64Array(totals.length + 1);
  totals.forEach((total, i) => {
    below[i + 1] = below[i] + total;
  });
  return (i, j) => {
    const [low, high] = i < j ? [i, j] : [j, i];
    return (below[high + 1] - below[low] - (totals[low] + totals[high]) / 2) ** 2;
  };
}
