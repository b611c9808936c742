import type { TableMetric } from "./table-metric.ts";
import type { WorthColumn } from "./worth-column.ts";

/** A cell of the tables that `worthStudy` reads. Shares are fractions. */
export interface WorthCell {
  readonly task: string;
  readonly dataset: string;
  readonly version: string;
  readonly metric: string;
  /** Null: no value, and `status` says why. */
  readonly mean: number | null;
  readonly sd: number | null;
  /** `not converged` and the like; empty for a cell with a value. */
  readonly status: string;
  /** Place in the file. */
  readonly place: string;
  /** Cases in the mean, of those expected; null for a table of means that does not tell. */
  readonly n: number | null;
  readonly expected: number | null;
  /** Training runs in the mean; null if the table does not tell. */
  readonly seeds: number | null;
  /** Other settings of training: versions are comparable only if these agree. */
  readonly split: string | null;
  readonly recipe: string | null;
  /** The generator was given the reference as a prompt. */
  readonly prompted: boolean;
  /** Case -> mean over labels; null for a table of means. */
  readonly byCase: ReadonlyMap<string, number> | null;
}

/** A version in a column, as it is plotted. Values as in the tables, not oriented. */
export interface PlottedPoint {
  readonly task: string;
  readonly dataset: string;
  readonly metric: string;
  readonly version: string;
  readonly quality: number;
  readonly downstream: number;
}

/** Better is higher. A metric that is best at zero counts by its size. */
export function oriented(value: number, { direction, range }: TableMetric): number {
  if (direction === 1) return value;
  return range !== null && range[0] < 0 ? -Math.abs(value) : -value;
}

export function uniqueOf<T, K>(items: readonly T[], of: (item: T) => K): K[] {
  return [...new Set(items.map(of))];
}

/**
 * Quality beside downstream score, by task and dataset.
 *
 * @param referenceVersion the labels that quality is measured against: their quality is a perfect score.
 */
export function plottedPoints(
  cells: readonly WorthCell[],
  qualityTask: string,
  referenceVersion: string | undefined,
  perfect: (metric: string) => number,
): PlottedPoint[] {
  const key = (cell: Pick<WorthCell, "dataset" | "version" | "metric">) =>
    JSON.stringify([cell.dataset, cell.version, cell.metric]);
  const quality = new Map(
    cells
      .filter(({ task, mean }) => task === qualityTask && mean !== null)
      .map((cell) => [key(cell), cell.mean!]),
  );
  return cells.flatMap((cell) => {
    if (cell.task === qualityTask || cell.mean === null) return [];
    const own =
      quality.get(key(cell)) ?? (cell.version === referenceVersion ? perfect(cell.metric) : undefined);
    const { task, dataset, metric, version, mean } = cell;
    return own === undefined ? [] : [{ task, dataset, metric, version, quality: own, downstream: mean }];
  });
}

/** The columns of a metric, of one task or all, oriented. */
export function columnsOfPoints(
  points: readonly PlottedPoint[],
  metric: TableMetric,
  task: string | null,
): WorthColumn[] {
  const own = points.filter(
    (point) => point.metric === metric.metric && (task === null || point.task === task),
  );
  return uniqueOf(own, (point) => point.task).flatMap((ofTask) =>
    uniqueOf(
      own.filter((point) => point.task === ofTask),
      ({ dataset }) => dataset,
    ).map((dataset) => ({
      task: ofTask,
      dataset,
      points: own
        .filter((point) => point.task === ofTask && point.dataset === dataset)
        .map(({ version, quality, downstream }) => ({
          version,
          quality: oriented(quality, metric),
          downstream: oriented(downstream, metric),
        })),
    })),
  );
}
