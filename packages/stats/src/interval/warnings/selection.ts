import { createRandom, defaultSeed } from "@pgt/metrics";
import { mean } from "../../inference/descriptive.ts";
import type { LabelScores } from "../../scores/label-scores.ts";
import { similaritySign } from "../../scores/metric-traits.ts";
import { modelAgainstRaters } from "../reliability.ts";

/** Excess that the best of several models on one test set owes to the choice (docs/methods/placing-models.md). */
export interface SelectionEffect {
  readonly best: string;
  readonly models: number;
  /** Expected excess of the best one's score over its score on new cases, in terms of similarity. */
  readonly optimism: number;
}

/**
 * Bootstrap of the cases that all models share: each replicate picks its best model, whose score there is compared
 * with its score on all cases. Null for fewer than two models or cases.
 */
export function selectionEffect(
  scores: LabelScores,
  models: readonly string[],
  raters: readonly string[],
  options: { readonly seed?: number; readonly replicates?: number } = {},
): SelectionEffect | null {
  const { seed = defaultSeed, replicates = 500 } = options;
  const sign = similaritySign(scores.metric);
  const series = models
    .map((model) => ({ model, byCase: modelAgainstRaters(scores.tensor, model, raters).byCase }))
    .filter(({ byCase }) => byCase.size > 0);
  const cases = [...(series[0]?.byCase.keys() ?? [])].filter((id) =>
    series.every(({ byCase }) => byCase.has(id)),
  );
  if (series.length < 2 || cases.length < 2) return null;
  const values = series.map(({ byCase }) => cases.map((id) => sign * byCase.get(id)!));
  const means = values.map(mean);
  let excess = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = createRandom(seed, replicate);
    const drawn = cases.map(() => random.nextBelow(cases.length));
    const resampled = values.map((ofModel) => mean(drawn.map((index) => ofModel[index])));
    const best = indexOfLargest(resampled);
    excess += (resampled[best] - means[best]) / replicates;
  }
  return { best: series[indexOfLargest(means)].model, models: series.length, optimism: excess };
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best] ? index : best), 0);
}
