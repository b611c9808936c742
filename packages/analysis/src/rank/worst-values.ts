import type { StudyCase } from "../interval/interval-types.ts";
import type { ScoreCells } from "./score-cells.ts";

/** Value that a missing one is taken for in means, and the reason. */
export interface WorstValue {
  readonly of: (caseId: string) => number;
  readonly meaning: string;
}

/**
 * The worst value that a metric can have; for a distance the diagonal of the image, where it is known; else the worst
 * value in the table.
 */
export function worstValue(
  { metric, direction, cells, label }: ScoreCells,
  cases: readonly StudyCase[],
): WorstValue {
  const [low, high] = metric?.definition.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const bound = direction === "higher" ? low : high;
  if (metric && metric.definition.direction !== "zero" && Number.isFinite(bound)) {
    return { of: () => bound, meaning: `${bound}, the worst value of the metric` };
  }
  const observed = worstOf(cells, direction);
  const inTable = `${observed}, the worst value of label ${label} in the table`;
  const diagonals = new Map(cases.map(({ case: id, diagonalMm }) => [id, diagonalMm]));
  const isMm = metric?.definition.unit === "mm" && metric.definition.direction === "lower";
  if (!isMm || [...diagonals.values()].every((one) => one === null))
    return { of: () => observed, meaning: inTable };
  return {
    of: (id) => diagonals.get(id) ?? observed,
    meaning: `the diagonal of the image (where it is not known, ${inTable})`,
  };
}

/** NaN if there is no value at all: then there is nothing to rank either. */
function worstOf(cells: ScoreCells["cells"], direction: "higher" | "lower"): number {
  let worst = Number.NaN;
  for (const byCase of cells.values()) {
    for (const byAlgorithm of byCase.values()) {
      for (const { value } of byAlgorithm.values()) {
        if (value === null) continue;
        const isWorse = direction === "higher" ? value < worst : value > worst;
        if (Number.isNaN(worst) || isWorse) worst = value;
      }
    }
  }
  return worst;
}
