import type { LabelMetricAgreement, RankedTask } from "@pgt/core";
import { percentOfSome } from "@pgt/metrics";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";

type Ranked = RankedTask["ranking"]["algorithms"][number];

/** Aggregated value, as the title of its column. */
const aggregateTitles = {
  "mean-then-rank": "mean",
  "median-then-rank": "median",
  "rank-then-mean": "mean rank",
  "test-then-rank": "wins",
} as const;

/** Titles of the ranks under each order. */
const orderTitles = {
  "mean-then-rank": "by mean",
  "median-then-rank": "by median",
  "rank-then-mean": "by ranks",
  "test-then-rank": "by tests",
} as const;

/** One row per algorithm, best first. Columns that no row fills are left out. */
export function rankingTable(task: RankedTask, terminal: Terminal): string[] {
  const { ranking, byReference } = task;
  const none = signs(terminal).undefined;
  const ofReference = new Map(byReference?.algorithms.map((one) => [one.algorithm, one]));
  const columns: readonly (Column & { readonly of: (one: Ranked) => string })[] = [
    { title: "rank", align: "right", of: ({ rank }) => String(rank) },
    { title: "algorithm", align: "left", of: ({ algorithm }) => algorithm },
    {
      title: aggregateTitles[ranking.order],
      align: "right",
      of: ({ aggregate }) => formatNumber(aggregate, aggregateDecimals(task), none),
    },
    { title: "n", align: "right", of: ({ n, expected }) => `${n}/${expected}` },
    ...(ranking.stability
      ? ([
          { title: "bootstrap ranks", align: "right", of: intervalText },
          {
            title: "first",
            align: "right",
            of: ({ winnerShare }: Ranked) => percentOfSome(winnerShare ?? 0, "<", ">"),
          },
        ] as const)
      : []),
    { title: "group", align: "left", of: ({ letters }) => letters },
    ...ranking.orders.map(({ order, ranks }) => ({
      title: orderTitles[order],
      align: "right" as const,
      of: ({ algorithm }: Ranked) => String(ranks[algorithm]),
    })),
    ...(byReference
      ? [
          {
            title: "references",
            align: "right" as const,
            of: ({ algorithm }: Ranked) => rangeText(ofReference.get(algorithm), none),
          },
        ]
      : []),
  ];
  const rows = ranking.algorithms.map((one): TableRow => columns.map(({ of }) => of(one)));
  return renderTable(columns, rows, terminal);
}

function aggregateDecimals({ ranking, unit }: RankedTask): number {
  if (ranking.order === "test-then-rank") return 0;
  return ranking.order === "rank-then-mean" ? 2 : decimalsOf(unit);
}

function intervalText({ rankInterval: { low, high } }: Ranked): string {
  if (low === null || high === null) return "";
  const [from, to] = [low, high].map((end) => formatNumber(end, Number.isInteger(end) ? 0 : 1, ""));
  return from === to ? from : `${from}-${to}`;
}

function rangeText(range: { readonly best: number; readonly worst: number } | undefined, none: string) {
  if (range === undefined) return none;
  return range.best === range.worst ? String(range.best) : `${range.best}-${range.worst}`;
}

/** One line per label and metric: the order of the algorithms and how stable it is. */
export function labelsTable(tasks: readonly RankedTask[], terminal: Terminal): string[] {
  const none = signs(terminal).undefined;
  const columns: readonly Column[] = [
    { title: "label", align: "left" },
    { title: "metric", align: "left" },
    { title: "cases", align: "right" },
    { title: "left out", align: "right" },
    { title: "stays first", align: "right" },
    { title: "median tau", align: "right" },
    { title: "ranking", align: "left" },
  ];
  const rows = tasks.map(({ name, metric, ranking, leftOut, cases }): TableRow => {
    const tau = ranking.stability?.tau.quantiles?.[2] ?? null;
    const share = ranking.algorithms[0]?.winnerShare ?? null;
    return [
      name,
      metric ?? "",
      String(ranking.cases),
      String(new Set(leftOut.map((one) => one.case).filter((id) => !cases.includes(id))).size),
      share === null ? none : percentOfSome(share, "<", ">"),
      formatNumber(tau, 2, none),
      orderText(ranking.algorithms),
    ];
  });
  return renderTable(columns, rows, terminal);
}

/** `a > b = c`. */
function orderText(algorithms: readonly Ranked[]): string {
  return algorithms
    .map(({ algorithm, rank }, at) => {
      if (at === 0) return algorithm;
      return `${algorithms[at - 1].rank === rank ? "=" : ">"} ${algorithm}`;
    })
    .join(" ");
}

/** One line per pair of metrics. */
export function metricPairsTable({ pairs }: LabelMetricAgreement, terminal: Terminal): string[] {
  const none = signs(terminal).undefined;
  const columns: readonly Column[] = [
    { title: "metrics", align: "left" },
    { title: "Spearman over cases", align: "right" },
    { title: "95 %", align: "right" },
    { title: "Kendall", align: "right" },
    { title: "Spearman over algorithms", align: "right" },
    { title: "Kendall", align: "right" },
    { title: "opposite pairs", align: "right" },
  ];
  const rows = pairs.map(({ first, second, withinAlgorithm, overAlgorithms, flips }): TableRow => {
    const { estimate, low, high } = withinAlgorithm.spearman;
    return [
      `${first}, ${second}`,
      formatNumber(estimate, 3, none),
      low === null || high === null ? none : `${low.toFixed(3)} to ${high.toFixed(3)}`,
      formatNumber(withinAlgorithm.kendall.estimate, 3, none),
      formatNumber(overAlgorithms.spearman.estimate, 3, none),
      formatNumber(overAlgorithms.kendall.estimate, 3, none),
      `${flips.flipped}/${flips.pairs}`,
    ];
  });
  return renderTable(columns, rows, terminal);
}
