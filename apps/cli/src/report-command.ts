import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "./context.ts";
import { readRun } from "./read-run.ts";
import { reportInput } from "./report-data.ts";
import { writeReport } from "./write-report.ts";

export const reportFileName = "report.html";

/** `pgt report RUN`: the page of a finished run. */
export const reportCommand: Command = async (context, [run], options) => {
  const { result, version, study, inputs, raters } = await readRun(run);
  const isFolder = (await stat(run)).isDirectory();
  const { labels } = result.settings;
  await writeReport(context, reportInput(result, { version, inputs, ...(raters && { raters }) }), {
    file: options.out ?? join(isFolder ? run : dirname(run), reportFileName),
    anonymous: options.anonymous === true,
    study,
    measure: { metrics: result.settings.metrics, ...(labels && { labels }) },
  });
  return 0;
};
