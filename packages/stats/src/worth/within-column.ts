import { kendallTauB, spearman } from "../inference/correlation.ts";
import { mean } from "../inference/descriptive.ts";
import type { WorthColumn } from "./worth-column.ts";

/** The common slope of several columns, each with its own level (docs/methods/worth.md). */
export interface WithinColumns {
  /** Downstream per unit of quality; null if quality does not vary within columns. */
  readonly slope: number | null;
  /** Takes the residuals as independent, which versions shared by columns are not. */
  readonly standardError: number | null;
  /** Correlation of what is left of both after their column means. */
  readonly withinR: number | null;
  /** Mean over the columns in which it is defined. */
  readonly meanTau: number | null;
  readonly meanSpearman: number | null;
  readonly columns: number;
  readonly points: number;
}

/**
 * b = Σ(x - x̄_c)(y - ȳ_c) / Σ(x - x̄_c)², with its standard error from points - columns - 1 degrees of freedom.
 */
export function withinColumns(columns: readonly WorthColumn[]): WithinColumns {
  const used = columns.filter(({ points }) => points.length > 1);
  let [xx, xy, yy, points] = [0, 0, 0, 0];
  for (const column of used) {
    const { x, y } = valuesOf(column);
    const [xMean, yMean] = [mean(x), mean(y)];
    x.forEach((value, at) => {
      xx += (value - xMean) ** 2;
      xy += (value - xMean) * (y[at] - yMean);
      yy += (y[at] - yMean) ** 2;
    });
    points += x.length;
  }
  const freedom = points - used.length - 1;
  const slope = xx > 0 ? xy / xx : null;
  const residual = slope === null ? Number.NaN : Math.max(0, yy - slope * xy);
  return {
    slope,
    standardError: slope === null || freedom < 1 ? null : Math.sqrt(residual / freedom / xx),
    withinR: xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null,
    meanTau: meanDefined(used.map((column) => ofValues(column, kendallTauB))),
    meanSpearman: meanDefined(used.map((column) => ofValues(column, spearman))),
    columns: used.length,
    points,
  };
}

/**
 * The version whose quality lies farthest out: the largest mean over columns of its share (x - x̄)² / Σ(x - x̄)² of
 * the column's spread of quality. Null if quality does not vary.
 */
export function mostExtremeVersion(
  columns: readonly WorthColumn[],
): { readonly version: string; readonly share: number } | null {
  const shares = new Map<string, number[]>();
  for (const { points } of columns) {
    const centre = mean(points.map(({ quality }) => quality));
    const spread = points.reduce((sum, { quality }) => sum + (quality - centre) ** 2, 0);
    if (!(spread > 0)) continue;
    for (const { version, quality } of points) {
      shares.set(version, [...(shares.get(version) ?? []), (quality - centre) ** 2 / spread]);
    }
  }
  const means = [...shares].map(([version, of]) => ({ version, share: mean(of) }));
  return means.reduce<(typeof means)[number] | null>(
    (most, one) => (most === null || one.share > most.share ? one : most),
    null,
  );
}

function valuesOf({ points }: WorthColumn) {
  return {
    x: points.map(({ quality }) => quality),
    y: points.map(({ downstream }) => downstream),
  };
}

function ofValues<T>(column: WorthColumn, of: (x: readonly number[], y: readonly number[]) => T): T {
  const { x, y } = valuesOf(column);
  return of(x, y);
}

function meanDefined(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length > 0 ? mean(defined) : null;
}
