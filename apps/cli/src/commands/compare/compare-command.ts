import { comparisonDocument, jsonText, ndjsonText, scoreCsv } from "@pgt/analysis/documents";
import type { Comparison } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { eachOnce } from "../../arguments/each-once.ts";
import { runOptions } from "../../arguments/run-options.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { writeCompareReport } from "../report/compare-report.ts";
import type { CompareValues } from "./compare-options.ts";
import { compareTable } from "./compare-table.ts";

export const compareCommand: Run<CompareValues> = async (context, [reference, prediction], options) => {
  const library = await context.library();
  const { map, names, "missing-prediction": missingPrediction, report } = options;
  const comparison = await context.withProgress("comparing", (onProgress) =>
    library.comparePaths(reference, prediction, {
      ...runOptions(options, context),
      ...(options.out !== undefined && { out: options.out }),
      ...(options.fresh && { fresh: options.fresh }),
      ...(map && { maps: eachOnce("--map", map) }),
      ...(names && { names: eachOnce("--names", names) }),
      ...(missingPrediction && { missingPrediction }),
      ...(options.reference !== undefined && { reference: options.reference }),
      onProgress,
      signal: context.signal,
    }),
  );
  for (const warning of comparison.warnings) context.note(`warning: ${noteText(warning)}`);
  noteRunDirectory(context, comparison.files, options);
  if (report !== undefined) {
    const { labels } = runOptions(options);
    await writeCompareReport(context, comparisonDocument(comparison, context.version), {
      file: report,
      anonymous: options.anonymous === true,
      ...(labels !== undefined && { labels }),
    });
  }
  await emit(context, comparisonOutput(context, comparison, options.format ?? "table"));
  return finish(context, comparison);
};

function comparisonOutput(
  context: Context,
  comparison: Comparison,
  format: NonNullable<CompareValues["format"]>,
): Iterable<string> {
  if (format === "json") return jsonText(comparisonDocument(comparison, context.version));
  if (format === "csv") return scoreCsv(comparison.rows);
  if (format === "ndjson") return ndjsonText(comparison.rows);
  return asText(compareTable(comparison, context.outTerminal));
}
