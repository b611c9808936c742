import type { ScoreRow } from "@pgt/metrics";
import {
  type Independence,
  interRater,
  interRaterOf,
  intraRater,
  intraRaterOf,
} from "../interval/reliability.ts";
import type { CaseSeries } from "./case-series.ts";
import { independenceBy } from "./lineage.ts";
import type { MetricTraits } from "./metric-traits.ts";
import { type StudyLabel, type StudyScores, studyLabels, studyUnits } from "./study-scores.ts";
import { buildTensor, type PairTensor } from "./tensor.ts";

/** The scores of one label and metric, with the two reliabilities that everything else compares with. */
export interface LabelScores extends StudyLabel {
  readonly metric: MetricTraits;
  readonly tensor: PairTensor;
  readonly inter: CaseSeries;
  readonly intra: CaseSeries;
  /** Raters that have a value of this label with another rater, in the study's order. */
  readonly comparedRaters: readonly string[];
  /** Raters that have a repeat of this label with a value, in the study's order. */
  readonly repeatingRaters: readonly string[];
  /** Number of cases of the study, or of clusters where cases belong to clusters. */
  readonly caseCount: number;
  readonly independent: Independence;
}

/** One entry per label and metric: labels in the study's order, within them metrics as asked for. */
export function labelScores(study: StudyScores): LabelScores[] {
  const rows = groupRows(study.rows);
  const { length: caseCount } = studyUnits(study);
  const independent = independenceBy(study.lineage ?? {});
  const isCompared = (tensor: PairTensor, rater: string) =>
    interRaterOf(tensor, study.raters, rater, independent).byCase.size > 0;
  return studyLabels(study).flatMap(({ label, name }) =>
    study.metrics.map((metric) => {
      const tensor = buildTensor(rows.get(rowGroup(label, metric.key)) ?? [], metric, study);
      return {
        label,
        name,
        metric,
        tensor,
        inter: interRater(tensor, study.raters, independent),
        intra: intraRater(tensor, study.raters),
        comparedRaters: study.raters.filter((r) => isCompared(tensor, r)),
        repeatingRaters: study.raters.filter((r) => intraRaterOf(tensor, r).byCase.size > 0),
        caseCount,
        independent,
      };
    }),
  );
}

function groupRows(rows: readonly ScoreRow[]): Map<string, ScoreRow[]> {
  const groups = new Map<string, ScoreRow[]>();
  for (const row of rows) {
    const key = rowGroup(row.label, row.metric);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function rowGroup(label: number, metric: string): string {
  return `${label} ${metric}`;
}
