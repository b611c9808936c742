const rowsPerChunk = 1000;

/** A parsed JSON document with its schema. */
export interface SchemaDocument {
  readonly schema: string;
  readonly [field: string]: unknown;
}

/** JSON without NaN or Infinity: what is not finite becomes null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? null : one));
}

/** One document; the elements of an array stand on a line each. In pieces, since tables can be large. */
export function* jsonText(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = "{\n";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value)) yield* arrayText(value);
    else yield toJson(value);
    separator = ",\n";
  }
  yield separator === "{\n" ? "{}\n" : "\n}\n";
}

function* arrayText(values: readonly unknown[]): Generator<string> {
  if (values.length === 0) return yield "[]";
  for (let at = 0; at < values.length; at += rowsPerChunk) {
    const lines = values.slice(at, at + rowsPerChunk).map(toJson);
    yield `${at === 0 ? "[\n" : ",\n"}${lines.join(",\n")}`;
  }
  yield "\n]";
}

/** One JSON value a line. */
export function* ndjsonText(rows: readonly unknown[]): Generator<string> {
  for (let at = 0; at < rows.length; at += rowsPerChunk) {
    const lines = rows.slice(at, at + rowsPerChunk).map(toJson);
    yield `${lines.join("\n")}\n`;
  }
}
