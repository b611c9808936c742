import { jsonText, promptsDocument } from "@pgt/analysis/documents";
import type { PromptOptions, PromptReport } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { eachOnce } from "../../arguments/each-once.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import { asText, emit, finish } from "../../finish.ts";
import type { PromptsValues } from "./prompts-options.ts";
import { promptsText } from "./prompts-table.ts";

/** `pgt prompts MASKS`: boxes per slice and structure. */
export const promptsCommand: Run<PromptsValues> = async (context, [masks], options) => {
  const request = promptsRequest(options);
  const library = await context.library();
  const report: PromptReport = await context.withProgress("boxing", (onProgress) =>
    library.prompts(masks, { ...request, onProgress, signal: context.signal }),
  );
  for (const note of report.notes) context.note(`note: ${noteText(note)}`);
  for (const { code, message } of report.warnings) context.note(`warning: ${code}: ${message}`);
  await emit(
    context,
    options.format === "json"
      ? jsonText(promptsDocument(report, context.version))
      : asText(promptsText(report, context.outTerminal)),
  );
  return finish(context, { rows: report.cases, failures: report.failures });
};

function promptsRequest({
  out,
  files,
  axis,
  jitter,
  seed,
  labels,
  map,
  names,
  layout,
  ...rest
}: PromptsValues): PromptOptions {
  if (out === undefined) throw new CommandUsageError("pgt prompts needs --out", "--out boxes");
  const minPixels = rest["min-pixels"];
  if (seed !== undefined && !jitter) throw new CommandUsageError("--seed is that of --jitter", "--jitter 10");
  return {
    out,
    ...(files !== undefined && files !== "both" && { files: [files] }),
    ...(axis !== undefined && { axis }),
    ...(jitter !== undefined && { jitter }),
    ...(seed !== undefined && { seed }),
    ...(minPixels !== undefined && { minPixels }),
    ...(labels !== undefined && { labels }),
    ...(map && { maps: eachOnce("--map", map) }),
    ...(names && { names: eachOnce("--names", names) }),
    ...(layout !== undefined && { layout }),
  };
}
