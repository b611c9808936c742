import type { Weighted } from "./distances.ts";

function ascending(list: readonly Weighted[]): Weighted[] {
  return [...list].sort((a, b) => a.distanceMm - b.distanceMm || a.weight - b.weight);
}

/** The smallest distance with at least p % of the weight at or below it (docs/methods/metrics.md, Q_p). */
export function weightedInverseEcdf(list: readonly Weighted[], p: number): number {
  if (list.length === 0) return Number.NaN;
  const sorted = ascending(list);
  const total = sorted.reduce((sum, w) => sum + w.weight, 0);
  let reached = 0;
  for (const { distanceMm, weight } of sorted) {
    reached += weight;
    if (reached / total >= p / 100) return distanceMm;
  }
  return sorted[sorted.length - 1].distanceMm;
}

/** Unweighted, with linear interpolation between order statistics: position p/100 * (n - 1), as numpy. */
export function linearPercentile(list: readonly Weighted[], p: number): number {
  if (list.length === 0) return Number.NaN;
  const sorted = ascending(list).map((w) => w.distanceMm);
  const position = (p / 100) * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
