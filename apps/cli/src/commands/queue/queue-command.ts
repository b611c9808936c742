import {
  jsonText,
  ndjsonText,
  precisionTable,
  queueDocument,
  queueEvaluationDocument,
  queueTable,
  tableText,
} from "@pgt/analysis/documents";
import type {
  QueueEvaluationReport,
  QueueOptions,
  QueueRanking,
  QueueReport,
  QueueStudy,
  TermWeights,
} from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { byId, eachOnce } from "../../arguments/each-once.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { evaluationText } from "./evaluation-table.ts";
import type { QueueValues } from "./queue-options.ts";
import { writeQueueReport } from "./queue-report.ts";
import { queueText } from "./queue-table.ts";

/** `pgt queue STUDY`: regions to look at again, or how well the queue finds errors. */
export const queueCommand: Run<QueueValues> = async (context, [given], options) => {
  const study = studyOf(given, options);
  if (options.evaluate) return evaluate(context, study, options);
  checkAlone(options, ["errors", "rounds", "cases", "seed"], "goes with --evaluate", false);
  if (study === null) throw nobody;
  const library = await context.library();
  const request = { ...rankingOf(options), ...taskOptions(options) };
  const report: QueueReport = await context.withProgress("looking for regions", (onProgress) =>
    library.queue(study, { ...request, onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  if (report.files) context.note(`wrote ${report.files.length} files to ${options.out}`);
  if (report.tasks) context.note(`wrote ${report.tasks.count} tasks to ${report.tasks.folder}`);
  else if (options.write) context.note(`wrote no tasks to ${options.write}: no region is in the plan`);
  if (options.report !== undefined) {
    const anonymous = options.anonymous === true;
    await writeQueueReport(context, queueDocument(report, context.version), {
      file: options.report,
      anonymous,
    });
  }
  await emit(context, output(context, report, options.format ?? "table"));
  return finish(context, { rows: report.cases > 0 ? [report.cases] : [], failures: report.failures });
};

async function evaluate(context: Context, study: QueueStudy | string | null, options: QueueValues) {
  const alone = ["budget", "write", "tasks", "margin", "out", "fresh", "report", "anonymous"] as const;
  checkAlone(options, alone, "does not go with --evaluate", false);
  const { errors, rounds, cases, seed } = options;
  if (cases !== undefined && study !== null) {
    throw new CommandUsageError(
      "--cases is of simulated masks, and there is a study",
      "pgt queue --evaluate --cases 24",
    );
  }
  const request = { ...rankingOf(options), ...given({ errors, rounds, cases, seed }) };
  const library = await context.library();
  const report: QueueEvaluationReport = await context.withProgress("looking for errors", (onProgress) =>
    library.evaluateQueue(study, { ...request, onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  const format = options.format ?? "table";
  if (format === "json") await emit(context, jsonText(queueEvaluationDocument(report, context.version)));
  else if (format === "csv") await emit(context, tableText(precisionTable, report));
  else if (format === "ndjson") await emit(context, ndjsonText(report.modes));
  else await emit(context, asText(evaluationText(report, context.outTerminal)));
  const rows = report.modes.filter((mode) => mode.cases > 0);
  return finish(context, { rows, failures: report.failures });
}

function output(
  context: Context,
  report: QueueReport,
  format: NonNullable<QueueValues["format"]>,
): Iterable<string> {
  if (format === "json") return jsonText(queueDocument(report, context.version));
  if (format === "csv") return tableText(queueTable, report);
  return format === "ndjson" ? ndjsonText(report.items) : asText(queueText(report, context.outTerminal));
}

const nobody = new CommandUsageError(
  "a queue needs two raters, a rater and a model, or two models; there are none",
  "pgt queue --rater anna=DIR --rater ben=DIR",
);

/** Null without a study: masks are simulated then. */
function studyOf(
  study: string | undefined,
  { rater, model, probability }: QueueValues,
): QueueStudy | string | null {
  if (study !== undefined) {
    if (rater === undefined && model === undefined) return study;
    const option = rater ? "--rater" : "--model";
    throw new CommandUsageError(
      `${option} and the study ${study}: expected one or the other`,
      `pgt queue ${study}`,
    );
  }
  if (rater === undefined && model === undefined && probability === undefined) return null;
  return { raters: eachOnce("--rater", rater), models: eachOnce("--model", model) };
}

function checkAlone(
  options: QueueValues,
  names: readonly (keyof QueueValues)[],
  how: string,
  value: boolean,
): void {
  const name = names.find((one) => options[one] !== undefined && options[one] !== value);
  if (name) throw new CommandUsageError(`--${name} ${how}`);
}

/** What is not undefined. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function rankingOf(options: QueueValues): QueueRanking {
  const { mode, minutes, probability, weights = {}, labels, layout } = options;
  const isLabel = (name: string) => /^\d+$/.test(name);
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => isLabel(name) === wanted));
  return given({
    modes: mode,
    ...{ minutes, labels, layout },
    sliceMinutes: options["slice-minutes"],
    entropyAbove: options.entropy,
    thicknessMm: options.thickness,
    minimumMl: options["minimum-volume"],
    weights: pick(false) as Partial<TermWeights>,
    labelWeights: pick(true),
    probabilities: probability && byId(probability, ({ id: _, ...folder }) => folder),
  }) as QueueRanking;
}

function taskOptions(options: QueueValues): QueueOptions {
  const { budget, write, tasks, margin, out, fresh } = options;
  const name =
    write === undefined ? (tasks !== undefined ? "tasks" : margin !== undefined ? "margin" : null) : null;
  if (name) throw new CommandUsageError(`--${name} needs --write, the folder for tasks`, "--write tasks");
  return given({ budget, write, tasks, marginMm: margin, out, fresh }) as QueueOptions;
}
