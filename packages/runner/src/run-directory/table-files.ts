import type { MaskRow, ScoreRow } from "@pgt/metrics";
import { scoreColumns } from "@pgt/metrics";
import type { Bound, Placement, SummaryRow } from "@pgt/stats";
import { stringify } from "csv-stringify/sync";
import { parquetWriteBuffer } from "hyparquet-writer";

const rowsPerChunk = 1000;

/** RFC 4180 with "\n"; null is an empty field. The header is there even without rows. */
export function* csvFile(
  columns: readonly string[],
  records: readonly Readonly<Record<string, unknown>>[],
): Generator<string> {
  yield stringify([columns as string[]]);
  for (let at = 0; at < records.length; at += rowsPerChunk) {
    yield stringify(records.slice(at, at + rowsPerChunk), {
      columns: columns as string[],
      cast: { number: (value) => (Number.isFinite(value) ? String(value) : "") },
    });
  }
}

export function scoreCsv(rows: readonly ScoreRow[]): Iterable<string> {
  return csvFile(scoreColumns, rows as readonly (ScoreRow & Record<string, unknown>)[]);
}

const integerColumns: readonly string[] = ["label", "aSession", "bSession"];
const nullableColumns: readonly string[] = ["value", "reason"];

/** The score table as Parquet, with the columns of the CSV; a value that is not a number is null. */
export function scoreParquet(rows: readonly ScoreRow[]): Uint8Array[] {
  const columnData = scoreColumns.map((name) => ({
    name,
    // Adding zero makes -0, which JSON does not keep, 0.
    data: rows.map((row) => (typeof row[name] === "number" ? row[name] + 0 : row[name])),
    type:
      name === "value"
        ? ("DOUBLE" as const)
        : integerColumns.includes(name)
          ? ("INT32" as const)
          : ("STRING" as const),
    nullable: nullableColumns.includes(name),
  }));
  return [new Uint8Array(parquetWriteBuffer({ columnData }))];
}

export function masksCsv(masks: readonly MaskRow[]): Iterable<string> {
  const columns = ["case", "label", "name", "entity", "session", "volumeMl", "areaMm2"];
  return csvFile(
    columns,
    masks.map((row) => ({ ...row })),
  );
}

export function summaryCsv(summary: readonly SummaryRow[]): Iterable<string> {
  const columns = ["label", "name", "metric", "unit", "mean", "sd", "median", "n", "expected", "substituted"];
  return csvFile(
    columns,
    summary.map((row) => ({ ...row })),
  );
}

const reliabilityColumns = [
  "estimate",
  "low",
  "high",
  "randomRatersLow",
  "randomRatersHigh",
  "n",
  "expected",
  "pairs",
];

export function boundsCsv(bounds: readonly Bound[]): Iterable<string> {
  const columns = ["inter", "intra"].flatMap((prefix) =>
    reliabilityColumns.map((column) => `${prefix}.${column}`),
  );
  const records = bounds.map(({ label, name, metric, unit, inter, intra }) => ({
    ...{ label, name, metric, unit },
    ...reliabilityFields("inter", inter),
    ...reliabilityFields("intra", intra),
  }));
  return csvFile(["label", "name", "metric", "unit", ...columns], records);
}

function reliabilityFields(prefix: string, bound: Bound["intra"]): Record<string, number | null> {
  if (bound === null) return {};
  const { estimate, fixedRaters, randomRaters, n, expected, pairs } = bound;
  const values = [
    estimate,
    fixedRaters.low,
    fixedRaters.high,
    randomRaters?.low ?? null,
    randomRaters?.high ?? null,
    n,
    expected,
    pairs,
  ];
  return Object.fromEntries(reliabilityColumns.map((column, at) => [`${prefix}.${column}`, values[at]!]));
}

export function modelsCsv(models: readonly Placement[]): Iterable<string> {
  const columns = ["model", "label", "name", "metric", "estimate", "low", "high", "n", "expected", "state"];
  return csvFile(
    columns,
    models.map((row) => ({ ...row })),
  );
}

/** One JSON document; the elements of an array stand on a line each. What is not finite becomes null. */
export function* jsonFile(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = "{\n";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) {
      for (const [at, one] of value.entries()) yield `${at === 0 ? "[\n" : ",\n"}${finiteJson(one)}`;
      yield "\n]";
    } else yield finiteJson(value);
    separator = ",\n";
  }
  yield "\n}\n";
}

function finiteJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "number" && !Number.isFinite(one) ? null : one));
}
