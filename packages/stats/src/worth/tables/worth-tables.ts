import { holm } from "../../inference/holm.ts";
import { compactLetters } from "../../ranking/compact-letters.ts";
import { pairedGain } from "../paired-gain.ts";
import type { TableMetric } from "../table-metric.ts";
import { type OrderStep, orderSteps } from "../version-order.ts";
import { oriented, uniqueOf, type WorthCell } from "../worth-cells.ts";
import { type AgainstBaseline, againstBaseline } from "./against-baseline.ts";
import { type FriedmanTest, friedmanTest, meanRanks } from "./friedman.ts";
import { quintileClasses } from "./quintiles.ts";
import { type VarianceShares, varianceShares } from "./variance-decomposition.ts";

export interface QuintileTable {
  readonly task: string;
  readonly metric: string;
  readonly datasets: readonly string[];
  readonly rows: readonly {
    readonly version: string;
    /** One per dataset, in their order. */
    readonly cells: readonly QuintileCell[];
  }[];
  /** Reason why there are no letters; null if there are. */
  readonly noLetters: string | null;
}

export interface QuintileCell {
  readonly mean: number | null;
  /** 1 worst to 5 best; null: no value, and `status` says why. */
  readonly class: number | null;
  readonly status: string;
  /** Versions of a column that share a letter are not separable; null where there are no paired cases. */
  readonly letters: string | null;
}

const absent = "not in the table";
const noCases =
  "A table of means has no values of single cases, so it cannot be told which versions of a column differ: classes exaggerate small differences.";

/** Quintile classes per column over all versions, the baseline included (docs/methods/worth.md). */
export function quintileTable(cells: readonly WorthCell[], metric: TableMetric): QuintileTable {
  const [{ task }] = cells;
  const datasets = uniqueOf(cells, ({ dataset }) => dataset);
  const versions = uniqueOf(cells, ({ version }) => version);
  const columns = datasets.map((dataset) => {
    const column = versions.map((version) =>
      cells.find((cell) => cell.dataset === dataset && cell.version === version),
    );
    const classes = quintileClasses(
      column.map((cell) =>
        cell?.mean === undefined || cell.mean === null ? null : oriented(cell.mean, metric),
      ),
    );
    const letters = lettersOf(column, metric);
    return column.map(
      (cell, at): QuintileCell => ({
        mean: cell?.mean ?? null,
        class: classes[at],
        status: cell ? cell.status : absent,
        letters: letters?.[at] ?? null,
      }),
    );
  });
  return {
    ...{ task, metric: metric.metric, datasets },
    rows: versions.map((version, row) => ({ version, cells: columns.map((column) => column[row]) })),
    noLetters: columns.some((column) => column.some(({ letters }) => letters !== null)) ? null : noCases,
  };
}

/** Tells if two versions cannot be separated: the paired t test over common cases, Holm-adjusted within the column, does not reach 5 %. */
function lettersOf(
  column: readonly (WorthCell | undefined)[],
  metric: TableMetric,
): (string | null)[] | null {
  const places = column
    .map((cell, at) => ({ at, cell }))
    .filter(({ cell }) => cell?.byCase && cell.mean !== null)
    .sort((a, b) => oriented(b.cell!.mean!, metric) - oriented(a.cell!.mean!, metric));
  if (places.length < 2) return null;
  const pairs = places.flatMap((one, a) =>
    places.slice(a + 1).map((other, offset) => ({
      ...{ a, b: a + 1 + offset },
      p: pairedGain(one.cell!.byCase!, other.cell!.byCase!, { replicates: 1 })?.p ?? 1,
    })),
  );
  const adjusted = holm(pairs.map(({ p }) => p));
  const separable = new Set(
    pairs.filter((_, at) => adjusted[at].pAdjusted < 0.05).map(({ a, b }) => `${a} ${b}`),
  );
  const display = compactLetters(places.length, (a, b) => separable.has(`${a} ${b}`));
  const letters = column.map((): string | null => null);
  places.forEach(({ at }, place) => {
    letters[at] = display[place];
  });
  return letters;
}

