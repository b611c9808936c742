import { type MaskRow, type ScoreRow, scoreColumns } from "@pgt/metrics";
import type { RunFiles } from "@pgt/runner";
import { parse } from "csv-parse/sync";
import { parquetBytes } from "./parquet.ts";
import { csvText, type Table } from "./table.ts";

/** Files of the score table in the folder of a run. */
export const scoreFileNames = { csv: "rows.csv", parquet: "rows.parquet" } as const;

/** The same, in the order in which they are looked for. */
export const scoreFilesInOrder = [scoreFileNames.parquet, scoreFileNames.csv] as const;

/** Sizes of the structures in every mask. */
export const masksTable: Table<{ readonly masks: readonly MaskRow[] }> = {
  file: "masks.csv",
  columns: ["case", "label", "name", "entity", "session", "volumeMl", "areaMm2"],
  records: ({ masks }) => masks,
};

/** The same, left out where a result has no masks: that of a score table. */
export const masksTableIfAny: typeof masksTable = { ...masksTable, isOptional: true };

/** The score table in both forms. */
export function scoreFiles(rows: readonly ScoreRow[]): RunFiles {
  return { [scoreFileNames.csv]: scoreCsv(rows), [scoreFileNames.parquet]: scoreParquet(rows) };
}

export function scoreCsv(rows: readonly ScoreRow[]): Iterable<string> {
  return csvText(scoreColumns, rows);
}

/** The score table as Parquet, with the columns of the CSV; a value that is not a number is null. */
export function scoreParquet(rows: readonly ScoreRow[]): Uint8Array[] {
  return parquetBytes(scoreColumns, rows, {
    doubles: ["value"],
    integers: ["label", "aSession", "bSession"],
    nullable: ["value", "reason"],
  });
}

const recordsOf = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, skip_empty_lines: true });
const numberOrNull = (text: string | undefined) => (text ? Number(text) : null);

/** The rows of a rows.csv that a run wrote. */
export function scoreRowsOf(text: string): ScoreRow[] {
  return recordsOf(text).map((row) => ({
    ...{ case: row.case, label: Number(row.label), name: row.name, metric: row.metric },
    ...{ a: row.a, aSession: Number(row.aSession), b: row.b, bSession: Number(row.bSession) },
    ...{ value: numberOrNull(row.value), unit: row.unit },
    reason: row.reason === "" ? null : (row.reason as ScoreRow["reason"]),
  }));
}

/** The rows of a masks.csv that a run wrote. */
export function maskRowsOf(text: string): MaskRow[] {
  return recordsOf(text).map((row) => ({
    ...{ case: row.case, label: Number(row.label), name: row.name, entity: row.entity },
    ...{ session: Number(row.session), volumeMl: Number(row.volumeMl), areaMm2: numberOrNull(row.areaMm2) },
  }));
}
