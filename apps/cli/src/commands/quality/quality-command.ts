import { jsonText, ndjsonText, qualityDocument } from "@pgt/analysis/documents";
import type { QualityOptions, QualityReport, QualityStudy, ShardRequest } from "@pgt/core";
import { noteText, plural, someOf } from "@pgt/metrics";
import { machineOptions, measureOptions } from "../../arguments/run-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { scoreShard } from "../merge/score-shard.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import { qualityMarkup, styleOfFile } from "./quality-markup.ts";
import type { QualityValues } from "./quality-options.ts";
import { qualityRequest, qualityStudy } from "./quality-study.ts";
import { qualityText, qualityWarningLines } from "./quality-text.ts";

export const qualityCommand: Run<QualityValues> = async (context, manifests, options) => {
  const study = qualityStudy(manifests, options);
  checkTables(options.table ?? []);
  const request = { ...measureOptions(options), ...qualityRequest(options) };
  if (options.shard) return scoreShard(context, shardRequest(study, request), options);
  const library = await context.library();
  const report = await context.withProgress("comparing", (onProgress) =>
    library.quality(study, {
      ...request,
      ...machineOptions(options, context),
      ...(options.out !== undefined && { out: options.out }),
      ...(options.fresh && { fresh: options.fresh }),
      onProgress,
      signal: context.signal,
    }),
  );
  return showQuality(context, report, options);
};

function shardRequest(study: QualityStudy, options: QualityOptions): ShardRequest {
  if (typeof study === "string" || !("summaries" in study)) return { command: "quality", study, options };
  throw new CommandUsageError("--shard splits masks; with --summary there is nothing to compare");
}

type Shown = Pick<QualityValues, "out" | "format" | "report" | "anonymous" | "table">;

/** Tells of label quality, in every way that was asked for. @returns the exit code. */
export async function showQuality(context: Context, report: QualityReport, options: Shown): Promise<number> {
  checkTables(options.table ?? []);
  for (const note of report.notes) {
    const place = report.datasets.length > 1 ? `${note.dataset}: ` : "";
    context.note(`warning: ${place}${noteText(note)}`);
  }
  noteRunDirectory(context, report.files, options);
  noteSummaries(context, report);
  await writeTables(context, report, options.table ?? []);
  await writeReportIfAsked(context, qualityDocument(report, context.version), options);
  await emit(context, qualityOutput(context, report, options.format ?? "table"));
  return finish(context, report);
}

function checkTables(files: readonly string[]): void {
  const unknownFile = files.find((file) => styleOfFile(file) === undefined);
  if (unknownFile === undefined) return;
  throw new CommandUsageError(
    `--table: expected a file that ends with .md, .tex, .html or .csv, found '${unknownFile}'`,
    `--table ${unknownFile}.md`,
  );
}

function noteSummaries(context: Context, { summaryFiles = [] }: QualityReport): void {
  for (const { path, generator, missing } of summaryFiles) {
    context.note(`wrote the summary of ${generator} to ${path}`);
    if (missing.length === 0) continue;
    context.note(
      `warning: ${path} lacks ${plural(missing.length, "case")} of the reference: ${someOf(missing)}. Its means are over the others.`,
    );
  }
}

async function writeTables(context: Context, report: QualityReport, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await (await context.library()).writeFile(file, qualityMarkup(report, styleOfFile(file)!));
    context.note(`wrote the table to ${file}`);
  }
}

function qualityOutput(
  context: Context,
  report: QualityReport,
  format: NonNullable<QualityValues["format"]>,
): Iterable<string> {
  if (format === "table") return asText(qualityText(report, context.outTerminal));
  for (const warning of qualityWarningLines(report)) context.note(`warning: ${warning}`);
  if (format === "json") return jsonText(qualityDocument(report, context.version));
  return format === "ndjson" ? ndjsonText(report.rows) : qualityMarkup(report, format);
}
