import { jsonText, rankDocument, rankingTable, tableText } from "@pgt/analysis/documents";
import type { RankReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit } from "../../finish.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import type { RankValues } from "./rank-options.ts";
import { rankText } from "./rank-text.ts";

/** `pgt rank`: a ranking of algorithms with its stability. */
export const rankCommand: Run<RankValues> = async (context, [source], options) => {
  const { out, challenger, format = "table" } = options;
  const library = await context.library();
  const report = await library.rank(source, rankRequest(options));
  if (format !== "table" && report.basis !== null) context.note(`note: ${report.basis}`);
  if (format !== "table") for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  if (out !== undefined && report.files) context.note(`wrote ${report.files.join(", ")} to ${out}`);
  if (challenger !== undefined) context.note(`wrote ${challenger}`);
  await writeReportIfAsked(context, rankDocument(report, context.version), options);
  await emit(context, output(context, report, format));
  return 0;
};

function output(context: Context, report: RankReport, format: NonNullable<RankValues["format"]>) {
  if (format === "table") return asText(rankText(report, context.outTerminal));
  return format === "csv" ? tableText(rankingTable, report) : jsonText(rankDocument(report, context.version));
}

function rankRequest(options: RankValues) {
  const { metrics, labels, models, raters, method, missing, better, replicates, seed } = options;
  const given = {
    ...{ metrics, labels, algorithms: models, references: raters, method, missing, better, replicates, seed },
    ...{ columns: options.columns, scale: options.scale },
    ...{ challenger: options.challenger, out: options.out, fresh: options.fresh },
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
