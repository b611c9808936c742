import { InputError } from "@pgt/metrics";
import { decodeText, type InputHash, readBytes } from "@pgt/runner";
import { parse } from "csv-parse/sync";
import { type FileMetaData, parquetMetadata, parquetReadObjects } from "hyparquet";

/** A table as read: names of its columns, and rows of values with the place that messages give. */
export interface RawTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly place: string; readonly values: readonly unknown[] }[];
  /** Decimals may be written with a comma. */
  readonly decimalComma: boolean;
}

/**
 * Reads a table, CSV or Parquet; the hash of the file is added to `inputs`. CSV: up to 256 MiB and 10,000
 * columns, time and memory linear in the file. Parquet: up to eight values for each byte.
 *
 * @throws InputError E_TABLE if the file is no table.
 */
export async function readRawTable(path: string, inputs?: InputHash[]): Promise<RawTable> {
  const bytes = await readBytes(path, inputs);
  return /\.parquet$/i.test(path) ? readParquet(bytes, path) : readCsv(decodeText(bytes, path), path);
}

type Records = readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
type Delimiter = keyof typeof delimiters;

/** Columns of a table; those that are known have a dozen. */
const MOST_COLUMNS = 10_000;

const delimiters = { ",": "commas", ";": "semicolons", "\t": "tabs" } as const;

/**
 * The delimiter is the one that splits the line of names into most columns and all other lines into as many. If none
 * does, the fault is named by the one that splits the line of names best.
 */
function readCsv(text: string, file: string): RawTable {
  const [header = ""] = text.split(/\r?\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  const candidates = (Object.keys(delimiters) as Delimiter[]).sort((a, b) => count(b) - count(a));
  if (count(candidates[0]) > MOST_COLUMNS) {
    const message = `expected at most ${MOST_COLUMNS} columns, found ${count(candidates[0])} in the line of names`;
    throw new InputError("E_TABLE", file, message);
  }
  const faults: CsvFault[] = [];
  for (const delimiter of candidates) {
    if (delimiter !== candidates[0] && count(delimiter) === 1) continue;
    try {
      return tableOf(recordsOf(text, delimiter), delimiter, file);
    } catch (error) {
      if (error instanceof InputError) throw error;
      faults.push(error as CsvFault);
    }
  }
  throw new InputError("E_TABLE", file, faultText(faults[0], text, candidates[0]), { cause: faults[0] });
}

const reading = { bom: true, info: true, skip_empty_lines: true, trim: true } as const;

function recordsOf(text: string, delimiter: Delimiter): Records {
  return parse(text, { ...reading, delimiter }) as unknown as Records;
}

function tableOf([first, ...rest]: Records, delimiter: Delimiter, file: string): RawTable {
  if (!first) {
    throw new InputError("E_TABLE", file, "expected a line with the names of the columns; the file is empty");
  }
  return {
    columns: first.record,
    rows: rest.map(({ record, info }) => ({ place: `line ${info.lines}`, values: record })),
    decimalComma: delimiter !== ",",
  };
}

/** Error that csv-parse throws. */
interface CsvFault extends Error {
  readonly code?: string;
  readonly lines?: number;
  readonly record?: readonly string[];
}

function faultText(fault: CsvFault, text: string, delimiter: Delimiter): string {
  const { code, lines, record } = fault;
  if (code !== "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH" || !record) {
    return `not a table of comma-separated values (${fault.message})`;
  }
  // A name in quotes may reach over the end of a line.
  const [first] = parse(text, {
    ...reading,
    delimiter,
    relax_column_count: true,
    to: 1,
  }) as unknown as Records;
  const names = first?.record ?? [];
  const by = delimiters[delimiter];
  const heads = `the line of names ${names.length} (${names.join(", ")})`;
  const written = record.join(delimiter);
  const other = (Object.keys(delimiters) as Delimiter[]).find(
    (one) => one !== delimiter && written.split(one).length >= names.length,
  );
  if (other !== undefined) {
    return `line ${lines} is separated by ${delimiters[other]}, the line of names by ${by}: use one of them throughout`;
  }
  const difference = Math.abs(record.length - names.length);
  const what =
    record.length > names.length
      ? `${difference === 1 ? "the name of 1 column is" : `the names of ${difference} columns are`} missing, or a value that holds the separator needs quotes`
      : `${difference === 1 ? "1 value is" : `${difference} values are`} missing`;
  return `line ${lines} has ${record.length} columns, separated by ${by}, and ${heads}: ${what}`;
}

/** Values of a file of Parquet for each of its bytes, and such as a small file may hold. */
const MOST_VALUES_A_BYTE = 8;
const FEW_VALUES = 100_000;

/**
 * Reads the columns that are not nested. A file of so many bytes holds up to eight values a byte: runs of equal values
 * take none, and would be read for hours.
 */
async function readParquet(bytes: Uint8Array, file: string): Promise<RawTable> {
  const fault = (message: string, cause?: unknown) =>
    new InputError("E_TABLE", file, `not a Parquet file that can be read (${message})`, { cause });
  let objects: Record<string, unknown>[];
  let columns: string[];
  try {
    const content = new Uint8Array(bytes).buffer;
    const metadata = parquetMetadata(content);
    columns = flatColumns(metadata);
    const counts = metadata.row_groups.flatMap(({ num_rows, columns: chunks }) => [
      Number(num_rows),
      ...chunks.map((chunk) => Number(chunk.meta_data?.num_values ?? 0)),
    ]);
    // A count below 0 would hide one that is as far above.
    const values = counts.reduce((sum, count) => sum + Math.abs(count), 0);
    const most = MOST_VALUES_A_BYTE * bytes.length + FEW_VALUES;
    if (columns.length > MOST_COLUMNS || !(values <= most)) {
      throw fault(
        `${columns.length} columns, ${values} values; expected ${MOST_COLUMNS} and ${most} at most`,
      );
    }
    objects = await parquetReadObjects({ file: content, metadata, columns });
  } catch (cause) {
    throw cause instanceof InputError ? cause : fault((cause as Error).message, cause);
  }
  const rows = objects.map((row, at) => ({
    place: `row ${at + 1}`,
    values: columns.map((column) => row[column]),
  }));
  return { columns, rows, decimalComma: false };
}

/** Columns of the schema's first level that are neither nested nor lists. */
function flatColumns({ schema: [_root, ...elements] }: FileMetaData): string[] {
  const columns: string[] = [];
  let nested = 0;
  for (const { name, num_children: children = 0, repetition_type: repetition } of elements) {
    if (nested > 0) nested += children - 1;
    else if (children > 0) nested = children;
    else if (repetition !== "REPEATED" && typeof name === "string") columns.push(name);
  }
  return columns;
}
