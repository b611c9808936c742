import { InputError } from "@pgt/metrics";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { readBytes } from "../files.ts";

/** A table as read: names of its columns, and rows of values with the place that messages give. */
export interface RawTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly place: string; readonly values: readonly unknown[] }[];
  /** Decimals are written with a comma. */
  readonly decimalComma: boolean;
}

/** @throws InputError E_TABLE if the file is no table. */
export async function readRawTable(path: string): Promise<RawTable> {
  const bytes = await readBytes(path);
  return /\.parquet$/i.test(path) ? readParquet(bytes, path) : readCsv(new TextDecoder().decode(bytes), path);
}

function readCsv(text: string, file: string): RawTable {
  const [header = ""] = text.split(/\r?\n/, 1);
  const delimiter = [",", ";", "\t"].sort((a, b) => header.split(b).length - header.split(a).length)[0]!;
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (cause) {
    throw new InputError(
      "E_TABLE",
      file,
      `not a table of comma-separated values (${(cause as Error).message})`,
      {
        cause,
      },
    );
  }
  const [first, ...rest] = records;
  if (!first)
    throw new InputError("E_TABLE", file, "expected a line with the names of the columns; the file is empty");
  return {
    columns: first.record,
    rows: rest.map(({ record, info }) => ({ place: `line ${info.lines}`, values: record })),
    decimalComma: delimiter === ";",
  };
}

async function readParquet(bytes: Uint8Array, file: string): Promise<RawTable> {
  let objects: Record<string, unknown>[];
  try {
    objects = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  } catch (cause) {
    throw new InputError(
      "E_TABLE",
      file,
      `not a Parquet file that can be read (${(cause as Error).message})`,
      {
        cause,
      },
    );
  }
  const columns = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  const rows = objects.map((row, at) => ({
    place: `row ${at + 1}`,
    values: columns.map((column) => row[column]),
  }));
  return { columns, rows, decimalComma: false };
}
