import { jsonText, ndjsonText, scoreCsv, uncertaintyDocument } from "@pgt/analysis/documents";
import type { UncertaintyInputs, UncertaintyOptions, UncertaintyReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { byId } from "../../arguments/each-once.ts";
import { raterStudy } from "../../arguments/rater-study.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import type { UncertaintyValues } from "./uncertainty-options.ts";
import { uncertaintyTable } from "./uncertainty-table.ts";

/** `pgt uncertainty STUDY`: probability maps and samples against raters. */
export const uncertaintyCommand: Run<UncertaintyValues> = async (context, [given], options) => {
  const study = studyOf(given, options);
  const library = await context.library();
  const report = await context.withProgress("comparing", (onProgress) =>
    library.uncertainty(study, { ...requestOf(options), onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  noteRunDirectory(context, report.files, options);
  await writeReportIfAsked(context, uncertaintyDocument(report, context.version), options);
  await emit(context, output(context, report, options.format ?? "table"));
  return finish(context, report);
};

function studyOf(
  given: string | undefined,
  { rater, probability = [], samples = [] }: UncertaintyValues,
): UncertaintyInputs | string {
  const study = raterStudy(given, rater, "uncertainty", "uncertainty");
  if (typeof study !== "string") {
    return {
      ...study,
      probabilities: byId(probability, ({ folder, label }) => ({
        folder,
        ...(label !== undefined && { label }),
      })),
      samples: byId(samples, ({ folder }) => folder),
    };
  }
  if (probability.length + samples.length === 0) return study;
  throw new CommandUsageError(
    `--probability and --samples go with --rater; models of the study ${study} stand in it`,
    `pgt uncertainty ${study}`,
  );
}

function requestOf({ labels, region, layout, out, fresh }: UncertaintyValues): UncertaintyOptions {
  const given = { labels, region, layout, out, fresh };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function output(
  context: Context,
  report: UncertaintyReport,
  format: NonNullable<UncertaintyValues["format"]>,
): Iterable<string> {
  if (format === "json") return jsonText(uncertaintyDocument(report, context.version));
  if (format === "csv") return scoreCsv(report.rows);
  if (format === "ndjson") return ndjsonText(report.rows);
  return asText(uncertaintyTable(report, context.outTerminal));
}
