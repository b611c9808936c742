import { exp, log as ln } from "@pgt/metrics";
import type { BinaryVotes } from "./binary-votes.ts";

export interface StapleOptions {
  /** Share of the structure in the region. Default: the mean share of votes. */
  readonly prior?: number;
  /** Keeps sensitivity and specificity from 1e-6 to 1 - 1e-6. */
  readonly guarded: boolean;
  readonly weights: readonly number[];
  readonly iterationsAtMost?: number;
}

export interface StapleResult {
  /** Probability of the structure for each pattern of votes. */
  readonly probability: readonly number[];
  readonly sensitivity: readonly (number | null)[];
  readonly specificity: readonly (number | null)[];
  readonly prior: number;
  /** M steps. */
  readonly steps: number;
  readonly converged: boolean;
}

/** Squared change of every parameter at which ITK stops. */
const SETTLED = 1e-14;
const LEAST = 1e-6;

/**
 * STAPLE (Warfield, Zou and Wells 2004) of one structure, on patterns of votes with their counts, in the conventions of
 * ITK: it starts from the share of votes, the M step comes first, and it stops when no parameter's square of change is
 * above 1e-14.
 *
 *   E:  W = g a / (g a + (1 - g) b),   a = prod_k p_k^D_k (1 - p_k)^(1 - D_k),   b = prod_k q_k^(1 - D_k) (1 - q_k)^D_k
 *   M:  p_k = sum W D_k / sum W,       q_k = sum (1 - W)(1 - D_k) / sum (1 - W)
 *
 * Products are sums of logarithms; a rater's term is multiplied by his weight.
 */
export function staple({ patterns, raters }: BinaryVotes, options: StapleOptions): StapleResult {
  const { weights, guarded, iterationsAtMost = 10_000 } = options;
  const allWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = patterns.map(
    ({ marks }) => marks.reduce((sum, mark, k) => sum + (mark ? weights[k] : 0), 0) / allWeight,
  );
  const total = patterns.reduce((sum, { voxels }) => sum + voxels, 0);
  const prior =
    options.prior ?? patterns.reduce((sum, { voxels }, at) => sum + voxels * shares[at], 0) / total;
  let probability = shares;
  let last: Rates | null = null;
  let steps = 0;
  let converged = false;
  while (!converged && steps < iterationsAtMost) {
    const rates = ratesOf(patterns, probability, raters, guarded);
    steps++;
    probability = patterns.map(({ marks }, at) => posterior(marks, rates, prior, weights, shares[at]));
    converged = last !== null && isSettled(rates, last);
    last = rates;
  }
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    probability,
    sensitivity: last!.p.map(known),
    specificity: last!.q.map(known),
    prior,
    steps,
    converged,
  };
}

interface Rates {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

function ratesOf(
  patterns: BinaryVotes["patterns"],
  probability: readonly number[],
  raters: number,
  guarded: boolean,
): Rates {
  let inside = 0;
  let outside = 0;
  const hits = new Array<number>(raters).fill(0);
  const rejections = new Array<number>(raters).fill(0);
  patterns.forEach(({ marks, voxels }, at) => {
    const w = probability[at] * voxels;
    const v = (1 - probability[at]) * voxels;
    inside += w;
    outside += v;
    for (let k = 0; k < raters; k++) {
      if (marks[k]) hits[k] += w;
      else rejections[k] += v;
    }
  });
  const rate = (part: number, whole: number) => {
    if (whole <= 0) return Number.NaN;
    return guarded ? Math.min(1 - LEAST, Math.max(LEAST, part / whole)) : part / whole;
  };
  return { p: hits.map((part) => rate(part, inside)), q: rejections.map((part) => rate(part, outside)) };
}

/** The share of votes where nothing is known of the raters. */
function posterior(
  marks: readonly boolean[],
  { p, q }: Rates,
  prior: number,
  weights: readonly number[],
  share: number,
): number {
  let a = ln(prior);
  let b = ln(1 - prior);
  for (let k = 0; k < marks.length; k++) {
    a += weights[k] * ln(marks[k] ? p[k] : 1 - p[k]);
    b += weights[k] * ln(marks[k] ? 1 - q[k] : q[k]);
  }
  if (Number.isNaN(a) || Number.isNaN(b) || (a === -Infinity && b === -Infinity)) return share;
  return 1 / (1 + exp(b - a));
}

function isSettled(now: Rates, before: Rates): boolean {
  const settled = (value: number, k: number, earlier: readonly number[]) =>
    !((value - earlier[k]) ** 2 > SETTLED);
  return (
    now.p.every((value, k) => settled(value, k, before.p)) &&
    now.q.every((value, k) => settled(value, k, before.q))
  );
}
