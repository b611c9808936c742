import { bootstrapCases, minimumCasesForBootstrap } from "../agreement/case-bootstrap.ts";
import { kendallTauB, spearman } from "../inference/correlation.ts";
import { mean } from "../inference/descriptive.ts";
import { type Interval, noInterval } from "../inference/interval-options.ts";
import { aggregatorOf } from "./aggregation.ts";
import { averageLinkage, cutAt, type Merge } from "./average-linkage.ts";
import { type KendallW, kendallW } from "./kendall-w.ts";
import { minRanks } from "./min-ranks.ts";
import { defaultRankReplicates } from "./rank-stability.ts";
import type { RankingOptions } from "./ranking.ts";
import { type OrientedScores, orientScores, type RankingTask } from "./ranking-task.ts";
import { type PairedPoint, weightedCorrelations } from "./weighted-correlation.ts";

/** Two metrics are redundant from this mean correlation on, a convention of this project. */
export const redundantFrom = 0.9;

/** One metric of several, over the same algorithms. */
export interface MetricTask {
  readonly metric: string;
  readonly task: RankingTask;
}

export interface Correlated extends Interval {
  readonly estimate: number | null;
}

export interface MetricPairAgreement {
  readonly first: string;
  readonly second: string;
  /**
   * Correlation over the cases of one algorithm, then the mean over the algorithms. Both metrics are taken as larger is better.
   */
  readonly withinAlgorithm: {
    readonly spearman: Correlated;
    readonly kendall: Correlated;
    readonly byAlgorithm: readonly {
      readonly algorithm: string;
      /** Cases with both values. */
      readonly n: number;
      readonly spearman: number | null;
      readonly kendall: number | null;
    }[];
  };
  /** Correlation over the means of the algorithms. */
  readonly overAlgorithms: {
    readonly spearman: Correlated;
    readonly kendall: Correlated;
    readonly n: number;
  };
  /** Pairs of algorithms that the means of the two metrics order differently; a tie in one of them is none. */
  readonly flips: { readonly flipped: number; readonly pairs: number; readonly share: Correlated };
}

export interface MetricAgreement {
  readonly algorithms: readonly string[];
  /** Cases that all metrics have. */
  readonly cases: number;
  readonly pairs: readonly MetricPairAgreement[];
  /** Average linkage on 1 - Spearman within algorithms; items are places in `metrics`. */
  readonly merges: readonly Merge[];
  readonly metrics: readonly string[];
  /**
   * Metrics that say the same: joined at a mean correlation of at least `redundantFrom`. Null for fewer than five
   * cases, which correlate by chance.
   */
  readonly groups: readonly (readonly string[])[] | null;
  /** The metrics as judges, the means of the algorithms as items. */
  readonly concordance: KendallW;
}

/**
 * Agreement of metrics on the order of cases and algorithms (docs/methods/ranking.md). Intervals are from resampled cases
 * (BCa, from five cases on; none with 0 replicates). Null for fewer than two metrics, or if they share no algorithm
 * or case.
 */
export function metricAgreement(
  metrics: readonly MetricTask[],
  options: RankingOptions = {},
): MetricAgreement | null {
  const shared = sharedTasks(metrics);
  if (metrics.length < 2 || shared.algorithms.length === 0 || shared.cases.length === 0) return null;
  const oriented = shared.tasks.map((task) => orientScores(task, options.missing ?? "worst"));
  const pairs = shared.tasks.flatMap((first, i) =>
    shared.tasks.slice(i + 1).map((second, offset) => {
      const j = i + 1 + offset;
      const names = { first: metrics[i].metric, second: metrics[j].metric };
      return { ...names, ...pairAgreement([first, second], [oriented[i], oriented[j]], options) };
    }),
  );
  const names = metrics.map(({ metric }) => metric);
  const merges = averageLinkage(names.map((a) => names.map((b) => (a === b ? 0 : distanceOf(pairs, a, b)))));
  const cut = 1 - redundantFrom + 1e-12;
  return {
    algorithms: shared.algorithms,
    cases: shared.cases.length,
    metrics: names,
    pairs,
    merges,
    groups:
      shared.cases.length < minimumCasesForBootstrap
        ? null
        : cutAt(merges, names.length, cut).map((group) => group.map((at) => names[at])),
    concordance: kendallW(oriented.map((one) => meansOf(one, ones(one.cases.length)))),
  };
}

