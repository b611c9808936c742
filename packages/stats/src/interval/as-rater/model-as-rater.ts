import { type WilliamsIndex, williamsIndex } from "../../agreement/williams-index.ts";
import { defaultLevel } from "../../inference/interval-options.ts";
import type { LabelScores } from "../../scores/label-scores.ts";
import { similaritySign } from "../../scores/metric-traits.ts";
import type { StudyScores } from "../../scores/study-scores.ts";
import { ratersMeeting } from "../warnings/design-warnings.ts";
import { type AlternativeAnnotatorTest, alternativeAnnotatorTest } from "./alternative-annotator.ts";

/** A model taken as one more rater, on one label and metric. */
export interface ModelAsRater {
  readonly model: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  /** Of similarities for metrics whose best is high, else of distances. */
  readonly williams: WilliamsIndex;
  readonly alternativeAnnotator: AlternativeAnnotatorTest;
}

/** Every model among the raters that it is compared with: one per model, label and metric, in the study's order. */
export function modelsAsRaters(study: StudyScores, scores: readonly LabelScores[]): ModelAsRater[] {
  const { models = [], interval = {}, epsilon } = study;
  const { level = defaultLevel } = interval;
  return models.flatMap((model) => {
    const raters = [...ratersMeeting(study, model)];
    return scores.map((entry) => ({
      ...{ model, label: entry.label, name: entry.name, metric: entry.metric.key },
      williams: williamsIndex(entry.tensor, model, raters, {
        ...interval,
        form: similaritySign(entry.metric) === 1 ? "similarity" : "distance",
        independent: entry.independent,
      }),
      alternativeAnnotator: alternativeAnnotatorTest(entry, model, raters, { level, epsilon }),
    }));
  });
}
