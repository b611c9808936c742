import { InputError } from "@pgt/metrics";
import { mean, sampleSd, type TableScale, type WorthCell } from "@pgt/stats";
import { asFraction } from "./table-scale.ts";
import type { WorthRow, WorthTable } from "./worth-rows.ts";

export interface TableCells {
  readonly cells: readonly WorthCell[];
  /** Structures present in the reference, over datasets and cases; null if the table does not tell. */
  readonly masks: number | null;
  readonly notes: readonly string[];
}

/** The cells of a table: means as they stand, or made from values of cases and labels (METHODS 1.3, eq. 2 and 4). */
export function cellsOfTable(table: WorthTable, scale: TableScale, qualityTask: string): TableCells {
  const groups = groupRows(table.rows, ({ task, dataset, version, metric }) => [
    task,
    dataset,
    version,
    metric,
  ]);
  if (table.kind === "means") {
    return { cells: groups.map((rows) => cellOfMeans(rows, table.file, scale)), masks: null, notes: [] };
  }
  const common = commonLabels(table.rows);
  const cells = groups.map((rows) => cellOfCases(rows, common.of(rows[0]!), table.file, scale));
  const quality = table.rows.filter(({ task, value }) => task === qualityTask && value !== null);
  const masks = new Set(quality.map((row) => JSON.stringify([row.dataset, row.case, row.label]))).size;
  return { cells, masks: masks > 0 ? masks : null, notes: common.notes };
}

/** One row, or one per seed. */
function cellOfMeans(rows: readonly WorthRow[], file: string, scale: TableScale): WorthCell {
  refuseTwice(rows, ({ seed }) => seed ?? "", file);
  const fraction = (row: WorthRow) => asFraction(row.valueText, row.value, row.metric, scale);
  const values = rows.flatMap((row) => fraction(row) ?? []);
  const sds = rows.flatMap((row) => asFraction(row.sdText, row.sd, row.metric, scale) ?? []);
  const [first] = rows as [WorthRow];
  return {
    ...sharedFields(rows),
    mean: values.length > 0 ? mean(values) : null,
    sd: sds.length > 0 ? rootMeanSquare(sds) : null,
    status: values.length > 0 ? "" : first.status || "no value",
    n: first.n,
    expected: first.expected,
    seeds: first.seed === null ? null : values.length,
    byCase: null,
  };
}

/** Mean over cases per label, then over labels; the spread is the root mean square of the labels' deviations. */
function cellOfCases(
  rows: readonly WorthRow[],
  labels: readonly string[],
  file: string,
  scale: TableScale,
): WorthCell {
  refuseTwice(rows, ({ seed, case: id, label }) => JSON.stringify([seed, id, label]), file);
  const values = rows
    .filter(({ label }) => labels.includes(label))
    .flatMap((row) => {
      const value = asFraction(row.valueText, row.value, row.metric, scale);
      return value === null ? [] : [{ row, value }];
    });
  const ofLabel = groupRows(values, ({ row }) => [row.label]).map((of) => of.map(({ value }) => value));
  const byCase = groupRows(values, ({ row }) => [row.case]);
  const sds = ofLabel.map(sampleSd).filter((sd) => !Number.isNaN(sd));
  const seeds = new Set(rows.flatMap(({ seed }) => seed ?? []));
  return {
    ...sharedFields(rows),
    mean: values.length > 0 ? mean(ofLabel.map(mean)) : null,
    sd: sds.length > 0 ? rootMeanSquare(sds) : null,
    status: values.length > 0 ? "" : rows.find(({ status }) => status)?.status || "no value",
    n: byCase.length,
    expected: new Set(rows.map((row) => row.case)).size,
    seeds: seeds.size > 0 ? seeds.size : null,
    byCase: new Map(byCase.map((of) => [of[0]!.row.case, mean(of.map(({ value }) => value))])),
  };
}

function sharedFields(rows: readonly WorthRow[]) {
  const [{ task, dataset, version, metric, place }] = rows as [WorthRow];
  const one = (field: "split" | "recipe") =>
    [...new Set(rows.flatMap((row) => row[field] ?? []))].join(" and ") || null;
  const prompted = rows.some((row) => row.prompted);
  return { task, dataset, version, metric, place, split: one("split"), recipe: one("recipe"), prompted };
}

/** @throws InputError E_TABLE if a cell is given twice. */
function refuseTwice(rows: readonly WorthRow[], keyOf: (row: WorthRow) => string, file: string): void {
  const first = new Map<string, WorthRow>();
  for (const row of rows) {
    const before = first.get(keyOf(row));
    if (before) {
      const { version, dataset, task, metric } = row;
      throw new InputError(
        "E_TABLE",
        file,
        `${before.place} and ${row.place} both give ${metric} of ${version} on ${dataset}, ${task}; keep one, or tell training runs apart by a column seed`,
      );
    }
    first.set(keyOf(row), row);
  }
}

/** The labels of a column that all of its versions have, so that means are over the same ones (METHODS 1.3, eq. 3). */
function commonLabels(rows: readonly WorthRow[]) {
  const columnOf = ({ task, dataset, metric }: WorthRow) => JSON.stringify([task, dataset, metric]);
  const labels = new Map<string, readonly string[]>();
  const notes: string[] = [];
  for (const column of groupRows(rows, ({ task, dataset, metric }) => [task, dataset, metric])) {
    const [first] = column as [WorthRow];
    const versions = groupRows(column, ({ version }) => [version]).map((of) => ({
      version: of[0]!.version,
      labels: new Set(of.filter(({ value }) => value !== null).map(({ label }) => label)),
    }));
    const withValues = versions.filter((one) => one.labels.size > 0);
    const all = [...new Set(withValues.flatMap((one) => [...one.labels]))];
    labels.set(
      columnOf(first),
      all.filter((label) => withValues.every((one) => one.labels.has(label))),
    );
    for (const label of all) {
      const lacking = withValues.filter((one) => !one.labels.has(label)).map(({ version }) => version);
      if (lacking.length === 0) continue;
      notes.push(
        `Label ${label} is left out of the means of ${first.dataset}, ${first.task} ${first.metric}: no value for ${lacking.join(", ")}.`,
      );
    }
  }
  return { of: (row: WorthRow) => labels.get(columnOf(row))!, notes };
}

function groupRows<T>(items: readonly T[], of: (item: T) => readonly string[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(of(item));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value ** 2)));
}
