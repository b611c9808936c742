import type { MetricTraits } from "../scores/metric-traits.ts";
import type { QualityChoices } from "./quality-options.ts";
import type { QualityInput, QualityLabel } from "./quality-types.ts";
import type { OrganScores, ScoreGrid } from "./score-grid.ts";

/** Scores of one metric, and what their means rest on. */
export interface ScoredMetric {
  readonly input: QualityInput;
  readonly metric: MetricTraits;
  readonly choices: QualityChoices;
  readonly scoresOf: (generator: string, label: QualityLabel) => OrganScores;
  /** Organs that enter the means: those with a value from every generator that has any value at all. */
  readonly common: readonly QualityLabel[];
}

export function scoredMetric(
  input: QualityInput,
  metric: MetricTraits,
  grid: ScoreGrid,
  choices: QualityChoices,
): ScoredMetric {
  const scoresOf = (generator: string, { label }: QualityLabel) => grid(metric.key, generator, label);
  const hasValue = (generator: string, label: QualityLabel) => scoresOf(generator, label).n > 0;
  const { labels, generators } = input;
  const scored = generators.filter((generator) => labels.some((label) => hasValue(generator, label)));
  const common = labels.filter((label) => scored.every((generator) => hasValue(generator, label)));
  return { input, metric, choices, scoresOf, common };
}
