import { quantile } from "./descriptive.ts";

/**
 * Ranks from 1 in ascending order; equal values share the mean of their ranks. Values are finite.
 */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  const ranks = new Array<number>(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) ranks[order[at]] = (from + 1 + to) / 2;
  }
  return ranks;
}

/**
 * Product-moment correlation of two lists of finite numbers, pair by pair. Null where it is undefined: fewer than two
 * pairs, or one of the lists is constant.
 */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  if (isConstant(x) || isConstant(y)) return null;
  const [xs, ys] = [centred(x), centred(y)];
  let [product, xSquares, ySquares] = [0, 0, 0];
  for (let at = 0; at < xs.length; at++) {
    product += xs[at] * ys[at];
    xSquares += xs[at] ** 2;
    ySquares += ys[at] ** 2;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(xSquares * ySquares)));
}

/** Spearman's rho: `pearson` of the average ranks, so that ties are allowed. Null as there. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  return pearson(averageRanks(x), averageRanks(y));
}

/**
 * Kendall's tau-b: concordant minus discordant pairs, over the geometric mean of the numbers of pairs that are not tied
 * in x and not tied in y. Null as for `pearson`. O(n log n): discordant pairs are the exchanges of a merge sort
 * (Knight 1966).
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  if (isConstant(x) || isConstant(y)) return null;
  const order = x.map((_, index) => index).sort((a, b) => x[a] - x[b] || y[a] - y[b]);
  const pairs = (x.length * (x.length - 1)) / 2;
  const ySorted = Float64Array.from(y).sort();
  const xTied = tiedPairs(order.length, (a, b) => x[order[a]] === x[order[b]]);
  const yTied = tiedPairs(ySorted.length, (a, b) => ySorted[a] === ySorted[b]);
  const bothTied = tiedPairs(
    order.length,
    (a, b) => x[order[a]] === x[order[b]] && y[order[a]] === y[order[b]],
  );
  const discordant = sortCountingExchanges(Float64Array.from(order, (index) => y[index]));
  const untied = pairs - xTied - yTied + bothTied;
  return (untied - 2 * discordant) / Math.sqrt((pairs - xTied) * (pairs - yTied));
}

/** True for fewer than two values as well. */
function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Less its mean; about the median first, so that a large common offset costs no digits. */
function centred(values: readonly number[]): number[] {
  const offset = quantile(values, 0.5);
  const moved = values.map((value) => value - offset);
  const mean = moved.reduce((sum, value) => sum + value, 0) / moved.length;
  return moved.map((value) => value - mean);
}

/** Pairs within runs of equal neighbours, of `count` sorted elements. */
function tiedPairs(count: number, isEqual: (a: number, b: number) => boolean): number {
  let tied = 0;
  for (let at = 1, run = 1; at < count; at++) {
    run = isEqual(at - 1, at) ? run + 1 : 1;
    tied += run - 1;
  }
  return tied;
}

/** Sorts in place; how many pairs stood in descending order. */
function sortCountingExchanges(values: Float64Array): number {
  if (values.length < 2) return 0;
  const half = values.length >> 1;
  const [left, right] = [values.slice(0, half), values.slice(half)];
  let exchanges = sortCountingExchanges(left) + sortCountingExchanges(right);
  for (let at = 0, l = 0, r = 0; at < values.length; at++) {
    const takesLeft = r === right.length || (l < left.length && left[l] <= right[r]);
    if (!takesLeft) exchanges += left.length - l;
    values[at] = takesLeft ? left[l++] : right[r++];
  }
  return exchanges;
}
