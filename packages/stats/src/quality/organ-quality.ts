import { mean } from "../inference/descriptive.ts";
import { definedValues, standardDeviation } from "./organ-means.ts";
import type { OrganQuality, QualityLabel } from "./quality-types.ts";
import type { ReferencePresence } from "./score-grid.ts";
import type { ScoredMetric } from "./scored-metric.ts";

/** Equation 2: the mean of one generator over the cases of one organ. */
export function organQuality(
  { input: { dataset, cases }, metric, choices, scoresOf, common }: ScoredMetric,
  generator: string,
  organ: QualityLabel,
  presence: ReferencePresence | undefined,
): OrganQuality {
  const { label, name } = organ;
  const scores = scoresOf(generator, organ);
  const values = definedValues(scores.values);
  return {
    dataset,
    generator,
    metric: metric.key,
    unit: metric.definition.unit,
    label,
    name,
    common: common.some((one) => one.label === label),
    mean: values.length === 0 ? null : mean(values),
    sd: standardDeviation(values, choices.ddof),
    n: scores.n,
    expected: cases.length,
    substituted: scores.substituted,
    undefined: scores.undefined,
    ...(presence ?? { inReference: null, referenceKnown: 0 }),
  };
}
