import { join } from "node:path";
import type { DemoStudy } from "@pgt/core";
import type { ReportTruth } from "@pgt/report";
import type { Context } from "../../context.ts";
import { reportFileName } from "../report/report-command.ts";
import { type ReportableResult, reportInput } from "../report/report-data.ts";
import { writeReport } from "../report/write-report.ts";

/** The report of a simulated study, with the truth beside the estimate. */
export async function writeDemoReport(
  context: Context,
  demo: DemoStudy,
  result: ReportableResult,
  truthId: string,
  simulatedRaters?: ReportTruth["raters"],
): Promise<void> {
  const truth: ReportTruth = {
    model: truthId,
    description: demo.description,
    ...(simulatedRaters && { raters: simulatedRaters }),
  };
  const input = reportInput(result, {
    version: context.version,
    title: "Simulated study: Peak Ground Truth report",
    raters: Object.keys(demo.raters),
    truth,
  });
  await writeReport(context, input, {
    file: join(demo.folder, "run", reportFileName),
    anonymous: false,
    study: { raters: demo.raters },
    measure: { metrics: result.settings.metrics },
  });
}
