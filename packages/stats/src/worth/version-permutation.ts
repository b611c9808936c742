import { defaultSeed } from "@pgt/metrics";
import { permutationShares } from "./permutation-p.ts";
import { uniqueOf } from "./worth-cells.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Fewest versions with which a permutation can reach 2.5 %: four have 24 orders. */
export const fewestToDecide = 5;

/** Test of quality's effect against a gain that was taken for enough. */
export interface VersionPermutation {
  /** One-sided: share of orders of the versions with a slope at least as large, and at most as large. */
  readonly pGreater: number;
  readonly pLess: number;
  /** Every order was looked at. */
  readonly exact: boolean;
  readonly versions: number;
}

/**
 * Permutes the versions jointly over all columns, so that an effect of a version's own, which is not its quality's,
 * stays with it. Tested is that quality gives a straight gain of `relevantGain` at `gap`: it is taken off the downstream
 * scores, and what is left is exchangeable. Statistic: the common slope within columns. Null without a slope.
 */
export function versionPermutation(
  columns: readonly WorthColumn[],
  gap: number,
  relevantGain: number,
  seed = defaultSeed,
): VersionPermutation | null {
  const versions = uniqueOf(
    columns.flatMap(({ points }) => points),
    ({ version }) => version,
  );
  if (versions.length < 2 || !(gap > 0)) return null;
  const place = new Map(versions.map((version, at) => [version, at]));
  const parts = columns.map(({ points }) => {
    const rest = new Float64Array(versions.length).fill(Number.NaN);
    for (const { version, quality, downstream } of points)
      rest[place.get(version)!] = downstream - (relevantGain / gap) * quality;
    return { rest, points: points.map(({ version, quality }) => ({ at: place.get(version)!, quality })) };
  });
  // The slope of `withinColumns`, and nothing else: it is taken of up to 40,320 orders.
  const statistic = (order: ArrayLike<number>) => {
    let [xx, xy] = [0, 0];
    for (const { rest, points } of parts) {
      let [n, x, y, ownXX, ownXY] = [0, 0, 0, 0, 0];
      for (const { at, quality } of points) {
        const score = rest[order[at]];
        if (Number.isNaN(score)) continue;
        n++;
        x += quality;
        y += score;
        ownXX += quality * quality;
        ownXY += quality * score;
      }
      if (n < 2) continue;
      xx += ownXX - (x * x) / n;
      xy += ownXY - (x * y) / n;
    }
    return xx > 1e-12 ? xy / xx : null;
  };
  const shares = permutationShares(versions.length, statistic, seed);
  return shares && { ...shares, versions: versions.length };
}
