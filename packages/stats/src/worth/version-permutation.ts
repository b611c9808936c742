import { defaultSeed } from "@pgt/metrics";
import { permutationShares } from "./permutation-p.ts";
import { qualityPairs } from "./quality-pairs.ts";
import { uniqueOf } from "./worth-cells.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Fewest versions with which a permutation can reach 2.5 %: four have 24 orders. */
export const fewestToDecide = 5;

/** Test of the expected gain at a gap against a gain that was taken for enough. */
export interface VersionPermutation {
  /** One-sided: share of orders of the versions with an expected gain at least as large, and at most as large. */
  readonly pGreater: number;
  readonly pLess: number;
  /** Every order was looked at. */
  readonly exact: boolean;
  readonly versions: number;
}

/**
 * Permutes the versions jointly over all columns, so that an effect of a version's own, which is not its quality's,
 * stays with it. Tested is that quality gives a straight gain of `relevantGain` at `gap`: it is taken off the downstream
 * scores, and what is left is exchangeable. Statistic: the isotonic expected gain at the gap. Null where there is none.
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
  const statistic = permutedGain(columns, versions, gap, relevantGain);
  const shares = permutationShares(versions.length, statistic, seed);
  return shares && { ...shares, versions: versions.length };
}

/** Isotonic expected gain at the gap, the version at place v having the downstream scores of that at `order[v]`. */
function permutedGain(
  columns: readonly WorthColumn[],
  versions: readonly string[],
  gap: number,
  relevantGain: number,
): (order: ArrayLike<number>) => number | null {
  const place = new Map(versions.map((version, at) => [version, at]));
  const rest = columns.map(({ points }) => {
    const found = new Float64Array(versions.length).fill(Number.NaN);
    for (const { version, quality, downstream } of points)
      found[place.get(version)!] = downstream - (relevantGain / gap) * quality;
    return found;
  });
  const pairs = qualityPairs(columns).map(({ column, better, worse, gap: x }) => ({
    rest: rest[column],
    better: place.get(better)!,
    worse: place.get(worse)!,
    x,
  }));
  const [sums, counts, starts] = [0, 1, 2].map(() => new Float64Array(pairs.length));
  return (order) => {
    let blocks = 0;
    const pool = () => {
      while (blocks > 1 && sums[blocks - 2] / counts[blocks - 2] >= sums[blocks - 1] / counts[blocks - 1]) {
        sums[blocks - 2] += sums[blocks - 1];
        counts[blocks - 2] += counts[blocks - 1];
        blocks--;
      }
    };
    let lastX = Number.NaN;
    for (const { rest: scores, better, worse, x } of pairs) {
      const gain = scores[order[better]] - scores[order[worse]];
      if (Number.isNaN(gain)) continue;
      if (x === lastX) {
        sums[blocks - 1] += gain;
        counts[blocks - 1]++;
        continue;
      }
      pool();
      lastX = x;
      sums[blocks] = gain;
      counts[blocks] = 1;
      starts[blocks++] = x;
    }
    pool();
    let value: number | null = null;
    for (let block = 0; block < blocks && starts[block] <= gap; block++) value = sums[block] / counts[block];
    return value;
  };
}
