import { minRanks } from "./min-ranks.ts";

/** Subject of a ranking: one metric of one label against one reference, or one task of a challenge. */
export interface RankingTask {
  readonly algorithms: readonly string[];
  readonly cases: readonly string[];
  /** `values[algorithm][case]` in units of the metric; null: the algorithm gave no value. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly direction: "higher" | "lower";
  /**
   * `worstValues[case]`: what a mean, a median and a test take for a missing value under the policy `worst`, in units of
   * the metric.
   */
  readonly worstValues: readonly number[];
  /** Cases whose value rests in part on values put in for missing ones, per algorithm; none where absent. */
  readonly incomplete?: readonly number[];
}

/**
 * `worst`: last in its case where ranks are taken per case, and the worst value elsewhere. A number: that value, in units
 * of the metric.
 */
export type MissingPolicy = "worst" | number;

/** A task made ready: cases in order of their ids, larger is better, nothing missing. */
export interface OrientedScores {
  readonly algorithms: readonly string[];
  readonly cases: readonly string[];
  /** 1: values are as in the metric; -1: they are negated. */
  readonly sign: 1 | -1;
  /** `scores[algorithm][case]`. */
  readonly scores: readonly Float64Array[];
  /** Ranks within each case, ties `min`: `caseRanks[algorithm][case]`. */
  readonly caseRanks: readonly Float64Array[];
  /** Cases without a complete value, per algorithm. */
  readonly missing: readonly number[];
}

/** Value below every score; finite, so that differences with it are numbers. */
const beyondAll = -Number.MAX_VALUE;

export function orientScores(task: RankingTask, policy: MissingPolicy): OrientedScores {
  const sign = task.direction === "higher" ? 1 : -1;
  const order = task.cases.map((_, index) => index).sort((a, b) => (task.cases[a] < task.cases[b] ? -1 : 1));
  const filled = (value: number | null, at: number) =>
    sign * (value ?? (policy === "worst" ? task.worstValues[at] : policy));
  const scores = task.values.map((row) => Float64Array.from(order, (at) => filled(row[at], at)));
  const caseRanks = scores.map(() => new Float64Array(order.length));
  order.forEach((at, place) => {
    const inCase = task.values.map((row, algorithm) =>
      row[at] === null && policy === "worst" ? beyondAll : scores[algorithm][place],
    );
    minRanks(inCase).forEach((rank, algorithm) => {
      caseRanks[algorithm][place] = rank;
    });
  });
  return {
    algorithms: task.algorithms,
    cases: order.map((at) => task.cases[at]),
    sign,
    scores,
    caseRanks,
    missing: task.values.map(
      (row, at) => row.filter((value) => value === null).length + (task.incomplete?.[at] ?? 0),
    ),
  };
}
