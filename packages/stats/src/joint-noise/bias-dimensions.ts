import { exp, log } from "@pgt/metrics";
import type { ScaleStatistics } from "./joint-noise-types.ts";
import { biasDimensions, dimensionPrior, lineTriangularity, weightOfOthers } from "./model-constants.ts";

/**
 * Probabilities that a rater's bias has 1, 2 or 3 dimensions, from the triangularity of all structures of a study:
 * density (d - 1) / 2 U^(d - 3) of U² for d of 2 and 3, an exponential near 0 for d = 1. The same raters annotate all
 * structures, so K of them count as (1 + (K - 1) / 2) / K each. With two raters the prior stays.
 */
export function posteriorOfDimensions(structures: readonly ScaleStatistics[]): number[] {
  const known = structures.flatMap(({ triangularity, raters }) =>
    triangularity === null ? [] : [{ raters, u2: Math.min(Math.max(triangularity, 0.01), 0.99) }],
  );
  const weight = (1 + weightOfOthers * (known.length - 1)) / known.length;
  const logs = biasDimensions.map((d, i) =>
    known.reduce(
      (sum, { raters, u2 }) => sum + weight * (raters - 2) * logDensity(d, u2),
      log(dimensionPrior[i]),
    ),
  );
  const largest = Math.max(...logs);
  const shares = logs.map((value) => exp(value - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function logDensity(d: number, u2: number): number {
  if (d === 1) return -log(lineTriangularity) - u2 / lineTriangularity;
  return log((d - 1) / 2) + ((d - 3) / 2) * log(u2);
}
