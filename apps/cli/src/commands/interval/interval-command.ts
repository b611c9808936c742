import { intervalDocument, jsonText, ndjsonText, scoreCsv } from "@pgt/analysis/documents";
import type { IntervalReport, StudyFolders } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { machineOptions, measureOptions } from "../../arguments/run-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { scoreShard } from "../merge/score-shard.ts";
import { reportInput } from "../report/report-data.ts";
import { writeReport } from "../report/write-report.ts";
import type { IntervalValues } from "./interval-options.ts";
import { intervalText, warningLines } from "./interval-report.ts";
import { studyFolders } from "./study-folders.ts";

export const intervalCommand: Run<IntervalValues> = async (context, [given], options) => {
  const study = given === undefined ? studyFolders(options) : studyPath(given, options);
  if (options.shard) {
    return scoreShard(context, { command: "interval", study, options: intervalOptionsOf(options) }, options);
  }
  return showInterval(context, await runInterval(context, study, options), options);
};

type Shown = Pick<IntervalValues, "out" | "format" | "report" | "anonymous" | "metrics" | "labels">;

/** Tells of an interval, in every way that was asked for. @returns the exit code. */
export async function showInterval(
  context: Context,
  report: IntervalReport,
  options: Shown,
): Promise<number> {
  for (const note of report.notes) context.note(`warning: ${noteText(note)}`);
  noteRunDirectory(context, report.files, options);
  if (options.report !== undefined) await writeIntervalReport(context, report, options.report, options);
  await emit(context, intervalOutput(context, report, options.format ?? "table"));
  return finish(context, report);
}

/** @param out where the run directory goes, if not where the options say. */
export async function runInterval(
  context: Context,
  study: StudyFolders | string,
  options: IntervalValues,
  out = options.out,
): Promise<IntervalReport> {
  const library = await context.library();
  const { fresh } = options;
  return context.withProgress("comparing", (onProgress) =>
    library.interval(study, {
      ...intervalOptionsOf(options),
      ...machineOptions(options, context),
      ...(out !== undefined && { out }),
      ...(fresh && { fresh }),
      onProgress,
      signal: context.signal,
    }),
  );
}

/** What is compared and how; nothing of this machine. */
function intervalOptionsOf(options: IntervalValues) {
  const { raters, models, columns, scale, agreement, reference } = options;
  return {
    ...measureOptions(options),
    ...(raters && { raters }),
    ...(models && { models }),
    ...(columns && { columns }),
    ...(scale && { scale }),
    ...(agreement && { agreement }),
    ...(reference !== undefined && { reference }),
  };
}

/** Says what was written, or how to go on with a run that was stopped. */
export function noteRunDirectory(
  context: Context,
  files: readonly string[] | undefined,
  { out }: Pick<IntervalValues, "out">,
): void {
  if (out === undefined) return;
  if (files) context.note(`wrote ${files.join(", ")} to ${out}`);
  else if (context.signal.aborted) {
    context.complain(`pgt: the cases done are kept in ${out}; the same command goes on from there`);
  }
}

async function writeIntervalReport(
  context: Context,
  report: IntervalReport,
  file: string,
  options: Shown,
): Promise<void> {
  const { study, entities, name } = report;
  const raters = [...new Set(entities.filter(({ role }) => role === "rater").map(({ id }) => id))];
  const title = name === undefined ? {} : { title: name };
  const { metrics, labels } = options;
  await writeReport(context, reportInput(report, { version: context.version, raters, ...title }), {
    file,
    anonymous: options.anonymous === true,
    study,
    measure: { ...(metrics && { metrics }), ...(labels && { labels }) },
  });
}

/** A manifest or table says who is who, so the options that say it too are refused. */
function studyPath(path: string, options: IntervalValues): string {
  const twice = (["rater", "repeat", "model", "map", "names"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (twice === undefined) return path;
  throw new CommandUsageError(
    `--${twice} and the study ${path}: expected one or the other`,
    `pgt interval ${path}`,
  );
}

function intervalOutput(
  context: Context,
  report: IntervalReport,
  format: NonNullable<IntervalValues["format"]>,
): Iterable<string> {
  if (format === "table") return asText(intervalText(report, context.outTerminal));
  for (const warning of warningLines(report)) context.note(`warning: ${warning}`);
  if (format === "json") return jsonText(intervalDocument(report, context.version));
  return format === "csv" ? scoreCsv(report.rows) : ndjsonText(report.rows);
}
