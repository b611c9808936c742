import { consensusDocument, consensusTable, jsonText, ndjsonText, tableText } from "@pgt/analysis/documents";
import type { ConsensusOptions, ConsensusReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { raterStudy } from "../../arguments/rater-study.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import type { ConsensusValues } from "./consensus-options.ts";
import { writeConsensusReport } from "./consensus-report.ts";
import { consensusText } from "./consensus-table.ts";

/** `pgt consensus STUDY`: fused masks, and the raters against them. */
export const consensusCommand: Run<ConsensusValues> = async (context, [given], options) => {
  const study = raterStudy(given, options.rater, "consensus", "a consensus");
  const request = consensusRequest(options);
  const library = await context.library();
  const report: ConsensusReport = await context.withProgress("fusing", (onProgress) =>
    library.consensus(study, { ...request, onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  if (report.files) context.note(`wrote ${report.files.length} files to ${options.out}`);
  if (options.report !== undefined) {
    await writeConsensusReport(context, consensusDocument(report, context.version), {
      file: options.report,
      anonymous: options.anonymous === true,
      run: options.out ?? null,
    });
  }
  await emit(context, output(context, report, options.format ?? "table"));
  return finish(context, { rows: report.cases, failures: report.failures });
};

function output(
  context: Context,
  report: ConsensusReport,
  format: NonNullable<ConsensusValues["format"]>,
): Iterable<string> {
  if (format === "table") return asText(consensusText(report, context.outTerminal));
  for (const warning of report.warnings) context.note(`warning: ${noteText(warning)}`);
  if (format === "json") return jsonText(consensusDocument(report, context.version));
  return format === "csv" ? tableText(consensusTable, report) : ndjsonText(report.cases);
}

function consensusRequest(options: ConsensusValues): ConsensusOptions {
  const { method, tie, region, groups, maps, soft, labels, layout, out, fresh } = options;
  const prior = options["staple-prior"];
  const groupWeight = options["group-weight"];
  if (out === undefined && (maps || soft)) {
    throw new CommandUsageError(
      `${maps ? "--maps" : "--soft"} needs --out, where its files go`,
      "--out fused",
    );
  }
  const twice = groups?.find(({ id }, at) => groups.findIndex((one) => one.id === id) < at);
  if (twice) throw new CommandUsageError(`--groups ${twice.id}: given twice`);
  return {
    ...(method && { methods: method }),
    ...(tie && { tie }),
    ...(region !== undefined && { region }),
    ...(prior !== undefined && { staplePrior: prior }),
    ...(groups && { groups: Object.fromEntries(groups.map(({ id, members }) => [id, members])) }),
    ...(groupWeight && { groupWeight }),
    ...(maps && { maps }),
    ...(soft && { soft }),
    ...(labels !== undefined && { labels }),
    ...(layout && { layout }),
    ...(out !== undefined && { out }),
    ...(fresh && { fresh }),
  };
}
