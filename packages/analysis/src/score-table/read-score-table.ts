import {
  InputError,
  type MetricRequest,
  type Note,
  PgtError,
  parseMetric,
  type Reason,
  type ScoreRow,
} from "@pgt/metrics";
import type { InputHash } from "@pgt/runner";
import { checkValues } from "./check-values.ts";
import { type RawTable, readRawTable } from "./raw-table.ts";
import { shapedTable, type TableShape } from "./shaped-table.ts";
import { findColumns, type ScoreColumn } from "./table-columns.ts";

export interface ScoreTable {
  readonly rows: readonly ScoreRow[];
  readonly metrics: readonly MetricRequest[];
  /** Decisions in reading it. */
  readonly notes: readonly Note[];
}

/** Reading of the table, and filter of its rows; all where absent. The hash of the file is added to `inputs`. */
export interface TableFilter extends TableShape {
  readonly metrics?: readonly MetricRequest[];
  readonly labels?: readonly number[];
  readonly inputs?: InputHash[];
}

const reasons: readonly string[] = [
  "BOTH_EMPTY",
  "REF_EMPTY",
  "PRED_EMPTY",
  "UNDEFINED_0_0",
  "NOT_ANNOTATED",
  "NOT_IN_LABELSET",
  "NO_REFERENCE",
  "NO_PREDICTION",
  "FAILED",
] satisfies readonly Reason[];
const notANumber = /^(|na|n\/a|nan|null|none|-?inf(inity)?)$/i;

/**
 * Reads a score table: one row per comparison, label and metric, CSV or Parquet. Time and memory are linear in the
 * rows, within the bounds of `readRawTable`.
 *
 * @throws InputError E_TABLE naming the line and column at fault: columns that are missing, values that are no
 * numbers or lie outside of what the metric can be (percentages), metrics and reasons that do not exist.
 */
export async function readScoreTable(path: string, filter: TableFilter = {}): Promise<ScoreTable> {
  return scoreTableOf(await readRawTable(path, filter.inputs), path, filter);
}

/** Rows of a table that has been read. @throws InputError E_TABLE as `readScoreTable`. */
export function scoreTableOf(raw: RawTable, path: string, filter: Omit<TableFilter, "inputs">): ScoreTable {
  const { table, notes } = shapedTable(raw, filter, path);
  const reader = new RowReader(table, path, filter);
  const placed = table.rows.flatMap(({ place, values }) => {
    const row = reader.read(place, values);
    return row ? [{ place, row }] : [];
  });
  const rows = placed.map(({ row }) => row);
  if (rows.length === 0) {
    const others = reader.skippedMetrics();
    throw new InputError(
      "E_TABLE",
      path,
      table.rows.length === 0
        ? "no rows below the names of the columns"
        : `none of its ${table.rows.length} rows is of the labels and metrics asked for${others ? `; it has ${others}` : ""}`,
    );
  }
  checkValues(placed, reader.metrics, path);
  return {
    rows,
    metrics: filter.metrics ?? [...reader.metrics.values()],
    notes: [...notes, ...reader.notes()],
  };
}

class RowReader {
  readonly metrics = new Map<string, MetricRequest>();
  private readonly columns: ReadonlyMap<ScoreColumn, number>;
  private readonly labels: LabelColumn;
  private readonly spelled = new Map<string, MetricRequest | null>();
  private withoutReason = 0;

  constructor(
    private readonly table: RawTable,
    private readonly file: string,
    private readonly filter: TableFilter,
  ) {
    this.columns = findColumns(table.columns, file);
    const at = this.columns.get("label")!;
    this.labels = labelColumn(table.rows.map(({ values }) => textOf(values[at])));
  }

  /** Null for a row that was not asked for. */
  read(place: string, values: readonly unknown[]): ScoreRow | null {
    const text = (column: ScoreColumn) => {
      const at = this.columns.get(column);
      return at === undefined ? "" : textOf(values[at]);
    };
    const needed = (column: ScoreColumn) => text(column) || this.fail(place, column, "a value", text(column));
    const metric = this.metricOf(needed("metric"), place);
    const label = this.labels.idOf(needed("label"));
    const isAsked = this.filter.labels?.includes(label) ?? true;
    if (metric === null || !isAsked) return null;
    const given = this.valueOf(text("value"), place);
    const isShare = this.filter.scale === "percent" && metric.definition.range[1] === 1;
    const value = given !== null && isShare ? given / 100 : given;
    const name = text("name") || this.labels.nameOf(label);
    return {
      case: needed("case"),
      label,
      name,
      metric: metric.key,
      a: needed("a"),
      aSession: this.sessionOf("aSession", text("aSession"), place),
      b: needed("b"),
      bSession: this.sessionOf("bSession", text("bSession"), place),
      value,
      unit: metric.definition.unit,
      reason: value === null ? this.reasonOf(text("reason"), place) : null,
    };
  }

