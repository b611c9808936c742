import type { WorthReport } from "@pgt/core";
import { percent } from "@pgt/metrics";
import { formatNumber } from "../../terminal/numbers.ts";
import { printable, signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";
import { gapText, metricOf, pointsOf, pText, shareText, withEnds } from "./worth-numbers.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Rows, with a rule where the first cells change. */
function ruled<T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  rowOf: (item: T) => string[],
): TableRow[] {
  return items.flatMap((item, at): TableRow[] =>
    at > 0 && groupOf(items[at - 1]) !== groupOf(item) ? ["rule", rowOf(item)] : [rowOf(item)],
  );
}

export function correlationTable({ correlations }: WorthReport, terminal: Terminal): string[] {
  const columns = ["metric", "task", "dataset"].map(left);
  const numbers = ["n", "Spearman", "p", "Kendall", "p", "p Holm", "Pearson", "p"].map(right);
  const rows = ruled(
    correlations,
    ({ metric, task }) => `${metric} ${task}`,
    ({ metric, task, dataset, n, spearman, kendall, kendallPHolm, pearson, exact }) => [
      ...[metric, task, dataset, exact ? String(n) : `${n}*`],
      ...[shareText(spearman.value, 2, terminal), pText(spearman.p, terminal)],
      ...[shareText(kendall.value, 2, terminal), pText(kendall.p, terminal), pText(kendallPHolm, terminal)],
      ...[shareText(pearson.value, 2, terminal), pText(pearson.p, terminal)],
    ],
  );
  const drawn = correlations.some(({ exact }) => !exact);
  return [
    ...renderTable([...columns, ...numbers], rows, terminal),
    drawn ? "p from all orders; * from orders drawn at random" : "p from all orders of the versions",
  ];
}

export function slopeTable(report: WorthReport, terminal: Terminal): string[] {
  const columns = [
    ...["metric", "task", "versions"].map(left),
    ...["slope ± SE", "within r", "mean tau-b", "mean rho", "points"].map(right),
  ];
  const rows = ruled(
    report.slopes,
    ({ metric, variant }) => `${metric} ${variant}`,
    ({
      metric,
      task,
      variant,
      slope,
      standardError,
      withinR,
      meanTau,
      meanSpearman,
      points,
      columns: of,
    }) => [
      ...[metric, task, variant],
      slope === null
        ? signs(terminal).undefined
        : `${shareText(slope, 4, terminal)} ${signs(terminal).plusMinus} ${shareText(standardError, 4, terminal)}`,
      ...[withinR, meanTau, meanSpearman].map((value) => shareText(value, 2, terminal)),
      `${points} in ${of}`,
    ],
  );
  return [
    ...renderTable(columns, rows, terminal),
    "The SE takes all points as independent, which versions of one dataset are not.",
  ];
}

export function concordanceTable(report: WorthReport, terminal: Terminal): string[] {
  const { concordance } = report;
  const tables = report.metrics.flatMap((metric, block) => {
    const own = concordance.filter((row) => row.metric === metric.metric && row.pairs > 0);
    if (own.length === 0) return [];
    const inside = (value: number | null) => formatNumber(pointsOf(metric, value), 1, "").replace(/\.0$/, "");
    const bins = own[0].bins.map(({ above, upTo }) =>
      upTo === null ? `>${inside(above)}` : `${inside(above)}-${inside(upTo)}`,
    );
    const columns = [
      left(metric.metric),
      left("versions"),
      right("all [95 % CI]"),
      right("pairs"),
      ...bins.map(right),
    ];
    const rows = own.map((row) => [
      row.task ?? "all tasks",
      row.variant,
      withEnds(...percents(row), 0, terminal),
      String(row.pairs),
      ...row.bins.map(({ share, pairs }) =>
        share === null ? signs(terminal).undefined : `${Math.round(100 * share)} (${pairs})`,
      ),
    ]);
    return [...(block > 0 ? [""] : []), ...renderTable(columns, rows, terminal)];
  });
  return tables.length > 0
    ? [...tables, "In brackets the number of pairs. Ties count half. The upper end belongs to a range."]
    : [];
}

function percents({ share, low, high }: { share: number | null; low: number | null; high: number | null }) {
  const hundredths = (value: number | null) => (value === null ? null : 100 * value);
  return [hundredths(share), hundredths(low), hundredths(high)] as const;
}

