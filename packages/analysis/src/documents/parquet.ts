import { parquetWriteBuffer } from "hyparquet-writer";

/** Types of columns that are no text, and those that may be null. */
export interface ColumnTypes {
  readonly doubles: readonly string[];
  readonly integers: readonly string[];
  readonly nullable: readonly string[];
}

/** A table as Parquet, with the columns of its CSV; a value that is not a number is null. */
export function parquetBytes(
  columns: readonly string[],
  records: readonly object[],
  { doubles, integers, nullable }: ColumnTypes,
): Uint8Array[] {
  const typeOf = (name: string) =>
    doubles.includes(name) ? "DOUBLE" : integers.includes(name) ? "INT32" : "STRING";
  const columnData = columns.map((name) => ({
    name,
    data: (records as readonly Readonly<Record<string, unknown>>[]).map((row) => {
      const value = row[name];
      // Adding zero makes -0, which JSON does not keep, 0.
      return typeof value === "number" ? value + 0 : value;
    }),
    type: typeOf(name) as "DOUBLE" | "INT32" | "STRING",
    nullable: nullable.includes(name),
  }));
  return [new Uint8Array(parquetWriteBuffer({ columnData }))];
}
