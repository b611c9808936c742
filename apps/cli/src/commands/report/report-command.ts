import { dirname, join } from "node:path";
import { comparisonSchema, consensusSchema } from "@pgt/analysis/documents";
import type { Run } from "../../command.ts";
import { writeConsensusReport } from "../consensus/consensus-report.ts";
import { writeCompareReport } from "./compare-report.ts";
import { readDocument, readRun } from "./read-run.ts";
import { reportInput } from "./report-data.ts";
import type { ReportValues } from "./report-options.ts";
import { hasPage, writeResultPage } from "./result-page.ts";
import { writeReport } from "./write-report.ts";

export const reportFileName = "report.html";

/** `pgt report RUN`: the page of a finished run. */
export const reportCommand: Run<ReportValues> = async (context, [path], options) => {
  const run = await readDocument(path);
  const file = options.out ?? join(run.isFolder ? path : dirname(path), reportFileName);
  const anonymous = options.anonymous === true;
  if (hasPage(run.document.schema)) {
    await writeResultPage(context, run.document, file, anonymous);
    return 0;
  }
  if (run.document.schema === comparisonSchema) {
    await writeCompareReport(context, run.document, { file, anonymous, source: run.file });
    return 0;
  }
  if (run.document.schema === consensusSchema) {
    const folder = run.isFolder ? path : dirname(path);
    await writeConsensusReport(context, run.document, { file, anonymous, run: folder });
    return 0;
  }
  const { result, version, study, inputs, raters } = await readRun(run);
  const { labels } = result.settings;
  await writeReport(context, reportInput(result, { version, inputs, ...(raters && { raters }) }), {
    file,
    anonymous,
    study,
    measure: { metrics: result.settings.metrics, ...(labels && { labels }) },
  });
  return 0;
};