  skippedMetrics(): string {
    return [...this.spelled]
      .filter(([, request]) => request === null)
      .map(([name]) => name)
      .join(", ");
  }

  notes(): Note[] {
    const skipped = this.skippedMetrics();
    const hasSessions = this.columns.has("aSession") && this.columns.has("bSession");
    const messages = [
      this.labels.isNamed && "The labels of {file} are names; they are numbered in order of appearance.",
      !hasSessions && "{file} has no columns of sessions: every annotation counts as session 1.",
      this.withoutReason > 0 &&
        `${this.withoutReason} rows of {file} have neither value nor reason: they count as FAILED.`,
      skipped !== "" && `Metrics of {file} that were not asked for are left out: ${skipped}.`,
    ];
    return messages
      .filter((message) => message !== false)
      .map((message) => ({ code: "N-TABLE", file: this.file, message }));
  }

  private metricOf(text: string, place: string): MetricRequest | null {
    const known = this.spelled.get(text);
    if (known !== undefined) return known;
    const request = this.parsed(text, place);
    const isAsked = request && (this.filter.metrics?.some(({ key }) => key === request.key) ?? true);
    if (isAsked) this.metrics.set(request.key, request);
    this.spelled.set(text, isAsked ? request : null);
    return isAsked ? request : null;
  }

  private parsed(text: string, place: string): MetricRequest | null {
    try {
      return parseMetric(text);
    } catch (cause) {
      if (this.filter.metrics || !(cause instanceof PgtError)) return null;
      throw new InputError(
        "E_TABLE",
        this.file,
        `${place}, column metric: ${cause.message} To leave such rows out, name the metrics to read.`,
        { cause },
      );
    }
  }

  private valueOf(text: string, place: string): number | null {
    if (notANumber.test(text)) return null;
    const value = Number(this.table.decimalComma ? text.replace(/^(-?\d+),(\d+)$/, "$1.$2") : text);
    return Number.isFinite(value)
      ? value
      : this.fail(place, "value", "a number, or nothing and a reason", text);
  }

  private reasonOf(text: string, place: string): Reason {
    if (reasons.includes(text)) return text as Reason;
    if (text !== "") this.fail(place, "reason", `one of ${reasons.join(", ")}`, text);
    this.withoutReason++;
    return "FAILED";
  }

  private sessionOf(column: ScoreColumn, text: string, place: string): number {
    if (text === "") return 1;
    const session = Number(text);
    return Number.isInteger(session) && session > 0
      ? session
      : this.fail(place, column, "a whole number from 1", text);
  }

  private fail(place: string, column: ScoreColumn, expected: string, found: string): never {
    const name = this.table.columns[this.columns.get(column)!] ?? column;
    const shown = found === "" ? "nothing" : JSON.stringify(found);
    throw new InputError(
      "E_TABLE",
      this.file,
      `${place}, column ${name}: expected ${expected}; found ${shown}`,
    );
  }
}

interface LabelColumn {
  /** The labels are names, not numbers. */
  readonly isNamed: boolean;
  readonly idOf: (text: string) => number;
  readonly nameOf: (label: number) => string;
}

function labelColumn(texts: readonly string[]): LabelColumn {
  const isNumber = (text: string) => /^\d+(\.0+)?$/.test(text);
  if (texts.every((text) => text === "" || isNumber(text))) {
    return { isNamed: false, idOf: Number, nameOf: String };
  }
  const names = [...new Set(texts.filter((text) => text !== ""))];
  const ids = new Map(names.map((name, at) => [name, at + 1]));
  return { isNamed: true, idOf: (text) => ids.get(text) ?? 0, nameOf: (label) => names[label - 1] };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value).trim();
}
