import { cube } from "@pgt/metrics";
import { normalCdf } from "../inference/distributions.ts";
import { differenceBeyondRounding } from "../inference/rounding.ts";

/** Largest number of differences for which the distribution is enumerated. */
const mostEnumerated = 50;

/** Paired differences in ascending order of their size. */
export interface SignedDifferences {
  /** Case of each difference; those without a difference are left out. */
  readonly cases: readonly number[];
  readonly isPositive: readonly boolean[];
  /** Ends of the runs of equal sizes: `runEnds[k]` is one past the last place of run k. */
  readonly runEnds: readonly number[];
}

/** One-sided Wilcoxon signed-rank test of the alternative that the first series is larger. */
export interface SignedRankTest {
  /** Sum of the ranks of positive differences. */
  readonly statistic: number;
  /** Differences that are not zero. */
  readonly n: number;
  /** `exact`: up to 50 differences, ties included; `none`: there is no difference, p is 1. */
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
  };
}

/**
 * Wilcoxon's test (Wilcoxon 1945): zero differences are dropped, equal sizes share their mid-rank. The distribution over
 * all signs of the ranks as they are, ties included, is enumerated up to `enumerated` differences (Pratt & Gibbons 1981);
 * beyond, the normal approximation with tie and continuity correction, as R's wilcox.test(paired = TRUE, alternative =
 * "greater").
 *
 * @param weights how often each case is in the sample.
 * @param enumerated fewer where many resamples are tested.
 */
export function signedRankTest(
  differences: SignedDifferences,
  weights: ArrayLike<number>,
  enumerated = mostEnumerated,
): SignedRankTest {
  const { cases, isPositive, runEnds } = differences;
  let [n, statistic, ties] = [0, 0, 0];
  const doubledRanks: number[] = [];
  for (let run = 0, place = 0; run < runEnds.length; run++) {
    let [tied, positive] = [0, 0];
    for (; place < runEnds[run]; place++) {
      const weight = weights[cases[place]];
      tied += weight;
      if (isPositive[place]) positive += weight;
    }
    const rank = n + (tied + 1) / 2;
    statistic += positive * rank;
    if (n + tied <= enumerated) for (let one = 0; one < tied; one++) doubledRanks.push(2 * rank);
    ties += cube(tied) - tied;
    n += tied;
  }
  if (n === 0) return { statistic, n, method: "none", p: 1 };
  if (n <= enumerated) {
    const p = ties === 0 ? upperTailsWithoutTies(n)[2 * statistic] : upperTails(doubledRanks)[2 * statistic];
    return { statistic, n, method: "exact", p };
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z = (statistic - (n * (n + 1)) / 4 - 0.5) / Math.sqrt(variance);
  return { statistic, n, method: "normal", p: normalCdf(-z) };
}

const tailsOf = new Map<number, Float64Array>();

function upperTailsWithoutTies(n: number): Float64Array {
  const known = tailsOf.get(n);
  if (known) return known;
  const tails = upperTails(Array.from({ length: n }, (_, i) => 2 * (i + 1)));
  tailsOf.set(n, tails);
  return tails;
}

/**
 * P(2 W >= w) for w from 0 to the sum of the doubled ranks, all signs equally likely: counts of the sums of their
 * subsets, below 2^53.
 */
function upperTails(doubledRanks: readonly number[]): Float64Array {
  const largest = doubledRanks.reduce((sum, rank) => sum + rank, 0);
  const tails = new Float64Array(largest + 1);
  tails[0] = 1;
  let reached = 0;
  for (const rank of doubledRanks) {
    reached += rank;
    for (let sum = reached; sum >= rank; sum--) tails[sum] += tails[sum - rank];
  }
  for (let sum = largest - 1; sum >= 0; sum--) tails[sum] += tails[sum + 1];
  const all = tails[0];
  for (let sum = 0; sum <= largest; sum++) tails[sum] /= all;
  return tails;
}
