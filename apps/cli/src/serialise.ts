import { type ScoreRow, scoreColumns } from "@pgt/metrics";
import { stringify } from "csv-stringify/sync";

const rowsPerChunk = 1000;

/** JSON without NaN or Infinity: what is not finite becomes null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? null : one));
}

/** One document; the elements of an array stand on a line each. In pieces, since tables can be large. */
export function* jsonDocument(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = "{\n";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value)) yield* jsonArray(value);
    else yield toJson(value);
    separator = ",\n";
  }
  yield separator === "{\n" ? "{}\n" : "\n}\n";
}

function* jsonArray(values: readonly unknown[]): Generator<string> {
  if (values.length === 0) return yield "[]";
  for (let at = 0; at < values.length; at += rowsPerChunk) {
    const lines = values.slice(at, at + rowsPerChunk).map(toJson);
    yield `${at === 0 ? "[\n" : ",\n"}${lines.join(",\n")}`;
  }
  yield "\n]";
}

export function* ndjson(rows: readonly unknown[]): Generator<string> {
  for (let at = 0; at < rows.length; at += rowsPerChunk) {
    yield `${rows
      .slice(at, at + rowsPerChunk)
      .map(toJson)
      .join("\n")}\n`;
  }
}

/** RFC 4180 with "\n"; null is an empty field. The header is there even without rows. */
export function* csv(columns: readonly string[], records: readonly Readonly<Record<string, unknown>>[]) {
  yield stringify([columns as string[]]);
  for (let at = 0; at < records.length; at += rowsPerChunk) {
    yield stringify(records.slice(at, at + rowsPerChunk), {
      columns: columns as string[],
      cast: { number: csvNumber },
    });
  }
}

function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}

/** The score table as CSV. */
export function scoreCsv(rows: readonly ScoreRow[]): Generator<string> {
  return csv(scoreColumns, rows as readonly (ScoreRow & Record<string, unknown>)[]);
}
