import { firstOfEach, interRater, type WorstCase } from "@pgt/stats";
import type { ReportInput } from "./report-input.ts";
import { studyView } from "./study-view.ts";

/** The cases of each structure in which raters agree least (mean over pairs) by the first metric, worst first. */
export function worstAgreeingCases(input: ReportInput): WorstCase[] {
  const view = studyView(input);
  const [first] = view.metrics;
  const byLabel = view.entries
    .filter(({ metric }) => metric.key === first?.key)
    .map(({ bound, scores }) => {
      const sign = bound.direction === "higher" ? 1 : -1;
      const series = scores ? interRater(scores.tensor, view.raters).byCase : new Map<string, number>();
      return [...series]
        .sort(([idA, a], [idB, b]) => sign * (a - b) || (idA < idB ? -1 : 1))
        .map(([id, value]) => ({
          case: id,
          label: bound.label,
          metric: bound.metric,
          unit: bound.unit,
          value,
        }));
    });
  return firstOfEach(byLabel);
}
