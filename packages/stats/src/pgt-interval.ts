import { type Bound, bound } from "./bounds.ts";
import { labelScores } from "./label-scores.ts";
import { labelWarnings } from "./label-warnings.ts";
import { type Placement, placeModel } from "./placement.ts";
import { checkRoles, type StudyScores } from "./study-scores.ts";
import { studyWarnings } from "./study-warnings.ts";
import type { Warning } from "./warning.ts";

export interface PgtInterval {
  /** One per label and metric: labels in the study's order, within them metrics as asked for. */
  readonly bounds: readonly Bound[];
  /** Per model, in the study's order, one per label and metric. */
  readonly models: readonly Placement[];
  /** Those of the study first, then by label and metric. */
  readonly warnings: readonly Warning[];
}

/**
 * The PGT interval of a study (Kofler et al. 2023): inter-rater agreement as its lower bound, intra-rater
 * agreement as its upper, and every model placed on it against the mean over raters. The result does not depend on the
 * order of the rows.
 *
 * @throws UsageError for an entity with two roles, or the same comparison twice.
 */
export function pgtInterval(study: StudyScores): PgtInterval {
  checkRoles(study);
  const scores = labelScores(study);
  const bounds = scores.map((entry) => bound(entry, study.interval));
  return {
    bounds,
    models: (study.models ?? []).flatMap((model) =>
      placeModel(model, scores, study.raters, "raters", study.interval),
    ),
    warnings: [
      ...studyWarnings(study, scores),
      ...scores.flatMap((entry, index) => labelWarnings(entry, bounds[index])),
    ],
  };
}
