import type { IntervalOptions } from "../inference/interval-options.ts";
import { differingCases } from "./differing-cases.ts";
import { metricQuality } from "./metric-quality.ts";
import { type QualityChoices, qualityChoices } from "./quality-options.ts";
import type { LabelQuality, QualityInput } from "./quality-types.ts";
import { qualityWarnings } from "./quality-warnings.ts";
import { samplingUnits } from "./sampling-units.ts";
import { referencePresence, scoreGrid } from "./score-grid.ts";
import { scoredMetric } from "./scored-metric.ts";

/**
 * Label quality of the generators of one dataset: equations 2 and 4 of Jaus et al. 2025, their intervals, and the
 * generators compared with one another. Generators are compared with the reference only.
 *
 * @returns fractions, as in the score table; cells by metric in the order of `metrics`, in each by generator.
 * @throws UsageError for a choice or a contrast that does not exist.
 */
export function labelQuality(
  input: QualityInput,
  given: Partial<QualityChoices> = {},
  options: IntervalOptions = {},
): LabelQuality {
  const choices = qualityChoices(given);
  const cases = [...input.cases].sort();
  const sorted = { ...input, cases };
  const units = samplingUnits(cases, input.clusterOf);
  const grid = scoreGrid(sorted, choices);
  const presence = referencePresence(input.rows, input.voxelsOf);
  const tables = input.metrics.map((metric) =>
    metricQuality(scoredMetric(sorted, metric, grid, choices), presence, units, options),
  );
  const organs = tables.flatMap((table) => table.organs);
  return {
    choices,
    organs,
    cells: tables.flatMap(({ cells }) => cells),
    comparisons: tables.flatMap(({ comparisons }) => comparisons),
    contrasts: tables.flatMap(({ contrasts }) => contrasts),
    sensitivity: tables.flatMap(({ sensitivity }) => sensitivity),
    warnings: [
      ...qualityWarnings(
        sorted,
        organs,
        units.count,
        tables.flatMap(({ fewest }) => fewest),
      ),
      ...differingCases(
        sorted,
        tables.map(({ scores }) => scores),
        choices.order,
      ),
    ],
  };
}
