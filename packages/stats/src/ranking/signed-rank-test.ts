import { cube } from "@pgt/metrics";
import { normalCdf } from "../inference/distributions.ts";
import { differenceBeyondRounding } from "../inference/rounding.ts";

/** From this number of differences on, the distribution is not enumerated: as R's wilcox.test. */
const exactBelow = 50;

/** Paired differences in ascending order of their size. */
export interface SignedDifferences {
  /** Case of each difference; those without a difference are left out. */
  readonly cases: readonly number[];
  readonly isPositive: readonly boolean[];
  /** Ends of the runs of equal sizes: `runEnds[k]` is one past the last place of run k. */
  readonly runEnds: readonly number[];
  readonly zeros: readonly number[];
}

/** One-sided Wilcoxon signed-rank test of the alternative that the first series is larger. */
export interface SignedRankTest {
  /** Sum of the ranks of positive differences. */
  readonly statistic: number;
  /** Differences that are not zero. */
  readonly n: number;
  /** `exact`: fewer than 50 differences, no ties and no zeros; `none`: there is no difference, p is 1. */
  readonly method: "exact" | "normal" | "none";
  readonly p: number;
}

/**
 * Differences `first - second` per case, ready for tests of any resample. Differences, and sizes of differences, that
 * differ by rounding only are equal.
 */
export function signedDifferences(first: ArrayLike<number>, second: ArrayLike<number>): SignedDifferences {
  const differences = Array.from(first, (value, at) => differenceBeyondRounding(value, second[at]));
  const largest = Math.max(0, ...Array.from(first, Math.abs), ...Array.from(second, Math.abs));
  const size = (at: number) => Math.abs(differences[at]);
  const places = differences.map((_, at) => at);
  const cases = places.filter((at) => differences[at] !== 0).sort((a, b) => size(a) - size(b));
  const runEnds: number[] = [];
  cases.forEach((at, place) => {
    const isLast = place === cases.length - 1;
    if (isLast || differenceBeyondRounding(largest + size(cases[place + 1]), largest + size(at)) !== 0) {
      runEnds.push(place + 1);
    }
  });
  return {
    cases,
    isPositive: cases.map((at) => differences[at] > 0),
    runEnds,
    zeros: places.filter((at) => differences[at] === 0),
  };
}

/**
 * Wilcoxon's test (Wilcoxon 1945) as R's wilcox.test(paired = TRUE, alternative = "greater"): zero differences are
 * dropped; the exact distribution for fewer than 50 differences without ties and zeros, else the normal approximation
 * with tie and continuity correction.
 *
 * @param weights how often each case is in the sample.
 */
export function signedRankTest(differences: SignedDifferences, weights: ArrayLike<number>): SignedRankTest {
  const { cases, isPositive, runEnds, zeros } = differences;
  let [n, statistic, ties] = [0, 0, 0];
  for (let run = 0, place = 0; run < runEnds.length; run++) {
    let [tied, positive] = [0, 0];
    for (; place < runEnds[run]; place++) {
      const weight = weights[cases[place]];
      tied += weight;
      if (isPositive[place]) positive += weight;
    }
    statistic += positive * (n + (tied + 1) / 2);
    ties += cube(tied) - tied;
    n += tied;
  }
  if (n === 0) return { statistic, n, method: "none", p: 1 };
  const isExact = n < exactBelow && ties === 0 && zeros.every((at) => weights[at] === 0);
  if (isExact) return { statistic, n, method: "exact", p: upperTails(n)[statistic] };
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z = (statistic - (n * (n + 1)) / 4 - 0.5) / Math.sqrt(variance);
  return { statistic, n, method: "normal", p: normalCdf(-z) };
}

const tailsOf = new Map<number, Float64Array>();

/** P(W >= w) for w = 0..n(n+1)/2, all signs equally likely: counts of the sums of subsets of 1..n, below 2^53. */
function upperTails(n: number): Float64Array {
  const known = tailsOf.get(n);
  if (known) return known;
  const tails = new Float64Array((n * (n + 1)) / 2 + 1);
  tails[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = tails.length - 1; sum >= rank; sum--) tails[sum] += tails[sum - rank];
  }
  for (let sum = tails.length - 2; sum >= 0; sum--) tails[sum] += tails[sum + 1];
  for (let sum = 0; sum < tails.length; sum++) tails[sum] /= 2 ** n;
  tailsOf.set(n, tails);
  return tails;
}
