import { interRater } from "@pgt/stats";
import type { ReportInput } from "./report-input.ts";
import { studyView } from "./study-view.ts";

export interface WorstCase {
  readonly case: string;
  readonly label: number;
  readonly metric: string;
  readonly unit: string;
  /** Mean over pairs of raters. */
  readonly value: number;
}

/** Cases per structure that are shown with their slices, and all in all. */
const perLabel = 3;
const atMost = 12;

/** The cases of each structure in which raters agree least by the first metric asked for, worst first. */
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
  const rounds = Array.from({ length: perLabel }, (_, rank) => byLabel.flatMap((cases) => cases[rank] ?? []));
  const chosen = rounds.flat().slice(0, atMost);
  const order = new Map(view.labels.map(({ label }, place) => [label, place]));
  return chosen.sort((a, b) => order.get(a.label)! - order.get(b.label)!);
}
