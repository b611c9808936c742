import { mean } from "../inference/descriptive.ts";
import { definedValues, type OrganMatrix } from "./organ-means.ts";
import type { AggregationOrder } from "./quality-options.ts";
import type { SamplingUnits } from "./sampling-units.ts";

/** Share of one organ's mean in the error of a mean over organs, or of a sum of such means. */
export interface InfluenceRow {
  /** Per sampling unit; 0 for one without a value. The sum of squares over units is the organ's share of the variance. */
  readonly byUnit: Float64Array;
  /** Units with a value: what the organ's spread is estimated from. */
  readonly units: number;
}

/** Standard error of a mean, and the degrees of freedom of its t distribution. */
export interface Spread {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * Influences of the sampling units (cases or patients) on a mean over organs, a row per organ; one row for means over
 * cases first. An organ's m units with a value are corrected by m / (m - 1), so that an organ of few cases has the
 * standard error of those few.
 *
 * @param matrix organs that enter the mean; @param perCase their means within each case.
 * @param weight of the mean in a sum of several.
 */
export function influenceRows(
  matrix: OrganMatrix,
  perCase: Float64Array,
  order: AggregationOrder,
  { count, unitOf }: SamplingUnits,
  weight = 1,
): InfluenceRow[] {
  const rows = order === "case" ? [perCase] : matrix;
  return rows.map((values) => {
    const defined = definedValues(values);
    const centre = defined.length === 0 ? 0 : mean(defined);
    const units = new Set<number>();
    const byUnit = new Float64Array(count);
    const share = weight / defined.length / rows.length;
    for (const [i, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      units.add(unitOf[i]);
      byUnit[unitOf[i]] += share * (value - centre);
    }
    const correction = units.size > 1 ? Math.sqrt(units.size / (units.size - 1)) : 1;
    return { byUnit: byUnit.map((value) => value * correction), units: units.size };
  });
}

/**
 * Standard error from the sums of the units' influences, so that organs and generators of one unit vary together. For
 * complete scores it is that of the case values, with n - 1 degrees of freedom. Otherwise rows are grouped by their
 * number of units m, each group g with its share V_g of the variance V, and the degrees of freedom are
 * V² / (Σ_g |V_g| / √(m_g - 1))²: Satterthwaite's, with errors of the groups that add up in full rather than in squares,
 * kept between the fewest and the most units less 1 [N].
 *
 * @returns null if the spread of a row is not known: fewer than two units with a value.
 */
export function spreadOf(rows: readonly InfluenceRow[]): Spread | null {
  if (rows.length === 0 || rows.some(({ units }) => units < 2)) return null;
  const total = new Float64Array(rows[0].byUnit.length);
  for (const { byUnit } of rows) for (const [u, value] of byUnit.entries()) total[u] += value;
  const shares = new Map<number, number>();
  for (const { byUnit, units } of rows) {
    shares.set(units, (shares.get(units) ?? 0) + product(byUnit, total));
  }
  const variance = product(total, total);
  const [fewest, most] = [Math.min(...shares.keys()), Math.max(...shares.keys())];
  let error = 0;
  for (const [units, share] of shares) error += Math.abs(share) / Math.sqrt(units - 1);
  const free = fewest === most || error === 0 ? fewest - 1 : (variance / error) ** 2;
  return {
    standardError: Math.sqrt(variance),
    degreesOfFreedom: Math.min(most - 1, Math.max(fewest - 1, free)),
  };
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}
