/** A case with a value of both variables. */
export interface PairedPoint {
  /** Place of the case among the weights. */
  readonly place: number;
  readonly x: number;
  readonly y: number;
}

export interface RankCorrelations {
  /** Null: fewer than two points, or a variable is constant. */
  readonly spearman: number | null;
  /** tau-b; null as above. */
  readonly kendall: number | null;
}

/**
 * Spearman's rho and Kendall's tau-b of any resample, each in one pass over values that are sorted once: O(n) and
 * O(n log n). `weights[place]` is how often a case is in the resample.
 */
export function weightedCorrelations(
  points: readonly PairedPoint[],
): (weights: ArrayLike<number>) => RankCorrelations {
  const [xRuns, yRuns] = [runsOf(points.map(({ x }) => x)), runsOf(points.map(({ y }) => y))];
  const yRunOf = new Int32Array(points.length);
  for (let run = 0, at = 0; run < yRuns.ends.length; run++) {
    for (; at < yRuns.ends[run]; at++) yRunOf[yRuns.order[at]] = run;
  }
  const own = new Float64Array(points.length);
  return (weights) => {
    for (let at = 0; at < own.length; at++) own[at] = weights[points[at].place];
    const [x, y] = [tiesOf(xRuns, own), tiesOf(yRuns, own)];
    const all = (x.count * (x.count - 1)) / 2;
    const [xUntied, yUntied] = [all - x.tiedPairs, all - y.tiedPairs];
    if (xUntied === 0 || yUntied === 0) return { spearman: null, kendall: null };
    return {
      spearman: productOfRanks(x, y, own),
      kendall: concordance(xRuns, yRunOf, yRuns.ends.length, own) / Math.sqrt(xUntied * yUntied),
    };
  };
}

/** Points in ascending order of their values; `ends[k]` is one past the last place of the k-th run of equal values. */
interface Runs {
  readonly order: Int32Array;
  readonly ends: Int32Array;
}

function runsOf(values: readonly number[]): Runs {
  const order = Int32Array.from(values, (_, at) => at).sort((a, b) => values[a] - values[b]);
  const isLast = (_: number, at: number) =>
    at === order.length - 1 || values[order[at + 1]] !== values[order[at]];
  return {
    order,
    ends: Int32Array.from(order.keys())
      .filter(isLast)
      .map((at) => at + 1),
  };
}

interface Ties {
  readonly ranks: Float64Array;
  readonly count: number;
  readonly tiedPairs: number;
}

/** Average ranks, and how many pairs are tied. */
function tiesOf({ order, ends }: Runs, weights: Float64Array): Ties {
  const ranks = new Float64Array(weights.length);
  let [count, tiedPairs] = [0, 0];
  for (let run = 0, start = 0; run < ends.length; start = ends[run++]) {
    let tied = 0;
    for (let at = start; at < ends[run]; at++) tied += weights[order[at]];
    for (let at = start; at < ends[run]; at++) ranks[order[at]] = count + (tied + 1) / 2;
    count += tied;
    tiedPairs += (tied * (tied - 1)) / 2;
  }
  return { ranks, count, tiedPairs };
}

/** Pearson's correlation of the ranks, whose mean is known. */
function productOfRanks(x: Ties, y: Ties, weights: Float64Array): number {
  const centre = (x.count + 1) / 2;
  let [product, xSquares, ySquares] = [0, 0, 0];
  for (let at = 0; at < weights.length; at++) {
    const dx = x.ranks[at] - centre;
    const dy = y.ranks[at] - centre;
    product += weights[at] * dx * dy;
    xSquares += weights[at] * dx * dx;
    ySquares += weights[at] * dy * dy;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(xSquares * ySquares)));
}

/** Concordant minus discordant pairs: a binary indexed tree (Fenwick 1994) holds the weights of smaller x by their y. */
function concordance(
  { order, ends }: Runs,
  yRunOf: Int32Array,
  yRuns: number,
  weights: Float64Array,
): number {
  const tree = new Float64Array(yRuns + 1);
  const inRun = new Float64Array(yRuns);
  let [difference, inserted] = [0, 0];
  for (let run = 0, start = 0; run < ends.length; start = ends[run++]) {
    for (let at = start; at < ends[run]; at++) {
      const weight = weights[order[at]];
      if (weight === 0) continue;
      const yRun = yRunOf[order[at]];
      let smaller = 0;
      for (let node = yRun; node > 0; node -= node & -node) smaller += tree[node];
      difference += weight * (smaller - (inserted - smaller - inRun[yRun]));
    }
    for (let at = start; at < ends[run]; at++) {
      const weight = weights[order[at]];
      if (weight === 0) continue;
      const yRun = yRunOf[order[at]];
      for (let node = yRun + 1; node <= yRuns; node += node & -node) tree[node] += weight;
      inRun[yRun] += weight;
      inserted += weight;
    }
  }
  return difference;
}
