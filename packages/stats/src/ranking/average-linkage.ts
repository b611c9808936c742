/** Two clusters that were joined, as indices of their items in ascending order. */
export interface Merge {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Mean distance between an item of the one and an item of the other. */
  readonly height: number;
}

/**
 * Agglomerative clustering by average linkage (UPGMA; Sokal & Michener 1958). Of equally near clusters the ones with
 * the smallest items are joined first.
 *
 * @param distances symmetric; null where it is not known: clusters with such a pair are never joined.
 */
export function averageLinkage(distances: readonly (readonly (number | null)[])[]): Merge[] {
  let clusters: number[][] = distances.map((_, item) => [item]);
  const merges: Merge[] = [];
  for (;;) {
    const next = nearest(clusters, distances);
    if (next === null) return merges;
    merges.push(next);
    const joined = [...next.left, ...next.right].sort((a, b) => a - b);
    clusters = clusters.filter((cluster) => cluster !== next.left && cluster !== next.right);
    clusters = [...clusters, joined].sort((a, b) => a[0] - b[0]);
  }
}

/** Clusters that remain if only merges up to this height are made, in order of their first items. */
export function cutAt(merges: readonly Merge[], items: number, height: number): number[][] {
  let clusters = Array.from({ length: items }, (_, item) => [item]);
  for (const merge of merges.filter((one) => one.height <= height)) {
    const parts = [merge.left[0], merge.right[0]];
    const joined = clusters.filter((cluster) => parts.some((item) => cluster.includes(item)));
    clusters = [
      ...clusters.filter((cluster) => !joined.includes(cluster)),
      joined.flat().sort((a, b) => a - b),
    ];
  }
  return clusters.sort((a, b) => a[0] - b[0]);
}

function nearest(clusters: readonly number[][], distances: readonly (readonly (number | null)[])[]) {
  let best: { left: number[]; right: number[]; height: number } | null = null;
  for (const [at, left] of clusters.entries()) {
    for (const right of clusters.slice(at + 1)) {
      const height = meanDistance(left, right, distances);
      if (height !== null && (best === null || height < best.height)) best = { left, right, height };
    }
  }
  return best;
}

function meanDistance(
  left: readonly number[],
  right: readonly number[],
  distances: readonly (readonly (number | null)[])[],
): number | null {
  let sum = 0;
  for (const i of left) {
    for (const j of right) {
      const distance = distances[i][j];
      if (distance === null) return null;
      sum += distance;
    }
  }
  return sum / (left.length * right.length);
}
