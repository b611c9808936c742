import {
  findMetric,
  InputError,
  type Note,
  nounFor,
  PgtError,
  parseMetric,
  scoreColumns,
  UsageError,
} from "@pgt/metrics";
import type { RawTable } from "./raw-table.ts";
import { scoreColumnOf } from "./table-columns.ts";

/** Reading of a score table whose columns are not those of pgt. */
export interface TableShape {
  /** Column of a score table -> its name in this one: `{ case: "ID", b: "algorithm" }`. */
  readonly columns?: Readonly<Record<string, string>>;
  /** `percent`: values of metrics from 0 to 1 are percentages. Default `fraction`. */
  readonly scale?: "percent" | "fraction";
}

/** What stands for columns that a wide table may lack. */
const wideDefaults = { label: "1", a: "reference" } as const;

/**
 * Gives a table the columns of a score table: its own names become those, and of a wide table, a column a metric
 * (`dice`, `hd95 (mm)`, `nsd@2 (%)`), every value becomes a row.
 *
 * @throws UsageError for a column that score tables do not have; InputError E_TABLE for a name that the table lacks.
 */
export function shapedTable(
  table: RawTable,
  { columns = {} }: TableShape,
  file: string,
): { readonly table: RawTable; readonly notes: readonly Note[] } {
  const named = { ...table, columns: renamed(table.columns, columns, file) };
  const known = new Set(named.columns.map(scoreColumnOf));
  const metrics = known.has("metric") || known.has("value") ? [] : metricColumns(named.columns);
  return metrics.length === 0 ? { table: named, notes: [] } : longTable(named, metrics, file);
}

function renamed(
  names: readonly string[],
  columns: Readonly<Record<string, string>>,
  file: string,
): readonly string[] {
  const given = new Map(Object.entries(columns));
  const unknown = [...given.keys()].find((column) => !(scoreColumns as readonly string[]).includes(column));
  if (unknown !== undefined) {
    throw new UsageError(
      "E_TABLE_OPTION",
      `columns: a score table has no column "${unknown}"; it has ${scoreColumns.join(", ")}`,
    );
  }
  const missing = [...given.values()].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new InputError(
      "E_TABLE",
      file,
      `missing ${nounFor(missing.length, "column")}: ${missing.join(", ")}; found ${names.join(", ") || "none"}`,
    );
  }
  const columnOf = new Map([...given].map(([column, name]) => [name, column]));
  // A column that another one stands for is none of the score table.
  return names.map((name) => columnOf.get(name) ?? (given.has(name) ? "" : name));
}

interface MetricColumn {
  readonly at: number;
  readonly metric: string;
  readonly isPercent: boolean;
}

/** Columns whose names are metrics, with a unit or without. */
function metricColumns(names: readonly string[]): MetricColumn[] {
  return names.flatMap((name, at) => {
    const [, metric, unit = ""] = /^\s*(.*?)\s*(?:[([]\s*([^)\]]*?)\s*[)\]])?\s*$/.exec(name) ?? [];
    if (!metric || scoreColumnOf(metric) || !isMetric(metric)) return [];
    return [{ at, metric, isPercent: unit === "%" }];
  });
}

/** A metric by its id or alias, with its parameter if it needs one. */
function isMetric(text: string): boolean {
  // Of thousands of columns, few are worth the suggestions that a fault comes with: hd95 is hd@95.
  if (!findMetric(text) && !findMetric(text.replace(/@.*$|\d+$/, ""))) return false;
  try {
    parseMetric(text);
    return true;
  } catch (error) {
    if (error instanceof PgtError) return false;
    throw error;
  }
}

function longTable(table: RawTable, metrics: readonly MetricColumn[], file: string) {
  const others = table.columns.flatMap((name, at) => (scoreColumnOf(name) ? [at] : []));
  const known = new Set(table.columns.map(scoreColumnOf));
  const added = (["label", "a"] as const).flatMap((column) =>
    known.has(column) ? [] : [[column, wideDefaults[column]] as const],
  );
  const rows = table.rows.flatMap(({ place, values }) =>
    metrics.map(({ at, metric, isPercent }) => ({
      place: `${place}, ${table.columns[at]}`,
      values: [
        ...others.map((other) => values[other]),
        ...added.map(([, text]) => text),
        metric,
        isPercent ? shareOf(values[at]) : values[at],
      ],
    })),
  );
  const columns = [
    ...others.map((at) => table.columns[at]),
    ...added.map(([column]) => column),
    ...["metric", "value"],
  ];
  const note = (message: string): Note => ({ code: "N-TABLE", file, message });
  return {
    table: { ...table, columns, rows },
    notes: [
      note(`{file} has a column a metric: ${metrics.map(({ metric }) => metric).join(", ")}.`),
      ...added.map(([column, text]) =>
        note(`{file} has no column ${column}: every row has ${column} ${text}.`),
      ),
    ],
  };
}

/** A percentage as a fraction; what is no number stays as it is. */
function shareOf(value: unknown): unknown {
  const text = String(value ?? "").replace(/^(-?\d+),(\d+)$/, "$1.$2");
  const share = Number(text) / 100;
  return text.trim() === "" || !Number.isFinite(share) ? value : String(share);
}
