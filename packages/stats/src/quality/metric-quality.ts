import type { IntervalOptions } from "../inference/interval-options.ts";
import { compareGenerators, contrastGenerators } from "./compare-generators.ts";
import { droppedSensitivity } from "./dropped-sensitivity.ts";
import { generatorScores } from "./generator-scores.ts";
import { organQuality } from "./organ-quality.ts";
import { qualityCell } from "./quality-cell.ts";
import { noQualityInterval, qualityIntervals } from "./quality-interval.ts";
import { rankCells } from "./rank-cells.ts";
import type { SamplingUnits } from "./sampling-units.ts";
import type { OrganScores, ReferencePresence } from "./score-grid.ts";
import type { ScoredMetric } from "./scored-metric.ts";

/** Everything that one metric says of the generators. */
export function metricQuality(
  scored: ScoredMetric,
  presence: ReadonlyMap<number, ReferencePresence>,
  units: SamplingUnits,
  options: IntervalOptions,
) {
  const { input, metric, choices, scoresOf, common } = scored;
  const { order } = choices;
  const scores = input.generators.map((generator) =>
    generatorScores(
      generator,
      common.map((label) => scoresOf(generator, label).values),
      order,
    ),
  );
  const measured = scores.filter((one) => one.mean !== null);
  const intervals = qualityIntervals(measured, units, metric, order, options);
  const cells = scores.map((one) =>
    qualityCell(scored, one, intervals.get(one.generator) ?? noQualityInterval),
  );
  const compared = { dataset: input.dataset, metric, units, scores, order };
  return {
    scores: { metric, scores },
    fewest: common.map((label) => ({
      ...label,
      units: Math.min(...scores.flatMap(({ generator }) => unitsOf(scoresOf(generator, label), units))),
    })),
    cells: rankCells(cells, metric),
    organs: organsOf(scored, presence),
    comparisons: compareGenerators(compared),
    contrasts: contrastGenerators(compared, input.contrasts ?? []),
    sensitivity: scores.flatMap((one) => droppedSensitivity(scored, one)),
  };
}

/** The common labels, and of the dropped ones those that a generator has. */
function organsOf(scored: ScoredMetric, presence: ReadonlyMap<number, ReferencePresence>) {
  const { generators, labels, dropped = [] } = scored.input;
  return generators.flatMap((generator) => {
    const own = dropped.filter((label) => label.generators.includes(generator));
    return [...labels, ...own].map((organ) =>
      organQuality(scored, generator, organ, presence.get(organ.label)),
    );
  });
}

/** Units (cases or patients) with a value of an organ; none for a generator that has no value. */
function unitsOf({ values, n }: OrganScores, { unitOf }: SamplingUnits): number[] {
  return n === 0 ? [] : [new Set(unitOf.filter((_, i) => !Number.isNaN(values[i]))).size];
}
