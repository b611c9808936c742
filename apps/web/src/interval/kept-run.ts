import type { DisagreementSlices, IntervalReport } from "@pgt/browser";
import type { ReportInput, ReportTruth } from "@pgt/report";
import { version } from "../shell/version.ts";
import type { GivenStudy } from "../study/study-tree.ts";

/** A study and what came out. */
export interface KeptRun {
  readonly study: GivenStudy;
  readonly report: IntervalReport;
}

/** Input of the page and of the report. */
export function reportInputOf({ study, report }: KeptRun, slices?: DisagreementSlices): ReportInput {
  const { name, entities, masks, seed, derivedFrom, modelsAsRaters } = report;
  const { settings, rows, bounds, models, warnings, notes, failures } = report;
  const raters = entities.filter(({ role }) => role === "rater").map(({ id }) => id);
  const truth = shownTruth(study.truth, report);
  return {
    ...(name !== undefined && { title: name }),
    version,
    raters: [...new Set(raters)],
    ...{ settings, rows, bounds, models, warnings, notes, failures, seed },
    ...(masks.length > 0 && { masks }),
    ...(modelsAsRaters && { modelsAsRaters }),
    ...(derivedFrom && { derivedFrom }),
    ...(truth && { truth }),
    ...(slices && { slices: slices.slices }),
    ...(slices && slices.notes.length > 0 && { slicesMissing: slices.notes }),
  };
}

/** The truth stands on the plots if it was left among the models. */
function shownTruth(truth: ReportTruth | null, { models }: IntervalReport): ReportTruth | null {
  return truth && models.some(({ model }) => model === truth.model) ? truth : null;
}
