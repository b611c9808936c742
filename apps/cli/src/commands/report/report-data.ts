import type { IntervalReport } from "@pgt/core";
import type { ReportFile, ReportInput, ReportTruth } from "@pgt/report";

/** A result with what a run may hold beside it. */
export type ReportableResult = Omit<
  IntervalReport,
  "study" | "entities" | "cases" | "masks" | "seed" | "modelsAsRaters" | "consensus"
> &
  Partial<Pick<IntervalReport, "masks" | "seed" | "modelsAsRaters" | "consensus">> &
  Partial<Pick<ReportInput, "gains" | "noise">>;

export interface ReportExtras {
  readonly version: string;
  readonly title?: string;
  readonly raters?: readonly string[];
  readonly inputs?: readonly ReportFile[];
  readonly truth?: ReportTruth;
}

/** Data that the page is made from; slices come later, since they need the masks. */
export function reportInput(result: ReportableResult, extras: ReportExtras): ReportInput {
  const { settings, rows, bounds, models, warnings, notes, failures, masks, seed } = result;
  const { name, gains, noise, derivedFrom, modelsAsRaters, agreement, consensus, ceilings } = result;
  return {
    ...(name !== undefined && { title: name }),
    ...extras,
    settings,
    rows,
    bounds,
    models,
    warnings,
    notes,
    failures,
    ...(masks && masks.length > 0 && { masks }),
    ...(modelsAsRaters && { modelsAsRaters }),
    ...(consensus && consensus.length > 0 && { consensus }),
    ...(ceilings && { ceilings }),
    ...(agreement && { agreement }),
    ...(gains && { gains }),
    ...(noise && { noise }),
    ...(derivedFrom && { derivedFrom }),
    ...(seed !== undefined && { seed }),
  };
}
