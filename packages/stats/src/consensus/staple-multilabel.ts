import { exp, log as ln, type VotePattern } from "@pgt/metrics";
import { leadersOf, votesOf } from "./majority.ts";

export interface MultiLabelStaple {
  /** Labels with the highest probability for each pattern, ascending; several if they are tied, none where no label is possible. */
  readonly leaders: readonly (readonly number[])[];
  /** Probability of each label, background first, for each pattern. */
  readonly probability: readonly (readonly number[])[];
  /** `confusion[rater][j][c]`: probability of answer `j` where the truth is `c`. */
  readonly confusion: readonly (readonly (readonly number[])[])[];
  readonly prior: readonly number[];
  /** E steps. */
  readonly steps: number;
  readonly converged: boolean;
}

/** Largest change of a confusion at which ITK stops. */
const SETTLED = 1e-5;
/** Logarithms of probabilities that differ by less are equal. */
const TIED = 1e-11;

/**
 * STAPLE of several labels (Warfield, Zou and Wells 2004; ITK's MultiLabelSTAPLE), on patterns with their counts. The
 * confusion matrices start from majority voting where it is not tied, normalised over the truths of each answer; the prior is
 * the frequency of each label over all raters and voxels.
 *
 *   E:  W[c] ~ prior_c prod_k theta_k[j_k, c]        M:  theta_k[j, c] = sum of W[c] where k says j / sum of W[c]
 *
 * @param patterns of the region: the voxels of pattern 0 are those of it that nobody marked.
 * @param labels background first.
 */
export function stapleMultiLabel(
  patterns: readonly VotePattern[],
  labels: readonly number[],
  weights: readonly number[],
  { iterationsAtMost = 10_000, isPriorEstimated = false }: MultiLabelStapleOptions = {},
): MultiLabelStaple {
  const index = new Map(labels.map((label, at) => [label, at]));
  const votes = patterns.map(({ ratings, voxels }) => ({
    answers: ratings.map((one) => index.get(one)!),
    voxels,
  }));
  const raters = weights.length;
  let prior = priorOf(votes, labels.length, raters);
  let confusion = startOf(patterns, votes, labels, weights);
  let probability: number[][] = [];
  let steps = 0;
  let converged = false;
  while (!converged && steps < iterationsAtMost) {
    probability = votes.map(({ answers }) => normalised(logPosterior(answers, confusion, prior, weights)));
    const next = confusionOf(votes, probability, labels.length, raters);
    if (isPriorEstimated) prior = shareOf(votes, probability, labels.length);
    steps++;
    converged = largestChange(confusion, next) < SETTLED;
    confusion = next;
  }
  const posteriors = votes.map(({ answers }) => logPosterior(answers, confusion, prior, weights));
  return {
    leaders: posteriors.map((logs) => {
      const most = Math.max(...logs);
      if (most === -Infinity) return [];
      return logs.flatMap((log, at) => (log >= most - TIED ? labels[at] : []));
    }),
    probability: posteriors.map(normalised),
    confusion,
    prior,
    steps,
    converged,
  };
}

export interface MultiLabelStapleOptions {
  readonly iterationsAtMost?: number;
  /** The prior is estimated with the confusions (Dawid and Skene 1979), not kept at the frequency of answers. */
  readonly isPriorEstimated?: boolean;
}

interface Answers {
  /** Position of each rater's label. */
  readonly answers: readonly number[];
  readonly voxels: number;
}

type Confusion = number[][][];

function priorOf(votes: readonly Answers[], labels: number, raters: number): number[] {
  const counts = new Array<number>(labels).fill(0);
  let total = 0;
  for (const { answers, voxels } of votes) {
    for (const answer of answers) counts[answer] += voxels;
    total += raters * voxels;
  }
  return counts.map((count) => count / total);
}

function shareOf(votes: readonly Answers[], probability: readonly (readonly number[])[], labels: number) {
  const shares = new Array<number>(labels).fill(0);
  let total = 0;
  votes.forEach(({ voxels }, at) => {
    probability[at].forEach((one, c) => void (shares[c] += one * voxels));
    total += voxels;
  });
  return shares.map((share) => share / total);
}

function zeros(labels: number, raters: number): Confusion {
  return Array.from({ length: raters }, () =>
    Array.from({ length: labels }, () => new Array(labels).fill(0)),
  );
}

function startOf(
  patterns: readonly VotePattern[],
  votes: readonly Answers[],
  labels: readonly number[],
  weights: readonly number[],
): Confusion {
  const confusion = zeros(labels.length, weights.length);
  votes.forEach(({ answers, voxels }, at) => {
    const leaders = leadersOf(votesOf(patterns[at].ratings, weights));
    if (leaders.length > 1) return;
    const truth = labels.indexOf(leaders[0]);
    answers.forEach((answer, k) => {
      confusion[k][answer][truth] += voxels;
    });
  });
  for (const rows of confusion) {
    for (const row of rows) {
      const sum = row.reduce((all, value) => all + value, 0);
      if (sum > 0) row.forEach((value, c) => void (row[c] = value / sum));
    }
  }
  return confusion;
}

function logPosterior(
  answers: readonly number[],
  confusion: Confusion,
  prior: readonly number[],
  weights: readonly number[],
): number[] {
  return prior.map((share, c) =>
    answers.reduce((log, j, k) => log + weights[k] * ln(confusion[k][j][c]), ln(share)),
  );
}

/** All 0 where no label is possible. */
function normalised(logs: readonly number[]): number[] {
  const most = Math.max(...logs);
  if (most === -Infinity) return logs.map(() => 0);
  const parts = logs.map((log) => exp(log - most));
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => part / sum);
}

function confusionOf(
  votes: readonly Answers[],
  probability: readonly (readonly number[])[],
  labels: number,
  raters: number,
): Confusion {
  const confusion = zeros(labels, raters);
  votes.forEach(({ answers, voxels }, at) => {
    answers.forEach((answer, k) => {
      const row = confusion[k][answer];
      for (let c = 0; c < labels; c++) row[c] += probability[at][c] * voxels;
    });
  });
  for (const rows of confusion) {
    for (let c = 0; c < labels; c++) {
      const sum = rows.reduce((all, row) => all + row[c], 0);
      if (sum > 0) for (const row of rows) row[c] /= sum;
    }
  }
  return confusion;
}

function largestChange(before: Confusion, after: Confusion): number {
  let largest = 0;
  before.forEach((rows, k) => {
    rows.forEach((row, j) => {
      row.forEach((value, c) => {
        largest = Math.max(largest, Math.abs(value - after[k][j][c]));
      });
    });
  });
  return largest;
}
