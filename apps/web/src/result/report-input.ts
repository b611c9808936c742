import type { DisagreementSlices, IntervalReport } from "@pgt/browser";
import type { ReportInput, ReportTruth } from "@pgt/report";

export interface ReportExtras {
  readonly version: string;
  readonly truth: ReportTruth | null;
  readonly slices?: DisagreementSlices;
}

/** What the page and the report are made from. */
export function reportInput(report: IntervalReport, { version, truth, slices }: ReportExtras): ReportInput {
  const { name, entities, masks, seed, derivedFrom } = report;
  const { settings, rows, bounds, models, warnings, notes, failures } = report;
  const raters = entities.filter(({ role }) => role === "rater").map(({ id }) => id);
  return {
    ...(name !== undefined && { title: name }),
    version,
    raters: [...new Set(raters)],
    ...{ settings, rows, bounds, models, warnings, notes, failures, seed },
    ...(masks.length > 0 && { masks }),
    ...(derivedFrom && { derivedFrom }),
    ...(truth && { truth }),
    ...(slices && { slices: slices.slices }),
    ...(slices && slices.notes.length > 0 && { slicesMissing: slices.notes.join(" ") }),
  };
}
