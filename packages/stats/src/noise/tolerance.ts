import type { AnnotationNoise } from "./annotation-noise.ts";

/**
 * Tolerances in mm that leave 5 % of the surface outside, from annotation noise (docs/methods/noise-model.md, this
 * project's).
 */
export interface NoiseTolerance {
  /** 1.96 √(2 (tau² + sigma²)): 95 % of the surfaces of two raters lie within it of each other. */
  readonly betweenRatersMm: number;
  /** 1.96 √(tau² + sigma²): 95 % of a rater's surface lies within it of the truth, without shared bias. */
  readonly truthToRaterMm: number;
  /** True if a tolerance was raised to half the largest voxel edge. */
  readonly raised: boolean;
}

const reachOf95Percent = 1.96;

/** Null without pairs of raters. `largestVoxelEdgeMm`: no tolerance is smaller than half of it. */
export function toleranceFromNoise(
  noise: Pick<AnnotationNoise, "total"> | null,
  largestVoxelEdgeMm = 0,
): NoiseTolerance | null {
  const total = noise?.total ?? null;
  if (total === null) return null;
  const truth = reachOf95Percent * total;
  const least = largestVoxelEdgeMm / 2;
  return {
    betweenRatersMm: Math.max(least, Math.SQRT2 * truth),
    truthToRaterMm: Math.max(least, truth),
    raised: truth < least,
  };
}

/**
 * Tolerance from pooled distances between raters' surfaces: the smallest distance with at least `share` of the
 * weight (area) at or below it. docs/methods/noise-model.md; null without weight.
 */
export function toleranceFromDistances(
  distances: readonly { readonly distanceMm: number; readonly weight: number }[],
  options: { readonly share?: number; readonly largestVoxelEdgeMm?: number } = {},
): number | null {
  const { share = 0.95, largestVoxelEdgeMm = 0 } = options;
  const ascending = [...distances].sort((a, b) => a.distanceMm - b.distanceMm);
  const total = ascending.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  let below = 0;
  for (const { distanceMm, weight } of ascending) {
    below += weight;
    // Sums of weights round: a share that is met exactly must not slip to the next distance.
    if (below >= share * total * (1 - 1e-12)) return Math.max(largestVoxelEdgeMm / 2, distanceMm);
  }
  return null;
}