export function reliableGapTable(report: WorthReport, terminal: Terminal): string[] {
  const never = "not reached";
  const columns = [
    ...["metric", "tasks", "versions"].map(left),
    ...["concordant", "gap [95 % CI]", "not reached in", "equal gaps pooled"].map(right),
  ];
  const items = report.concordance.flatMap((row) =>
    row.reliable.map((reliable) => ({ ...row, ...reliable })),
  );
  const rows = ruled(
    items.filter(({ pairs, task }) => pairs > 0 && task === null),
    ({ metric }) => metric,
    (item) => {
      const { metric, variant, probability, notReached, tiesPooled } = item;
      const traits = metricOf(report, metric);
      return [
        ...[metric, "all", variant, `≥ ${percent(probability)}`],
        gapText(item, (one) => pointsOf(traits, one), terminal),
        notReached === null ? signs(terminal).undefined : `${percent(notReached, 1)} of resamples`,
        formatNumber(pointsOf(traits, tiesPooled), 1, never),
      ];
    },
  );
  const width = Math.max(40, Math.min(terminal.columns ?? 100, 110));
  return [
    ...renderTable(columns, rows, terminal),
    ...hanging(
      "Isotonic regression over pairs; the order of pairs with equal gaps is left free, so the share may rise among them. With equal gaps pooled into one value the gap is that of the last column. Where the two differ, the figure rests on few pairs.",
      width,
    ),
  ];
}

export function costLines(report: WorthReport): string[] {
  const { cost, answers } = report;
  if (cost === null) return [];
  const hours = (value: number) => `${Math.round(value).toLocaleString("en-US")} h`;
  const money = (value: number | null) =>
    value === null ? "" : `, ${Math.round(value).toLocaleString("en-US")} of money`;
  const masks = cost.masks.toLocaleString("en-US");
  const review = cost.review && [
    `Review of ${percent(cost.review.share)} (${Math.round(cost.review.masks).toLocaleString("en-US")} masks, ${cost.review.minutes} min each): ${hours(cost.review.hours)}${money(cost.review.money)}.`,
  ];
  return [
    `${masks} masks, ${cost.minutesPerMask} min each: ${hours(cost.hours)}${money(cost.money)}; ${cost.radiologistYears.toFixed(2)} radiologist years of 1800 h.`,
    ...(review ?? []),
    ...answers
      .filter(({ variant, costPerGain }) => variant === "all" && costPerGain !== null)
      .map(({ metric, costPerGain: per }) => {
        const { estimate, low, high, unbounded, per: unit, in: kind } = per!;
        const show = (value: number | null) =>
          value === null
            ? "none"
            : `${Math.round(value).toLocaleString("en-US")}${kind === "hours" ? " h" : ""}`;
        const range =
          low === null && high === null && !unbounded
            ? "(no interval)"
            : `[${show(low)}, ${unbounded ? "unbounded" : show(high)}]`;
        const what = `${kind === "hours" ? "Hours" : "Money"}${cost.review ? " of the review" : ""}`;
        const why = unbounded ? "; unbounded, since the gain may be 0" : "";
        return printable(`${what} per downstream ${unit}, ${metric}: ${show(estimate)} ${range}${why}.`);
      }),
  ];
}

export function baselineLines(report: WorthReport, terminal: Terminal, width: number): string[] {
  const { baseline } = report;
  if (baseline.length === 0) return [];
  const columns = [
    ...["metric", "task"].map(left),
    ...["better", "equal", "worse", "smaller sd", "equal", "larger", "mean gain"].map(right),
  ];
  const rows = baseline.map((row) => [
    ...[row.metric, row.task],
    ...[row.scores.better, row.scores.equal, row.scores.worse].map(String),
    ...[row.spreads.smaller, row.spreads.equal, row.spreads.larger].map(String),
    formatNumber(pointsOf(metricOf(report, row.metric), row.gain), 2, signs(terminal).undefined),
  ]);
  const total = (of: (row: (typeof baseline)[number]) => number) =>
    baseline.reduce((sum, row) => sum + of(row), 0);
  const all = total(({ scores: { better, equal, worse } }) => better + equal + worse);
  const better = total(({ scores }) => scores.better);
  const worse = baseline.flatMap(({ metric, task, worseCells }) =>
    worseCells.map(({ version, column }) => `${version} on ${column} (${task} ${metric})`),
  );
  const words = `${better} of ${all} cells are better than ${baseline[0].baseline}${worse.length > 0 ? `; worse: ${worse.join(", ")}` : ""}.`;
  return [...renderTable(columns, rows, terminal), ...hanging(printable(words), width)];
}
