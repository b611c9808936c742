import { jsonText, ndjsonText, scoreCsv, uncertaintyDocument } from "@pgt/analysis/documents";
import type { UncertaintyInputs, UncertaintyOptions, UncertaintyReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { byId, eachOnce } from "../../arguments/each-once.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import type { UncertaintyValues } from "./uncertainty-options.ts";
import { uncertaintyTable } from "./uncertainty-table.ts";

/** `pgt uncertainty`: probability maps and samples against raters. */
export const uncertaintyCommand: Run<UncertaintyValues> = async (context, _, options) => {
  const inputs = inputsOf(options);
  const library = await context.library();
  const report = await context.withProgress("comparing", (onProgress) =>
    library.uncertainty(inputs, { ...requestOf(options), onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  noteRunDirectory(context, report.files, options);
  await writeReportIfAsked(context, uncertaintyDocument(report, context.version), options);
  await emit(context, output(context, report, options.format ?? "table"));
  return finish(context, report);
};

function inputsOf({ rater = [], probability = [], samples = [] }: UncertaintyValues): UncertaintyInputs {
  if (rater.length < 2) {
    throw new CommandUsageError(
      "pgt uncertainty needs two raters or more",
      "--rater anna=masks/anna --rater ben=masks/ben --probability unet=softmax",
    );
  }
  return {
    raters: eachOnce("--rater", rater),
    probabilities: byId(probability, ({ folder, label }) => ({
      folder,
      ...(label !== undefined && { label }),
    })),
    samples: byId(samples, ({ folder }) => folder),
  };
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
