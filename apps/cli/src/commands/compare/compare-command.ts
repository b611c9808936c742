import { comparisonDocument, jsonText, ndjsonText, scoreCsv } from "@pgt/analysis/documents";
import type { Comparison } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { eachOnce } from "../../arguments/each-once.ts";
import { measureOptions, runOptions } from "../../arguments/run-options.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { scoreShard } from "../merge/score-shard.ts";
import { writeCompareReport } from "../report/compare-report.ts";
import type { CompareValues } from "./compare-options.ts";
import { compareTable } from "./compare-table.ts";

export const compareCommand: Run<CompareValues> = async (context, [reference, prediction], options) => {
  const request = compareOptionsOf(options);
  if (options.shard) {
    return scoreShard(context, { command: "compare", reference, prediction, options: request }, options);
  }
  const library = await context.library();
  const comparison = await context.withProgress("comparing", (onProgress) =>
    library.comparePaths(reference, prediction, {
      ...request,
      ...runOptions(options, context),
      ...(options.out !== undefined && { out: options.out }),
      ...(options.fresh && { fresh: options.fresh }),
      onProgress,
      signal: context.signal,
    }),
  );
  return showComparison(context, comparison, options);
};

/** What is compared and how; nothing of this machine. */
function compareOptionsOf(options: CompareValues) {
  const { map, names, "missing-prediction": missingPrediction, reference } = options;
  return {
    ...measureOptions(options),
    ...(map && { maps: eachOnce("--map", map) }),
    ...(names && { names: eachOnce("--names", names) }),
    ...(missingPrediction && { missingPrediction }),
    ...(reference !== undefined && { reference }),
  };
}

type Shown = Pick<CompareValues, "out" | "format" | "report" | "anonymous" | "labels">;

/** Tells of a comparison, in every way that was asked for. @returns the exit code. */
export async function showComparison(
  context: Context,
  comparison: Comparison,
  options: Shown,
): Promise<number> {
  for (const warning of comparison.warnings) context.note(`warning: ${noteText(warning)}`);
  noteRunDirectory(context, comparison.files, options);
  const { report, labels } = options;
  if (report !== undefined) {
    await writeCompareReport(context, comparisonDocument(comparison, context.version), {
      file: report,
      anonymous: options.anonymous === true,
      ...(labels !== undefined && { labels }),
    });
  }
  await emit(context, comparisonOutput(context, comparison, options.format ?? "table"));
  return finish(context, comparison);
}

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
