import type { RunFiles } from "@pgt/runner";
import { stringify } from "csv-stringify/sync";
import { type ColumnTypes, parquetBytes } from "./parquet.ts";

type FileContent = RunFiles[string];
type TableRecord = Readonly<Record<string, unknown>>;

/** A table of a result, as a CSV file in the folder of a run. */
export interface Table<Result> {
  readonly file: string;
  readonly columns: readonly string[];
  /** Fields without a column are left out. */
  readonly records: (result: Result) => readonly object[];
  /** The file is left out if there are no records, instead of holding the header alone. */
  readonly isOptional?: true;
  /** A Parquet file with the same columns beside it. */
  readonly parquet?: ColumnTypes & { readonly file: string };
}

/** Names of the files that tables may be in. */
export function tableFileNames(tables: readonly Pick<Table<never>, "file" | "parquet">[]): string[] {
  return tables.flatMap(({ file, parquet }) => (parquet ? [file, parquet.file] : [file]));
}

/** The table as text. */
export function tableText<Result>({ columns, records }: Table<Result>, result: Result): Iterable<string> {
  return csvText(columns, records(result));
}

/** The files of the tables that a result has. */
export function tableFiles<Result>(tables: readonly Table<Result>[], result: Result): RunFiles {
  const files = tables.flatMap(({ file, columns, records, isOptional, parquet }): [string, FileContent][] => {
    const found = records(result);
    if (isOptional && found.length === 0) return [];
    const csv: [string, FileContent] = [file, csvText(columns, found)];
    return parquet ? [csv, [parquet.file, parquetBytes(columns, found, parquet)]] : [csv];
  });
  return Object.fromEntries(files);
}

const rowsPerChunk = 1000;

/** RFC 4180 with "\n"; null, and what is not finite, is an empty field. The header is there even without rows. */
export function* csvText(columns: readonly string[], records: readonly object[]): Generator<string> {
  yield stringify([columns as string[]]);
  for (let at = 0; at < records.length; at += rowsPerChunk) {
    yield stringify(records.slice(at, at + rowsPerChunk) as TableRecord[], {
      columns: columns as string[],
      cast: { number: (value) => (Number.isFinite(value) ? String(value) : "") },
    });
  }
}
