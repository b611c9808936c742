import type { DirectedDistances, PercentileMethod, Vector3 } from "@pgt/metrics";
import { linearPercentile, weightedInverseEcdf } from "./percentiles.ts";
import type { Element } from "./surface.ts";

export interface Weighted {
  readonly distanceMm: number;
  readonly weight: number;
}

/** Distance of every element of one surface to the nearest of the other, by all n x m pairs; NaN if m = 0. */
export function nearestDistances(
  from: readonly Element[],
  to: readonly Element[],
  [sx, sy, sz]: Vector3,
): Weighted[] {
  return from.map(({ point: [x, y, z], weight }) => {
    if (to.length === 0) return { distanceMm: Number.NaN, weight };
    let least = Number.POSITIVE_INFINITY;
    for (const { point } of to) {
      const [dx, dy, dz] = [sx * (point[0] - x), sy * (point[1] - y), sz * (point[2] - z)];
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    return { distanceMm: Math.sqrt(least), weight };
  });
}

export interface Statistics {
  readonly percentileMethod: PercentileMethod;
  readonly percentiles: readonly number[];
  readonly tolerancesMm: readonly number[];
  readonly toleranceSlack: number;
}

export function summarise(list: readonly Weighted[], asked: Statistics): DirectedDistances {
  const sum = (term: (w: Weighted) => number) => list.reduce((total, w) => total + term(w), 0);
  const within = (toleranceMm: number) => (w: Weighted) =>
    w.distanceMm <= toleranceMm * (1 + asked.toleranceSlack) ? w.weight : 0;
  const percentile = (p: number) =>
    asked.percentileMethod === "inverse-ecdf" ? weightedInverseEcdf(list, p) : linearPercentile(list, p);
  return {
    count: list.length,
    areaMm2: sum((w) => w.weight),
    weightedSumMm: sum((w) => w.weight * w.distanceMm),
    weightedSquareSumMm2: sum((w) => w.weight * w.distanceMm ** 2),
    maxMm: list.reduce((most, w) => Math.max(most, w.distanceMm), 0),
    areaWithinMm2: new Map(asked.tolerancesMm.map((tau) => [tau, sum(within(tau))])),
    percentilesMm: new Map(asked.percentiles.map((p) => [p, percentile(p)])),
  };
}
