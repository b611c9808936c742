import { labelTitle, someOf } from "@pgt/metrics";
import { median } from "../../inference/descriptive.ts";
import type { LabelScores } from "../../scores/label-scores.ts";
import { type StudyScores, studyLabels } from "../../scores/study-scores.ts";
import { selectionEffect } from "./selection.ts";
import { formatValue, ofStudy, type Warning } from "./warning.ts";

/** Number of voxels below which one more or less moves overlap by steps that matter (docs/methods/warnings.md). */
const fewVoxels = 50;

const smallStructure =
  "Small differences in overlap mean nothing here; prefer a metric in mm, and look at presence.";

/** W-SMALLSTRUCT, from the sizes of the raters' masks and the size of voxels. */
export function smallStructureWarnings(study: StudyScores): Warning[] {
  return studyLabels(study).flatMap(({ label }) => {
    const voxels = (study.masks ?? []).flatMap(({ case: caseId, label: of, entity, volumeMl }) => {
      const spacing = study.spacingMm?.(caseId);
      if (of !== label || volumeMl === 0 || spacing === undefined || !study.raters.includes(entity))
        return [];
      return [(1000 * volumeMl) / (spacing[0] * spacing[1] * spacing[2])];
    });
    const centre = median(voxels);
    if (!(centre < fewVoxels)) return [];
    const found = `half of the masks have no more than ${Math.round(centre)} voxels, of which a single one changes overlap by about ${(1 / (2 * centre)).toFixed(3)}`;
    return [{ code: "W-SMALLSTRUCT" as const, label, metric: null, found, message: smallStructure }];
  });
}

/** Number of models from which on the best one is worth a warning. */
const manyModels = 5;

/** W-SELECT with what the best of the models owes to the choice, by the first metric of each label. */
export function selectionWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  const { models = [] } = study;
  if (models.length < manyModels) return [];
  const labels = new Set<number>();
  const effects = scores.flatMap((entry) => {
    if (labels.has(entry.label)) return [];
    const effect = selectionEffect(entry, models, study.raters, study.interval);
    if (effect === null) return [];
    labels.add(entry.label);
    const { metric } = entry;
    return [
      `${labelTitle(entry)} ${formatValue(effect.optimism, metric.definition.unit)} (${metric.key}, ${effect.best} of ${effect.models})`,
    ];
  });
  if (effects.length === 0) return [];
  return [
    ofStudy(
      "W-SELECT",
      `${models.length} models were compared on the same cases, and the best of many is partly lucky. On new cases the best one is expected to agree less by: ${someOf(effects)}.`,
    ),
  ];
}
