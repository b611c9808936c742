import { labelTitle, type MetricRequest, parseMetrics } from "@pgt/metrics";
import type { SummaryRow } from "@pgt/stats";
import { metricTitle } from "../interval/study-view.ts";
import { type DotRow, dotFigure } from "../page/dot-figure.ts";
import { fold } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { metricValue, used, valueWithInterval, withUnit } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { ComparePageInput } from "./compare-page-input.ts";

/** Estimand of the intervals of a comparison. */
export const comparedEstimand = "95 % CI of the mean over cases like these";

/** Structures with their means and intervals, the least alike first. */
export function agreementBody({ summary, settings }: ComparePageInput): Html[] {
  const metrics = parseMetrics(settings.metrics);
  const groups = metrics.flatMap((metric) => {
    const rows = leastAlikeFirst(summary, metric);
    return rows.length > 0 ? [{ metric, rows }] : [];
  });
  if (groups.length === 0)
    return headed(
      "How alike they are",
      html`<p class="notice">No structure was compared, so nothing can be said.</p>`,
    );
  const blocks = groups.map(({ metric, rows }, place) => {
    const block = html`<div class="block">${figureOf(metric, rows) ?? html`<p>No value.</p>`}</div>`;
    return place === 0 ? [html`<h3>${metricTitle(metric)}</h3>`, block] : fold(metricTitle(metric), block);
  });
  const [first] = groups;
  return headed("How alike they are", [
    element("div", "answer", sentenceList(answerSentences(first.metric, first.rows))),
    blocks,
    html`<p class="small">Points are means over cases; lines are their ${comparedEstimand} (t interval, on the logit scale for metrics from 0 to 1).</p>`,
  ]);
}

function leastAlikeFirst(summary: readonly SummaryRow[], { key, definition }: MetricRequest): SummaryRow[] {
  const sign = definition.direction === "higher" ? 1 : -1;
  const similarity = ({ mean }: SummaryRow) =>
    mean === null
      ? Number.NEGATIVE_INFINITY
      : sign * (definition.direction === "zero" ? Math.abs(mean) : mean);
  return summary
    .filter(({ metric }) => metric === key)
    .sort((x, y) => Math.sign(similarity(x) - similarity(y)) || 0);
}

/** The least and the most alike structure, each with its interval and its number of cases. */
function answerSentences({ key }: MetricRequest, rows: readonly SummaryRow[]): string[] {
  const valued = rows.filter(({ mean }) => mean !== null);
  const without = rows.length - valued.length;
  const said = (row: SummaryRow) => {
    const { mean, interval, unit, n, expected } = row;
    const value = valueWithInterval(mean, interval.low, interval.high, unit);
    return `${labelTitle(row)}, ${key} ${value}${unit === "" ? "" : ` ${unit}`} from ${used(n, expected)} cases`;
  };
  const [least] = valued;
  const most = valued.at(-1);
  return [
    ...(valued.length === 1 && least ? [`${said(least)}.`] : []),
    ...(valued.length > 1 && least && most
      ? [`Least alike: ${said(least)}.`, `Most alike: ${said(most)}.`]
      : []),
    ...(without > 0 ? [`${without} of ${rows.length} structures have no value of ${key}.`] : []),
  ];
}

function figureOf({ key, definition }: MetricRequest, rows: readonly SummaryRow[]): Html | null {
  const dots = rows.flatMap((row): DotRow[] => {
    const { mean, interval, n, expected, unit } = row;
    if (mean === null) return [];
    const name = labelTitle(row);
    const title = `${name}: ${withUnit(mean, unit)}, ${used(n, expected)} cases`;
    return [
      {
        name,
        detail: `${metricValue(mean, unit)}, n ${n}`,
        dots: [{ series: 0, value: mean, ...interval, title }],
      },
    ];
  });
  return dotFigure(`Mean ${key} of each structure with its interval over cases`, dots, [...definition.range]);
}
