/** Distances that differ by less are equal: else the answer would rest on the order of sums. */
const SAME_MM = 1e-9;

/** Signed distances of one voxel to a label by each rater (mm, inside positive) -> one number, outside positive. */
export function pooledDistance(
  distances: readonly number[],
  weights: readonly number[],
  how: "mean" | "median",
): number {
  const value = how === "mean" ? weightedMean(distances, weights) : weightedMedian(distances, weights);
  // Infinitely inside for some and infinitely outside for others: never chosen.
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : -value;
}

/** Tells if a label is nearer than those before it: of equal ones, the first stays. */
export function isNearer(distance: number, thanDistance: number): boolean {
  return distance < thanDistance - SAME_MM;
}

/** Tells if a voxel lies inside by the pooled distance to the only label there is: on the border is inside. */
export function isInsideBy(distance: number): boolean {
  return distance <= SAME_MM;
}

function weightedMean(distances: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  let whole = 0;
  distances.forEach((distance, k) => {
    sum += weights[k] * distance;
    whole += weights[k];
  });
  return sum / whole;
}

/** Mean of the two middle ones where the weights are split in halves. */
function weightedMedian(distances: readonly number[], weights: readonly number[]): number {
  const order = distances.map((_, k) => k).sort((a, b) => distances[a] - distances[b] || 0);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (const [at, k] of order.entries()) {
    below += weights[k];
    if (below > half + SAME_MM) return distances[k];
    if (below > half - SAME_MM) return (distances[k] + distances[order[at + 1]]) / 2;
  }
  return Number.NaN;
}
