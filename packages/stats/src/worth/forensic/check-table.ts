import type { TableMetric } from "../table-metric.ts";
import { duplicates, granularity, orderBreaks } from "./mean-checks.ts";
import { mixedScale, scaleOfTable } from "./mixed-scale.ts";
import type { PrintedCell, TableFinding } from "./printed-cell.ts";
import { sdRootOfMean, sdTooLarge } from "./sd-checks.ts";

export interface TableCheckOptions {
  readonly metricOf: (metric: string) => Pick<TableMetric, "range" | "direction">;
  /** Versions whose quality is expected to rise in this order. */
  readonly order?: readonly string[] | undefined;
  /** The task that holds label quality, the only one in which the order is looked at. */
  readonly qualityTask: string;
}

/**
 * Forensic checks of a table of means (docs/methods/label-quality.md). Nothing found says little; what is found is to
 * be asked about.
 */
export function checkTable(cells: readonly PrintedCell[], options: TableCheckOptions): TableFinding[] {
  const { metricOf, order, qualityTask } = options;
  const isShare = (metric: string) => {
    const range = metricOf(metric).range;
    return range?.[0] === 0 && range[1] === 1;
  };
  const factor = scaleOfTable(cells, isShare).scale === "percent" ? 100 : 1;
  const rangeOf = (metric: string) => {
    const { range } = metricOf(metric);
    const unit = isShare(metric) ? factor : 1;
    return range?.every(Number.isFinite) ? ([range[0] * unit, range[1] * unit] as const) : null;
  };
  const quality = cells.filter(({ task }) => task === qualityTask);
  return [
    ...mixedScale(cells, isShare),
    ...duplicates(cells),
    ...sdRootOfMean(cells, (metric) => (isShare(metric) ? 100 / factor : 1)),
    ...sdTooLarge(cells, rangeOf),
    ...(order ? orderBreaks(quality, order, (metric) => metricOf(metric).direction) : []),
    ...granularity(cells),
  ];
}