function distanceOf(pairs: readonly MetricPairAgreement[], a: string, b: string): number | null {
  const pair = pairs.find(
    (one) => (one.first === a && one.second === b) || (one.first === b && one.second === a),
  );
  const rho = pair?.withinAlgorithm.spearman.estimate ?? null;
  return rho === null ? null : 1 - rho;
}

/** The algorithms and cases that all metrics have, cases in order of their ids. */
function sharedTasks(metrics: readonly MetricTask[]) {
  const inAll = (lists: readonly (readonly string[])[]) => {
    const sets = lists.map((list) => new Set(list));
    return (lists[0] ?? []).filter((one) => sets.every((set) => set.has(one)));
  };
  const algorithms = inAll(metrics.map(({ task }) => task.algorithms));
  const cases = inAll(metrics.map(({ task }) => task.cases)).sort();
  const tasks = metrics.map(({ task }) => {
    const placeOf = new Map(task.cases.map((id, at) => [id, at]));
    const places = cases.map((id) => placeOf.get(id)!);
    const rows = algorithms.map((name) => task.values[task.algorithms.indexOf(name)]);
    return {
      ...task,
      algorithms,
      cases,
      values: rows.map((row) => places.map((at) => row[at])),
      worstValues: places.map((at) => task.worstValues[at]),
    };
  });
  return { algorithms, cases, tasks };
}

function pairAgreement(
  tasks: readonly [RankingTask, RankingTask],
  oriented: readonly [OrientedScores, OrientedScores],
  { replicates = defaultRankReplicates, seed }: RankingOptions,
): Omit<MetricPairAgreement, "first" | "second"> {
  const { algorithms, cases } = tasks[0];
  const within = algorithms.map((_, at) => bothValues(tasks, oriented, at));
  const correlations = within.map(weightedCorrelations);
  const statistics = (weights: ArrayLike<number>) => {
    const [x, y] = oriented.map((one) => meansOf(one, weights));
    const byAlgorithm = correlations.map((of) => of(weights));
    return {
      withinSpearman: meanDefined(byAlgorithm.map((one) => one.spearman)),
      withinKendall: meanDefined(byAlgorithm.map((one) => one.kendall)),
      overSpearman: spearman(x, y),
      overKendall: kendallTauB(x, y),
      flips: flipsOf(x, y).share,
    };
  };
  const whole = statistics(ones(cases.length));
  const intervals =
    replicates === 0
      ? null
      : bootstrapCases(cases.length, statistics, { replicates, ...(seed !== undefined && { seed }) });
  const of = (name: keyof typeof whole): Correlated => {
    const { low, high } = intervals?.[name] ?? noInterval;
    return { estimate: whole[name], low, high };
  };
  const [x, y] = oriented.map((one) => meansOf(one, ones(cases.length)));
  const { flipped, pairs } = flipsOf(x, y);
  return {
    withinAlgorithm: {
      spearman: of("withinSpearman"),
      kendall: of("withinKendall"),
      byAlgorithm: within.map((values, at) => ({
        algorithm: algorithms[at],
        n: values.length,
        ...correlations[at](ones(cases.length)),
      })),
    },
    overAlgorithms: { spearman: of("overSpearman"), kendall: of("overKendall"), n: algorithms.length },
    flips: { flipped, pairs, share: of("flips") },
  };
}

/** Values of the cases for which the algorithm has both metrics; `place` is that of the oriented scores. */
function bothValues(
  tasks: readonly [RankingTask, RankingTask],
  [first, second]: readonly [OrientedScores, OrientedScores],
  algorithm: number,
): PairedPoint[] {
  return tasks[0].cases.flatMap((_, place) => {
    const isKnown = tasks.every(({ values }) => values[algorithm][place] !== null);
    return isKnown ? [{ place, x: first.scores[algorithm][place], y: second.scores[algorithm][place] }] : [];
  });
}

function meanDefined(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : mean(defined);
}

function meansOf(oriented: OrientedScores, weights: ArrayLike<number>): number[] {
  return aggregatorOf(oriented, "mean-then-rank")(weights);
}

function flipsOf(x: readonly number[], y: readonly number[]) {
  const [xRanks, yRanks] = [minRanks(x), minRanks(y)];
  let [flipped, pairs] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      pairs++;
      if ((xRanks[i] - xRanks[j]) * (yRanks[i] - yRanks[j]) < 0) flipped++;
    }
  }
  return { flipped, pairs, share: pairs === 0 ? null : flipped / pairs };
}

function ones(count: number): Float64Array {
  return new Float64Array(count).fill(1);
}
