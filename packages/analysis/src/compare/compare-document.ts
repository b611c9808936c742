import { noteText } from "@pgt/metrics";
import { type RunFolder, version } from "@pgt/runner";
import type { SummaryRow } from "@pgt/stats";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { masksTable, scoreFiles } from "../documents/score-tables.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { Comparison } from "./comparison.ts";

export const comparisonSchema = "pgt.compare/1";

const summaryTable: Table<{ readonly summary: readonly SummaryRow[] }> = {
  file: "summary.csv",
  columns: [
    "label",
    "name",
    "metric",
    "unit",
    "mean",
    "low",
    "high",
    "sd",
    "median",
    "n",
    "expected",
    "substituted",
  ],
  records: ({ summary }) => summary.map(({ interval, ...row }) => ({ ...row, ...interval })),
};

/** The tables of a comparison, beside its score table. */
export const comparisonTables: readonly Table<Comparison>[] = [masksTable, summaryTable];

/** The JSON document of a comparison. */
export function comparisonDocument(comparison: Comparison, version: string): SchemaDocument {
  const { settings, rows, summary, worst, warnings, failures, compared } = comparison;
  return {
    schema: comparisonSchema,
    version,
    settings,
    ...compared,
    rows,
    summary,
    worst,
    warnings: warnings.map(noteText),
    notes: warnings,
    failures,
  };
}

/**
 * Writes the tables of a comparison and run.json.
 *
 * @param run what was compared, and how long it took.
 * @returns names of the files.
 */
export function writeComparison(
  directory: RunFolder,
  comparison: Comparison,
  run: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const { rows, masks: _, warnings, compared, ...rest } = comparison;
  const tables = { ...scoreFiles(rows), ...tableFiles(comparisonTables, comparison) };
  return directory.write(
    tables,
    jsonText({
      schema: comparisonSchema,
      version,
      ...compared,
      ...rest,
      warnings: warnings.map(noteText),
      notes: warnings,
      ...run,
    }),
  );
}
