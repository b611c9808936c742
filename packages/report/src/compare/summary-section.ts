import { labelTitle, parseMetrics } from "@pgt/metrics";
import { metricTitle } from "../interval/study-view.ts";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, used, valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { comparedEstimand } from "./agreement-section.ts";
import type { ComparePageInput } from "./compare-page-input.ts";

/** All means of all structures, a table per metric. */
export function summaryBody({ summary, settings }: ComparePageInput): Html[] | null {
  if (summary.length === 0) return null;
  const tables = parseMetrics(settings.metrics).map((metric, place) => {
    const rows = summary.filter((row) => row.metric === metric.key);
    const { unit } = metric.definition;
    const title = unit === "" ? metric.key : `${metric.key} (${unit})`;
    const table = dataTable(
      title,
      [
        left("structure"),
        right(`mean [${comparedEstimand}]`),
        right("sd"),
        right("median"),
        right("cases used"),
        right("of them worst values"),
        left("undefined, by reason"),
      ],
      rows.map((row) => [
        labelTitle(row),
        valueWithInterval(row.mean, row.interval.low, row.interval.high, unit),
        metricValue(row.sd, unit),
        metricValue(row.median, unit),
        used(row.n, row.expected),
        row.substituted,
        Object.entries(row.undefined)
          .map(([reason, n]) => `${n} ${reason}`)
          .join(", "),
      ]),
    );
    return place === 0 ? table : fold(metricTitle(metric), table);
  });
  return headed("Numbers", [
    tables,
    html`<p class="small">Worst values stand in means for a structure or a case that the prediction missed. Intervals of distances are cut at 0: no distance is less. The score table (rows.csv) has every value.</p>`,
  ]);
}
