/** A stretch of a non-decreasing step function: `value` from `from` up to the next step. */
export interface IsotonicStep {
  readonly from: number;
  readonly value: number;
  readonly weight: number;
}

/**
 * Treatment of observations at the same x: `primary` leaves their order free, so that the step may rise among them
 * (they are taken in ascending order of y); `secondary` gives them one value (Kruskal 1964; de Leeuw 1977).
 */
export type IsotonicTies = "primary" | "secondary";

export interface IsotonicPoint {
  readonly x: number;
  readonly y: number;
}

/** Points in the order in which `isotonicSteps` takes them. */
export function inIsotonicOrder<T extends IsotonicPoint>(points: readonly T[]): T[] {
  return [...points].sort((a, b) => a.x - b.x || a.y - b.y);
}

/**
 * Least squares fit that does not decrease: pool adjacent violators (Ayer et al. 1955), O(n).
 *
 * @param ordered by `inIsotonicOrder`.
 * @param weightOf of each point; points of weight 0 are left out.
 */
export function isotonicSteps<T extends IsotonicPoint>(
  ordered: readonly T[],
  weightOf: (point: T) => number = () => 1,
  ties: IsotonicTies = "secondary",
): IsotonicStep[] {
  const blocks: { from: number; sum: number; weight: number }[] = [];
  let lastX = Number.NaN;
  for (const point of ordered) {
    const weight = weightOf(point);
    if (weight === 0) continue;
    const last = blocks.at(-1);
    if (ties === "secondary" && point.x === lastX && last) {
      last.sum += weight * point.y;
      last.weight += weight;
    } else {
      if (ties === "secondary") pool(blocks);
      blocks.push({ from: point.x, sum: weight * point.y, weight });
    }
    lastX = point.x;
    if (ties === "primary") pool(blocks);
  }
  pool(blocks);
  return blocks.map(({ from, sum, weight }) => ({ from, value: sum / weight, weight }));
}

function pool(blocks: { from: number; sum: number; weight: number }[]): void {
  while (blocks.length > 1) {
    const [before, last] = [blocks[blocks.length - 2], blocks[blocks.length - 1]];
    if (before.sum / before.weight < last.sum / last.weight) return;
    before.sum += last.sum;
    before.weight += last.weight;
    blocks.pop();
  }
}

/** The value at x: that of the last step that begins at or below it; null before the first. */
export function isotonicValue(steps: readonly IsotonicStep[], x: number): number | null {
  return steps.filter(({ from }) => from <= x).at(-1)?.value ?? null;
}
