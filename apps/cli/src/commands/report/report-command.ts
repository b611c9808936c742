import { dirname, join } from "node:path";
import { comparisonSchema, consensusSchema, queueSchema } from "@pgt/analysis/documents";
import { InputError } from "@pgt/metrics";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { writeConsensusReport } from "../consensus/consensus-report.ts";
import { writeQueueReport } from "../queue/queue-report.ts";
import { writeCompareReport } from "./compare-report.ts";
import { type RunDocument, readDocument, readRun } from "./read-run.ts";
import { reportInput } from "./report-data.ts";
import type { ReportValues } from "./report-options.ts";
import { hasPage, writeResultPage } from "./result-page.ts";
import { writeReport } from "./write-report.ts";

export const reportFileName = "report.html";

/** `pgt report RUN`: the page of a finished run. */
export const reportCommand: Run<ReportValues> = async (context, [path], options) => {
  const run = await readDocument(path);
  try {
    await writePage(context, run, path, options);
    return 0;
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    const message = `a field of it is not as a run writes it (${cause.message}); run the command anew`;
    throw new InputError("E_RUN", run.file, message, { cause });
  }
};

async function writePage(
  context: Context,
  run: RunDocument,
  path: string,
  options: ReportValues,
): Promise<void> {
  const file = options.out ?? join(run.isFolder ? path : dirname(path), reportFileName);
  const anonymous = options.anonymous === true;
  if (hasPage(run.document.schema)) {
    await writeResultPage(context, run.document, file, anonymous);
    return;
  }
  if (run.document.schema === comparisonSchema) {
    await writeCompareReport(context, run.document, { file, anonymous, source: run.file });
    return;
  }
  if (run.document.schema === consensusSchema) {
    const folder = run.isFolder ? path : dirname(path);
    await writeConsensusReport(context, run.document, { file, anonymous, run: folder });
    return;
  }
  if (run.document.schema === queueSchema) {
    await writeQueueReport(context, run.document, { file, anonymous });
    return;
  }
  const { result, version, study, inputs, raters } = await readRun(run);
  const { labels } = result.settings;
  await writeReport(context, reportInput(result, { version, inputs, ...(raters && { raters }) }), {
    file,
    anonymous,
    study,
    measure: { metrics: result.settings.metrics, ...(labels && { labels }) },
  });
}
