import type { MergedRun, ShardRequest } from "@pgt/core";
import { listed } from "@pgt/metrics";
import { machineOptions } from "../../arguments/run-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { showComparison } from "../compare/compare-command.ts";
import { showInterval } from "../interval/interval-command.ts";
import { showQuality } from "../quality/quality-command.ts";
import type { MergeValues } from "./merge-options.ts";

export const mergeCommand: Run<MergeValues> = async (context, folders, options) => {
  const { out, fresh } = options;
  if (out === undefined) {
    throw new CommandUsageError(
      "pgt merge needs --out, the folder for the whole run",
      `pgt merge ${folders.join(" ")} --out run`,
    );
  }
  const library = await context.library();
  const merged = await context.withProgress("merging", (onProgress) =>
    library.mergeShards(folders, {
      ...machineOptions(options, context),
      ...{ out, onProgress, signal: context.signal },
      onRequest: (request) => checkOutput(request, options),
      ...(fresh && { fresh }),
    }),
  );
  return show(context, merged, options);
};

/** Forms of output that all three commands have. */
const common = ["table", "json", "csv", "ndjson"] as const;

/** @throws CommandUsageError for output that the command of the shards does not have. */
function checkOutput({ command }: ShardRequest, { format, table }: MergeValues): void {
  if (command === "quality") return;
  if (table) throw new CommandUsageError(`--table goes with shards of quality; these are of ${command}`);
  if (format === undefined || common.some((one) => one === format)) return;
  const expected = listed(common, "or");
  throw new CommandUsageError(`--format of shards of ${command}: expected ${expected}, found ${format}`);
}

function show(
  context: Context,
  { request, ...merged }: MergedRun,
  { format, table, ...options }: MergeValues,
): Promise<number> {
  if (merged.command === "quality") {
    const shown = { ...options, ...(format && { format }), ...(table && { table }) };
    return showQuality(context, merged.result, shown);
  }
  const { labels, metrics } = request.options;
  const known = common.find((one) => one === format);
  const shown = { ...options, ...(known && { format: known }), ...(labels !== undefined && { labels }) };
  if (merged.command === "compare") return showComparison(context, merged.result, shown);
  return showInterval(context, merged.result, { ...shown, ...(metrics && { metrics }) });
}
