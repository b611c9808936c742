import { InputError, type Note } from "@pgt/metrics";
import { mean, sampleSd, type TableScale, type WorthCell, type WorthWarning } from "@pgt/stats";
import { type ComparedCell, comparedRows } from "./compared-rows.ts";
import { groupRows } from "./group-rows.ts";
import { asFraction } from "./table-scale.ts";
import type { WorthTableKind } from "./worth-columns.ts";
import type { WorthRow, WorthTable } from "./worth-table.ts";

/** A table with the scale of its shares. */
export interface ScaledTable {
  readonly table: WorthTable;
  readonly scale: TableScale;
}

export interface TableCells {
  readonly cells: readonly WorthCell[];
  /** Structures present in the reference, over datasets and cases; null if the tables do not tell. */
  readonly masks: number | null;
  readonly notes: readonly Note[];
  readonly warnings: readonly WorthWarning[];
}

type ScaledRow = WorthRow & { readonly file: string; readonly scale: TableScale };

/**
 * The cells of tables: means as they stand, or made from values of cases and labels (docs/methods/label-quality.md).
 */
export function cellsOfTables(tables: readonly ScaledTable[], qualityTask: string): TableCells {
  const means = rowsOf(tables, "means");
  const cases = rowsOf(tables, "cases");
  const groups = groupRows(means, cellKey).map(cellOfMeans);
  const compared = comparedRows(cases);
  const quality = cases.filter(({ task, value }) => task === qualityTask && value !== null);
  const masks = new Set(quality.map((row) => JSON.stringify([row.dataset, row.case, row.label]))).size;
  return {
    cells: [...groups, ...compared.cells.map(cellOfCases)],
    masks: masks > 0 ? masks : null,
    notes: compared.notes,
    warnings: [...compared.warnings, ...unequalCounts(groups)],
  };
}

function rowsOf(tables: readonly ScaledTable[], kind: WorthTableKind): ScaledRow[] {
  return tables.flatMap(({ table, scale }) =>
    table.kind === kind ? table.rows.map((row) => ({ ...row, file: table.file, scale })) : [],
  );
}

const cellKey = ({ task, dataset, version, metric }: WorthRow) => [task, dataset, version, metric];

/** Means that are over different numbers of cases, which they say themselves. */
function unequalCounts(cells: readonly WorthCell[]): WorthWarning[] {
  const columns = groupRows(
    cells.filter(({ n, mean: value }) => n !== null && value !== null),
    ({ task, dataset, metric }) => [task, dataset, metric],
  );
  const unequal = columns.flatMap((column) => {
    const most = Math.max(...column.map(({ n }) => n!));
    const fewer = column.filter(({ n }) => n! < most);
    const [{ dataset, task, metric }] = column as [WorthCell];
    const named = fewer.map(({ version, n }) => `${version} ${n}`).join(", ");
    return fewer.length > 0 ? [`${dataset}, ${task} ${metric}: ${named}, the others ${most}`] : [];
  });
  if (unequal.length === 0) return [];
  const message = `Versions of a column have means over different numbers of values, so not over the same cases: ${unequal.join("; ")}. A mean without the worst cases is too high; a table of cases would be compared over the shared ones.`;
  return [{ code: "W-CASES", message }];
}

/** One row, or one per seed. */
function cellOfMeans(rows: readonly ScaledRow[]): WorthCell {
  refuseTwice(rows, ({ seed }) => seed ?? "");
  const fraction = (row: ScaledRow) => asFraction(row.valueText, row.value, row.metric, row.scale);
  const values = rows.flatMap((row) => fraction(row) ?? []);
  const sds = rows.flatMap((row) => asFraction(row.sdText, row.sd, row.metric, row.scale) ?? []);
  const [first] = rows as readonly [ScaledRow];
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
function cellOfCases({ rows, used, expected, status }: ComparedCell<ScaledRow>): WorthCell {
  refuseTwice(rows, ({ seed, case: id, label }) => JSON.stringify([seed, id, label]));
  const values = used.flatMap((row) => {
    const value = asFraction(row.valueText, row.value, row.metric, row.scale);
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
    status: values.length > 0 ? "" : (status ?? (rows.find((row) => row.status)?.status || "no value")),
    n: byCase.length,
    expected,
    seeds: seeds.size > 0 ? seeds.size : null,
    byCase: new Map(byCase.map((of) => [of[0].row.case, mean(of.map(({ value }) => value))])),
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
function refuseTwice(rows: readonly ScaledRow[], keyOf: (row: ScaledRow) => string): void {
  const first = new Map<string, ScaledRow>();
  for (const row of rows) {
    const before = first.get(keyOf(row));
    if (before) {
      const { version, dataset, task, metric, file } = row;
      throw new InputError(
        "E_TABLE",
        file,
        `${before.place} and ${row.place} both give ${metric} of ${version} on ${dataset}, ${task}; keep one, or tell training runs apart by a column seed`,
      );
    }
    first.set(keyOf(row), row);
  }
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value ** 2)));
}
