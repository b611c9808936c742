import { studyNoise } from "../joint-noise/label-noise-model.ts";
import { millimetresPerUnit } from "../noise/annotation-noise.ts";
import { type LabelNoise, labelNoise } from "../noise/label-noise.ts";
import { biasWarning, toleranceWarnings } from "../noise/noise-warnings.ts";
import { type RaterBias, raterBiases } from "../noise/rater-bias.ts";
import { labelScores } from "../scores/label-scores.ts";
import {
  checkRoles,
  consensusReferences,
  type StudyScores,
  studyCases,
  studyUnits,
} from "../scores/study-scores.ts";
import { type ModelAsRater, modelsAsRaters } from "./as-rater/model-as-rater.ts";
import { type Bound, bound } from "./bounds.ts";
import { type ConsensusAgreement, consensusAgreement } from "./consensus-agreement.ts";
import { type GainAudit, gainAudit } from "./gain-audit.ts";
import { leakSuspicions } from "./leak/leak-suspicions.ts";
import type { ReferenceType } from "./model-evidence.ts";
import { type Placement, placeModel } from "./placement.ts";
import { type StyleFitPoint, styleFit } from "./style-fit.ts";
import { absentStructureWarnings } from "./warnings/absent-structure-warnings.ts";
import { copyWarnings } from "./warnings/copy-warnings.ts";
import { designWarnings, ratersMeeting } from "./warnings/design-warnings.ts";
import { labelUseWarnings } from "./warnings/label-use-warnings.ts";
import { labelWarnings } from "./warnings/label-warnings.ts";
import { overlapWarnings } from "./warnings/overlap-warnings.ts";
import { sameModelWarnings } from "./warnings/same-model-warnings.ts";
import { selectionWarnings, smallStructureWarnings } from "./warnings/size-warnings.ts";
import { casesWithValues, fewCases, studyWarnings } from "./warnings/study-warnings.ts";
import type { Warning } from "./warnings/warning.ts";

export interface PgtInterval {
  /** One per label and metric: labels in the study's order, within them metrics as asked for. */
  readonly bounds: readonly Bound[];
  /**
   * Per model, in the study's order, one per label and metric: against all raters, or against the one rater that the
   * table compares the model with; then against the consensus, where there is one.
   */
  readonly models: readonly Placement[];
  /** The same against each rater in turn, on the bounds of that rater. Empty for fewer than two raters. */
  readonly modelsByRater: readonly Placement[];
  /** Every model taken as one more rater: Williams' index and the alternative annotator test. */
  readonly modelsAsRaters: readonly ModelAsRater[];
  /** Every two models against each other. */
  readonly gains: readonly GainAudit[];
  /** Agreement with one rater beside that with the others. */
  readonly styleFit: readonly StyleFitPoint[];
  /** Noise and tolerance in mm, per label. */
  readonly noise: readonly LabelNoise[];
  /** Bias of each rater, outside or inside the others, in mm; needs sizes of masks. */
  readonly raterBias: readonly RaterBias[];
  /** Agreement of raters with consensus masks; empty without any. */
  readonly consensus: readonly ConsensusAgreement[];
  /** Units that intervals are drawn over. With clusters, case values are averaged within them first, and `n` counts them. */
  readonly sampling: {
    readonly unit: "case" | "cluster";
    readonly cases: number;
    readonly units: number;
  };
  /** Warnings of the study first, then by label and metric. */
  readonly warnings: readonly Warning[];
}

/**
 * The PGT interval of a study (Kofler et al. 2023): inter-rater agreement as its lower bound, intra-rater
 * agreement as its upper, the noise model of this project beside them, and every model placed. The result does not
 * depend on the order of the rows.
 *
 * @throws UsageError for an entity with two roles, or the same comparison twice.
 */
export function pgtInterval(study: StudyScores): PgtInterval {
  checkRoles(study);
  const scores = labelScores(study);
  const mmPerUnit = millimetresPerUnit(study);
  const modelOf = studyNoise(scores, mmPerUnit);
  const noise = labelNoise(study, scores, { modelOf, mmPerUnit, hasMasks: study.masks !== undefined });
  const noiseOf = new Map(noise.map(({ label, noiseMm }) => [label, noiseMm]));
  const bounds = scores.map((entry) =>
    bound(entry, study.interval, noiseOf.get(entry.label), modelOf.get(entry)),
  );
  const { raters, models = [] } = study;
  const references = [...consensusReferences(study).values()].filter((consensus) =>
    consensus.some(({ without }) => without !== undefined),
  );
  const isSmallStudy = casesWithValues(scores) < fewCases;
  const options = { ...study.interval, equivalenceMargin: study.equivalenceMargin };
  const suspicions = leakSuspicions(study);
  const place = (model: string, reference: ReferenceType) =>
    placeModel(model, scores, raters, reference, { ...options, suspicions: suspicions.get(model) });
  return {
    bounds,
    models: models.flatMap((model) => [
      ...place(model, referenceOf(study, model)),
      ...references.flatMap((consensus) => place(model, { consensus })),
    ]),
    modelsByRater:
      raters.length < 2 ? [] : models.flatMap((model) => raters.flatMap((rater) => place(model, { rater }))),
    modelsAsRaters: modelsAsRaters(study, scores),
    gains: gainAudit(study, scores),
    styleFit: styleFit(scores, raters, models),
    noise,
    raterBias: raterBiases(study),
    consensus: consensusAgreement(study, scores),
    sampling: {
      unit: study.clusterOf ? "cluster" : "case",
      cases: studyCases(study).length,
      units: studyUnits(study).length,
    },
    warnings: [
      biasWarning(bounds),
      ...studyWarnings(study, scores),
      ...labelUseWarnings(study),
      ...overlapWarnings(study),
      ...absentStructureWarnings(study),
      ...designWarnings(study),
      ...sameModelWarnings(study),
      ...selectionWarnings(study, scores),
      ...smallStructureWarnings(study),
      ...copyWarnings(study, scores),
      ...toleranceWarnings(study, scores, bounds),
      ...scores.flatMap((entry, index) => labelWarnings(entry, bounds[index], isSmallStudy)),
    ],
  };
}

/** A model that is compared with one rater alone is judged by the bounds of that rater. */
function referenceOf(study: StudyScores, model: string): ReferenceType {
  const [rater, ...others] = ratersMeeting(study, model);
  return rater !== undefined && others.length === 0 && study.raters.length > 1 ? { rater } : "raters";
}
