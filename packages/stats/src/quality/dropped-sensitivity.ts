import { type GeneratorScores, generatorScores } from "./generator-scores.ts";
import type { DroppedSensitivity } from "./quality-types.ts";
import type { ScoredMetric } from "./scored-metric.ts";

/**
 * The mean with those of the dropped labels that the generator has: nothing for one that has none of them, or no value
 * of them.
 */
export function droppedSensitivity(
  { input: { dataset, dropped = [] }, metric, choices, scoresOf }: ScoredMetric,
  { generator, matrix, mean }: GeneratorScores,
): DroppedSensitivity[] {
  const added = dropped.filter(
    (label) => label.generators.includes(generator) && scoresOf(generator, label).n > 0,
  );
  if (added.length === 0) return [];
  const all = [...matrix, ...added.map((label) => scoresOf(generator, label).values)];
  return [
    {
      dataset,
      generator,
      metric: metric.key,
      mean,
      withDropped: generatorScores(generator, all, choices.order).mean,
      added: added.map(({ label, name }) => ({ label, name })),
    },
  ];
}
