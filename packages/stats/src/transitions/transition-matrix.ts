import { bootstrapCases } from "../agreement/case-bootstrap.ts";
import type { Interval } from "../inference/interval-options.ts";
import type { AnswerCounts } from "./answer-counts.ts";

/** Probability of each answer for each true label, all cases pooled by voxels. */
export interface TransitionMatrix {
  /** Null: all raters pooled. */
  readonly rater: string | null;
  /** Background first. */
  readonly labels: readonly number[];
  /** P(answer `labels[j]` | truth `labels[c]`): `matrix[c][j]`; null in the row of a label that no voxel is. */
  readonly matrix: readonly (readonly (number | null)[])[];
  /** Expected voxels of each true label. */
  readonly voxels: readonly number[];
  /** 95 % interval over cases of the probability that a label is kept: the diagonal. */
  readonly kept: readonly Interval[];
  readonly cases: number;
}

/** The matrix of each rater, in order of first appearance, after that of all raters together. */
export function transitionMatrices(counts: readonly AnswerCounts[]): TransitionMatrix[] {
  if (counts.length === 0) return [];
  const labels = [...new Set(counts.flatMap((one) => one.labels))].sort(
    (a, b) => Number(a !== 0) - Number(b !== 0) || a - b,
  );
  const raters = [...new Set(counts.map(({ rater }) => rater))];
  return [null, ...raters].map((rater) =>
    matrixOf(
      rater,
      labels,
      counts.filter((one) => rater === null || one.rater === rater),
    ),
  );
}

function matrixOf(
  rater: string | null,
  labels: readonly number[],
  counts: readonly AnswerCounts[],
): TransitionMatrix {
  const cases = [...new Set(counts.map((one) => one.case))].sort();
  const byCase = cases.map((id) =>
    pooled(
      labels,
      counts.filter((one) => one.case === id),
    ),
  );
  const whole = byCase.reduce((all, one) => added(all, one), emptyCounts(labels));
  const keptVoxels = byCase.map((counts) => counts.map((row, c) => ({ kept: row[c], all: total(row) })));
  const ends = bootstrapCases(cases.length, (weights) => keptShares(keptVoxels, weights));
  return {
    rater,
    labels,
    matrix: whole.map((row) => {
      const sum = total(row);
      return row.map((one) => (sum > 0 ? one / sum : null));
    }),
    voxels: whole.map(total),
    kept: labels.map((_, c) => ({ low: ends[c].low, high: ends[c].high })),
    cases: cases.length,
  };
}

type Counts = readonly (readonly number[])[];

const total = (row: readonly number[]) => row.reduce((sum, one) => sum + one, 0);
const emptyCounts = (labels: readonly number[]): Counts => labels.map(() => labels.map(() => 0));
const added = (a: Counts, b: Counts): Counts => a.map((row, c) => row.map((one, j) => one + b[c][j]));

/** Counts of several raters of a case, in the order of all labels. */
function pooled(labels: readonly number[], counts: readonly AnswerCounts[]): Counts {
  const index = new Map(labels.map((label, at) => [label, at]));
  const sums = labels.map(() => new Array<number>(labels.length).fill(0));
  for (const { labels: own, voxels } of counts) {
    const places = own.map((label) => index.get(label)!);
    voxels.forEach((row, c) => {
      const sum = sums[places[c]];
      row.forEach((one, j) => void (sum[places[j]] += one));
    });
  }
  return sums;
}

/** Voxels of a true label in a case, and those of them that kept it. */
interface KeptVoxels {
  readonly kept: number;
  readonly all: number;
}

function keptShares(
  byCase: readonly (readonly KeptVoxels[])[],
  weights: ArrayLike<number>,
): Record<number, number | null> {
  return Object.fromEntries(
    byCase[0].map((_, c) => {
      let [kept, all] = [0, 0];
      byCase.forEach((voxels, at) => {
        kept += weights[at] * voxels[c].kept;
        all += weights[at] * voxels[c].all;
      });
      return [c, all > 0 ? kept / all : null];
    }),
  );
}
