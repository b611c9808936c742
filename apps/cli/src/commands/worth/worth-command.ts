import {
  findingsTable,
  jsonText,
  pointsTable,
  tableCheckDocument,
  tableText,
  worthDocument,
} from "@pgt/analysis/documents";
import type { TableCheckReport, WorthReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit } from "../../finish.ts";
import { noteRunDirectory } from "../interval/interval-command.ts";
import { writeReportIfAsked } from "../report/result-page.ts";
import { findingLines } from "./worth-findings.ts";
import type { WorthValues } from "./worth-options.ts";
import { checkOptions, refuseWithCheck, worthRequest } from "./worth-request.ts";
import { worthText } from "./worth-text.ts";

/** `pgt worth`: is it worth improving the labels; with --check, only the forensic checks of tables. */
export const worthCommand: Run<WorthValues> = async (context, paths, options) => {
  const library = await context.library();
  if (options.check) {
    refuseWithCheck(options);
    const report = await library.checkTables(paths, checkOptions(options));
    await emit(context, checkOutput(context, report, options.format ?? "table"));
    return 0;
  }
  const report = await library.worth(paths, worthRequest(options));
  noteRunDirectory(context, report.files, options);
  await writeReportIfAsked(context, worthDocument(report, context.version), options);
  await emit(context, worthOutput(context, report, options.format ?? "table"));
  return 0;
};

function worthOutput(context: Context, report: WorthReport, format: string): Iterable<string> {
  if (format === "table") return asText(worthText(report, context.outTerminal));
  if (format === "json") return jsonText(worthDocument(report, context.version));
  for (const { sentence, variant } of report.answers) context.note(`${variant}: ${sentence}`);
  for (const warning of report.warnings) context.note(`warning: ${noteText(warning)}`);
  return tableText(pointsTable, report);
}

function checkOutput(context: Context, report: TableCheckReport, format: string): Iterable<string> {
  if (format === "table") return asText(findingLines(report, context.outTerminal));
  if (format === "json") return jsonText(tableCheckDocument(report, context.version));
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  return tableText(findingsTable, report);
}
