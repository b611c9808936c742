import { type MaskRow, type ScoreRow, UsageError, type Vector3 } from "@pgt/metrics";
import type { IntervalOptions } from "../inference/interval-options.ts";
import type { Lineage } from "./lineage.ts";
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
  /** Comparisons that were made, also those without any structure to compare. Default: those in the rows. */
  readonly comparisons?: readonly AnnotationPair[];
  /** Worst case as in `SummaryOptions`; applied where one of two masks lacks the structure, between raters as for models. Absent: left out. */
  readonly worstCaseMm?: (caseId: string) => number | undefined;
  readonly interval?: IntervalOptions;
  /** Sizes of the raters' masks: for noise in mm from overlap, bias of raters, and small structures. */
  readonly masks?: readonly MaskRow[] | undefined;
  /** Voxel size of a case in mm; where it is known, tolerances and small structures are judged by it. */
  readonly spacingMm?: ((caseId: string) => Vector3 | undefined) | undefined;
  /** Cluster (patient) of a case. Given: case values are averaged within clusters first, and these are sampled. */
  readonly clusterOf?: ((caseId: string) => string) | undefined;
  /** Sources that masks were made from. Pairs of raters that are not independent are left out of inter-rater agreement. */
  readonly lineage?: Lineage;
  /** Entities that are consensus masks of the raters; their rows are in `rows`. */
  readonly consensus?: readonly Consensus[];
  /** Date of an annotation (ISO 8601), where it is known. */
  readonly sessionDate?: (caseId: string, entity: string, session: number) => string | undefined;
  /** Boundary definitions of the tables that `rows` were joined from. */
  readonly boundaries?: readonly string[];
  /**
   * Metric key -> largest difference that counts as none, in the metric's unit; default as in
   * docs/methods/placing-models.md.
   */
  readonly equivalenceMargin?: Readonly<Record<string, number>>;
  /** Lead of a rater that the alternative annotator test lets pass; default 0.2, that for experts. */
  readonly epsilon?: number;
}

/** Two annotations of a case that were compared. */
export type AnnotationPair = Pick<ScoreRow, "case" | "a" | "aSession" | "b" | "bSession">;

/** A consensus of all raters, or of all but one (leave-one-out). */
export interface Consensus {
  readonly id: string;
  /** The rater whose annotations are not in it. Absent: all raters are. */
  readonly without?: string;
  /** Reference that it is told under, with those of the other raters. Default `consensus`. */
  readonly reference?: string;
}

/** Consensuses by the reference that they belong to, in the study's order. */
export function consensusReferences({
  consensus = [],
}: StudyScores): ReadonlyMap<string, readonly Consensus[]> {
  const references = new Map<string, Consensus[]>();
  for (const one of consensus) {
    const { reference = "consensus" } = one;
    references.set(reference, [...(references.get(reference) ?? []), one]);
  }
  return references;
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

/** Ids of the sampling units: clusters where given, else cases. */
export function studyUnits(scores: StudyScores): readonly string[] {
  const cases = studyCases(scores);
  const { clusterOf } = scores;
  return clusterOf ? [...new Set(cases.map(clusterOf))].sort() : cases;
}

/** @throws UsageError for an entity that is more than one role, or listed twice. */
export function checkRoles({ raters, models = [], consensus = [] }: StudyScores): void {
  const seen = new Set<string>();
  for (const id of [...raters, ...models, ...consensus.map(({ id }) => id)]) {
    if (seen.has(id)) {
      throw new UsageError(
        "E_ENTITY_TWICE",
        `entity "${id}" is listed more than once among raters, models and consensus masks; each entity has one role: give it once`,
      );
    }
    seen.add(id);
  }
}
