import { plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { shownMetric } from "./shown-metric.ts";

/** Labels that were compared, those that were dropped with the reason, and if that matters. */
export function labelsBody({ datasets, droppedLabels, sensitivity }: QualityPageInput): Html[] {
  const added = sensitivity.filter((one) => one.added.length > 0);
  return headed("Labels", [
    datasets.map(
      ({ dataset, labels }) =>
        html`<p><strong>${dataset}</strong>: ${plural(labels.length, "label")} that the reference and every generator can have (equation 3): ${labels.map(({ name }) => name).join(", ")}.</p>`,
    ),
    droppedLabels.length > 0 &&
      dataTable(
        "Dropped labels",
        [left("dataset"), left("label"), left("why")],
        droppedLabels.map(({ dataset, name, reason }) => [dataset, name, reason]),
      ),
    added.length > 0 &&
      dataTable(
        "Mean with and without the dropped labels that a generator has",
        [
          left("dataset"),
          left("generator"),
          left("metric"),
          right("common"),
          right("with dropped"),
          left("added"),
        ],
        added.map(({ dataset, generator, metric, mean, withDropped, added: names }) => {
          const shown = shownMetric(metric);
          return [
            dataset,
            generator,
            shown.title,
            shown.text(mean),
            shown.text(withDropped),
            names.map(({ name }) => name).join(", "),
          ];
        }),
      ),
  ]);
}
