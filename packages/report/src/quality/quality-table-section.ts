import { rmsSdMeaning } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { type ShownMetric, shownMetric } from "./shown-metric.ts";

/** The table of the paper: a row per generator, a column per dataset and metric, mean ± RMS of the organs' sds. */
export function qualityTableBody(input: QualityPageInput): Html[] {
  const metrics = input.settings.metrics.map(shownMetric);
  const generators = [...new Set(input.cells.map(({ generator }) => generator))];
  const columns = input.datasets.flatMap(({ dataset }) => metrics.map((metric) => ({ dataset, metric })));
  const isOne = input.datasets.length === 1;
  return headed("Quality of the labels", [
    html`<p>Similarity to the reference: mean over organs ± ${rmsSdMeaning}. The best of a column in bold; below it, values used of those expected.</p>`,
    dataTable(
      isOne ? input.datasets[0].dataset : "Generators and datasets",
      [
        left("generator"),
        ...columns.map(({ dataset, metric }) => right(isOne ? metric.title : `${dataset}, ${metric.title}`)),
      ],
      generators.map((generator) => [
        generator,
        ...columns.map(({ dataset, metric }) => cellText(input, generator, dataset, metric)),
      ]),
    ),
  ]);
}

function cellText(
  { cells }: QualityPageInput,
  generator: string,
  dataset: string,
  metric: ShownMetric,
): Html | string {
  const cell = cells.find(
    (one) => one.generator === generator && one.dataset === dataset && one.metric === metric.key,
  );
  if (!cell) return "–";
  const text = `${metric.text(cell.mean)}${cell.rmsSd === null ? "" : ` ± ${metric.text(cell.rmsSd)}`}`;
  return html`${cell.best ? html`<strong>${text}</strong>` : text}<br><small>${used(cell.n, cell.expected)}</small>`;
}
