import type { QualityReport } from "@pgt/core";
import { parseMetric } from "@pgt/metrics";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";

type QualityCell = QualityReport["cells"][number];

/** The table of the paper: a row per generator, a column per dataset and metric. */
export interface QualityGrid {
  readonly generators: readonly string[];
  readonly datasets: readonly string[];
  readonly columns: readonly QualityColumn[];
}

export interface QualityColumn {
  readonly dataset: string;
  readonly metric: string;
  /** Title with the unit, or `x100` where values are displayed so. */
  readonly title: string;
  readonly scale: MetricScale;
  /** Cells in the order of `generators`; undefined where the dataset does not have the generator. */
  readonly cells: readonly (QualityCell | undefined)[];
}

/** Display of a metric's values. */
export interface MetricScale {
  readonly factor: 1 | 100;
  readonly decimals: number;
  /** `x100`, a unit, or nothing. */
  readonly unit: string;
}

export function scaleOf(metric: string): MetricScale {
  const { range, unit } = parseMetric(metric).definition;
  const isFraction = unit === "" && range[0] >= -1 && range[1] === 1;
  if (isFraction) return { factor: 100, decimals: 1, unit: "x100" };
  return { factor: 1, decimals: decimalsOf(unit), unit };
}

export function shown(
  value: number | null,
  { factor, decimals }: MetricScale,
  undefinedSign: string,
  more = 0,
): string {
  return formatNumber(value === null ? null : value * factor, decimals + more, undefinedSign);
}

/** Columns by dataset, in each by metric. */
export function qualityGrid({ cells, datasets }: QualityReport): QualityGrid {
  const generators = [...new Set(cells.map(({ generator }) => generator))];
  const metrics = [...new Set(cells.map(({ metric }) => metric))];
  const columns = datasets.flatMap(({ dataset }) =>
    metrics.map((metric): QualityColumn => {
      const scale = scaleOf(metric);
      const own = cells.filter((cell) => cell.dataset === dataset && cell.metric === metric);
      return {
        dataset,
        metric,
        title: scale.unit === "" ? metric : `${metric} (${scale.unit})`,
        scale,
        cells: generators.map((id) => own.find(({ generator }) => generator === id)),
      };
    }),
  );
  return { generators, datasets: datasets.map(({ dataset }) => dataset), columns };
}

/** `82.8 ± 15.3`; without a standard deviation the mean alone. */
export function meanAndSpread(
  mean: number | null,
  sd: number | null,
  scale: MetricScale,
  { undefinedSign, plusMinus }: { readonly undefinedSign: string; readonly plusMinus: string },
): string {
  const text = shown(mean, scale, undefinedSign);
  return mean === null || sd === null ? text : `${text} ${plusMinus} ${shown(sd, scale, undefinedSign)}`;
}

export function formatP(p: number | null, undefinedSign: string): string {
  if (p === null) return undefinedSign;
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
