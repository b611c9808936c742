import { type ScoreRow, UsageError } from "@pgt/metrics";
import type { IntervalOptions } from "./interval-options.ts";
import type { MetricTraits } from "./metric-traits.ts";

/** A score table with the roles of its entities: what every statistic of a study starts from. */
export interface StudyScores {
  /** Any order. Rows of entities that are neither rater nor model, and of other metrics, are ignored. */
  readonly rows: readonly ScoreRow[];
  /** Entity ids of those who annotate; their order is the order of results. */
  readonly raters: readonly string[];
  readonly models?: readonly string[];
  readonly metrics: readonly MetricTraits[];
  /** Labels to report, in this order. Default: all in the rows, ascending. */
  readonly labels?: readonly StudyLabel[];
  /** Every case of the study, so that a case without any row is counted as missing. Default: those in the rows. */
  readonly cases?: readonly string[];
  /** As in `SummaryOptions`; applied where a model missed a structure that the rater marked, never between raters. */
  readonly worstCaseMm?: (caseId: string) => number | undefined;
  readonly interval?: IntervalOptions;
}

export interface StudyLabel {
  readonly label: number;
  readonly name: string;
}

/** The labels to report. A label without a name given has the (alphabetically first) name of its rows. */
export function studyLabels(scores: StudyScores): readonly StudyLabel[] {
  if (scores.labels) return scores.labels;
  const names = new Map<number, string>();
  for (const { label, name } of scores.rows) {
    const known = names.get(label);
    if (known === undefined || name < known) names.set(label, name);
  }
  return [...names].map(([label, name]) => ({ label, name })).sort((a, b) => a.label - b.label);
}

/** Ids of all cases, ascending by code unit. */
export function studyCases(scores: StudyScores): readonly string[] {
  return [...new Set(scores.cases ?? scores.rows.map((row) => row.case))].sort();
}

/** @throws UsageError for an entity that is rater and model at once, or listed twice. */
export function checkRoles({ raters, models = [] }: StudyScores): void {
  const seen = new Set<string>();
  for (const id of [...raters, ...models]) {
    if (seen.has(id)) {
      throw new UsageError(
        "E_ENTITY_TWICE",
        `entity "${id}" is listed more than once among raters and models; each entity has one role: give it once`,
      );
    }
    seen.add(id);
  }
}
