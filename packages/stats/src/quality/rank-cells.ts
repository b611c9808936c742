import { differenceBeyondRounding } from "../inference/rounding.ts";
import { agreementValue, type MetricTraits, similaritySign } from "../scores/metric-traits.ts";
import type { QualityCell } from "./quality-types.ts";

/** Ranks within a column: 1 plus the number of generators that are more similar to the reference. */
export function rankCells(cells: readonly QualityCell[], metric: MetricTraits): QualityCell[] {
  const similarity = (mean: number) => similaritySign(metric) * agreementValue(mean, metric);
  const means = cells.flatMap(({ mean }) => (mean === null ? [] : [similarity(mean)]));
  return cells.map((cell) => {
    if (cell.mean === null) return cell;
    const own = similarity(cell.mean);
    const rank = 1 + means.filter((other) => differenceBeyondRounding(other, own) > 0).length;
    return { ...cell, rank, best: rank === 1 };
  });
}
