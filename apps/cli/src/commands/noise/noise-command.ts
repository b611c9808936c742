import { jsonText, noiseDocument, tableText, transitionsTable } from "@pgt/analysis/documents";
import type { NoiseOptions, NoiseReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { raterStudy } from "../../arguments/rater-study.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import { asText, emit, finish } from "../../finish.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import type { NoiseValues } from "./noise-options.ts";
import { noiseText } from "./noise-table.ts";

/** `pgt noise STUDY`: transition matrices, flips by distance, soft labels. */
export const noiseCommand: Run<NoiseValues> = async (context, [given], options) => {
  const study = raterStudy(given, options.rater, "noise", "an estimate of noise");
  const request = noiseRequest(options);
  const library = await context.library();
  const report: NoiseReport = await context.withProgress("counting answers", (onProgress) =>
    library.noise(study, { ...request, onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  if (report.files) context.note(`wrote ${report.files.length} files to ${options.out}`);
  const document = noiseDocument(report, context.version);
  await writeReportIfAsked(context, document, options);
  const format = options.format ?? "table";
  if (format === "table") await emit(context, asText(noiseText(report, context.outTerminal)));
  else {
    for (const warning of report.warnings) context.note(`warning: ${noteText(warning)}`);
    await emit(context, format === "json" ? jsonText(document) : tableText(transitionsTable, report));
  }
  return finish(context, { rows: report.transitions, failures: report.failures });
};

function noiseRequest({ region, soft, labels, layout, out, fresh }: NoiseValues): NoiseOptions {
  if (out === undefined && soft) {
    throw new CommandUsageError("--soft needs --out, where its files go", "--out noise");
  }
  return {
    ...(region !== undefined && { region }),
    ...(soft && { soft }),
    ...(labels !== undefined && { labels }),
    ...(layout && { layout }),
    ...(out !== undefined && { out }),
    ...(fresh && { fresh }),
  };
}
