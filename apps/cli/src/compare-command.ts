import type { Comparison } from "@pgt/core";
import { compareTable } from "./compare-table.ts";
import type { Command, Context } from "./context.ts";
import { asText, emit, finish } from "./finish.ts";
import { hashInputs } from "./input-hashes.ts";
import type { OptionValues } from "./options.ts";
import { openRunDirectory, writeRunDirectory } from "./run-directory.ts";
import { runOptions } from "./run-options.ts";
import { csv, jsonDocument, ndjson, scoreCsv } from "./serialise.ts";

export const compareCommand: Command = async (context, [reference, prediction], options) => {
  if (options.out !== undefined) await openRunDirectory(options.out);
  const door = await context.door();
  const comparison = await context.withProgress("comparing", (onProgress) =>
    door.comparePaths(reference, prediction, { ...runOptions(options), onProgress, signal: context.signal }),
  );
  for (const warning of comparison.warnings) context.note(`warning: ${warning}`);
  if (options.out !== undefined)
    await saveComparison(context, comparison, [reference, prediction], options.out);
  await emit(context, comparisonOutput(context, comparison, options.format ?? "table"));
  return finish(context, comparison);
};

function comparisonOutput(
  context: Context,
  comparison: Comparison,
  format: NonNullable<OptionValues["format"]>,
): Iterable<string> {
  if (format === "json") return jsonDocument(comparisonDocument(context, comparison));
  if (format === "csv") return scoreCsv(comparison.rows);
  if (format === "ndjson") return ndjson(comparison.rows);
  return asText(compareTable(comparison, context.outTerminal));
}

function comparisonDocument(context: Context, comparison: Comparison): Record<string, unknown> {
  const { settings, rows, summary, warnings, failures } = comparison;
  return { schema: "pgt.compare/1", version: context.version, settings, rows, summary, warnings, failures };
}

const summaryColumns = [
  "label",
  "name",
  "metric",
  "unit",
  "mean",
  "sd",
  "median",
  "n",
  "expected",
  "substituted",
];

async function saveComparison(
  context: Context,
  comparison: Comparison,
  paths: readonly string[],
  folder: string,
) {
  const { rows: _, ...run } = comparisonDocument(context, comparison);
  await writeRunDirectory(folder, {
    "rows.csv": scoreCsv(comparison.rows),
    "summary.csv": csv(
      summaryColumns,
      comparison.summary.map((row) => ({ ...row })),
    ),
    "run.json": jsonDocument({ ...run, inputs: await hashInputs(paths) }),
  });
  context.note(`wrote rows.csv, summary.csv and run.json to ${folder}`);
}
