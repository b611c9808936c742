import type { GeneratorScores } from "./generator-scores.ts";
import { definedValues, rootMeanSquare, standardDeviation } from "./organ-means.ts";
import type { QualityCell } from "./quality-types.ts";
import type { OrganScores } from "./score-grid.ts";
import type { ScoredMetric } from "./scored-metric.ts";

/** Equation 4: the mean of one generator over organs, not ranked yet. */
export function qualityCell(
  { input: { dataset, cases }, metric, choices: { ddof }, scoresOf, common }: ScoredMetric,
  { generator, mean, caseMeans }: GeneratorScores,
  interval: QualityCell["interval"],
): QualityCell {
  const organs = common.map((label) => scoresOf(generator, label));
  const sds = organs.flatMap(({ values }) => standardDeviation(definedValues(values), ddof) ?? []);
  return {
    dataset,
    generator,
    metric: metric.key,
    unit: metric.definition.unit,
    mean,
    rmsSd: rootMeanSquare(sds),
    caseMeanSd: standardDeviation(definedValues(caseMeans), ddof),
    interval,
    organs: mean === null ? 0 : organs.length,
    n: sumOf(organs, ({ n }) => n),
    expected: organs.length * cases.length,
    substituted: sumOf(organs, ({ substituted }) => substituted),
    undefined: reasonsOf(organs),
    rank: null,
    best: false,
  };
}

function sumOf(organs: readonly OrganScores[], field: (scores: OrganScores) => number): number {
  return organs.reduce((sum, scores) => sum + field(scores), 0);
}

function reasonsOf(organs: readonly OrganScores[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { undefined: reasons } of organs) {
    for (const [reason, n] of Object.entries(reasons)) counts[reason] = (counts[reason] ?? 0) + n;
  }
  return counts;
}