export interface VarianceTable {
  readonly task: string;
  readonly metric: string;
  readonly withoutBaseline: VarianceShares;
  /** Null: no baseline. */
  readonly withBaseline: VarianceShares | null;
}

export function varianceTable(cells: readonly WorthCell[], baseline: string | null): VarianceTable {
  const [{ task, metric }] = cells;
  const shares = (of: readonly WorthCell[]) =>
    varianceShares(
      of.flatMap(({ version, dataset, mean }) =>
        mean === null ? [] : [{ row: version, column: dataset, value: mean }],
      ),
    );
  const others = cells.filter(({ version }) => version !== baseline);
  return {
    ...{ task, metric, withoutBaseline: shares(others) },
    withBaseline: others.length < cells.length ? shares(cells) : null,
  };
}

export interface FriedmanRow {
  readonly metric: string;
  readonly versions: readonly string[];
  /** Versions with a missing cell, and those taken out to see whether it rests on them. */
  readonly leftOut: readonly string[];
  readonly test: FriedmanTest | null;
}

export interface MeanRankRow {
  readonly version: string;
  readonly meanRank: number;
}

export interface MeanRanks {
  readonly columns: number;
  readonly rows: readonly MeanRankRow[];
  /** Versions with a missing cell. */
  readonly leftOut: readonly string[];
}

/** Values of the versions that have one in every column, by column. */
export function completeBlocks(cells: readonly WorthCell[], metricOf: (metric: string) => TableMetric) {
  const columnOf = ({ task, dataset, metric }: WorthCell) => JSON.stringify([task, metric, dataset]);
  const columns = uniqueOf(cells, columnOf);
  const all = uniqueOf(cells, ({ version }) => version);
  const values = new Map(
    cells.flatMap((cell) =>
      cell.mean === null
        ? []
        : [[`${columnOf(cell)} ${cell.version}`, oriented(cell.mean, metricOf(cell.metric))] as const],
    ),
  );
  const versions = all.filter((version) => columns.every((column) => values.has(`${column} ${version}`)));
  return {
    versions,
    leftOut: all.filter((version) => !versions.includes(version)),
    blocks: columns.map((column) => versions.map((version) => values.get(`${column} ${version}`)!)),
  };
}

/** Friedman's test over the columns of a metric, the baseline left out. */
export function friedmanRow(
  cells: readonly WorthCell[],
  metric: TableMetric,
  without: readonly string[],
): FriedmanRow {
  const kept = cells.filter(({ version }) => !without.includes(version));
  const { versions, leftOut, blocks } = completeBlocks(kept, () => metric);
  return { metric: metric.metric, versions, leftOut: [...leftOut, ...without], test: friedmanTest(blocks) };
}

export function meanRankTable(
  cells: readonly WorthCell[],
  metricOf: (metric: string) => TableMetric,
): MeanRanks {
  const { versions, leftOut, blocks } = completeBlocks(cells, metricOf);
  const ranks = meanRanks(blocks);
  const rows = versions.map((version, at) => ({ version, meanRank: ranks[at] }));
  return { columns: blocks.length, rows: rows.sort((a, b) => a.meanRank - b.meanRank), leftOut };
}

export interface BaselineTable extends AgainstBaseline {
  readonly task: string;
  readonly metric: string;
  readonly baseline: string;
}

export function baselineTable(
  cells: readonly WorthCell[],
  metric: TableMetric,
  baseline: string,
): BaselineTable {
  const [{ task }] = cells;
  return { task, metric: metric.metric, baseline, ...againstBaseline(versionCells(cells, metric), baseline) };
}

export interface OrderTable {
  readonly task: string;
  readonly metric: string;
  readonly steps: readonly OrderStep[];
}

export function orderTable(
  cells: readonly WorthCell[],
  metric: TableMetric,
  order: readonly string[],
): OrderTable {
  const [{ task }] = cells;
  return { task, metric: metric.metric, steps: orderSteps(versionCells(cells, metric), order) };
}

function versionCells(cells: readonly WorthCell[], metric: TableMetric) {
  return cells.flatMap(({ version, dataset, mean, sd }) =>
    mean === null ? [] : [{ version, column: dataset, mean: oriented(mean, metric), sd }],
  );
}
