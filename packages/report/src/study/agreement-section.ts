import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { type ShownMetric, shownMetric } from "../quality/shown-metric.ts";
import type { AgreementValue, StudyPageInput } from "./study-page-input.ts";

/** Agreement of the annotators of the base labels, beyond which quality says nothing. Null where it is not known. */
export function agreementBody({ agreement }: StudyPageInput): Html[] | null {
  if (agreement.length === 0) return null;
  return headed("Annotators of the labels", [
    html`<p>Agreement of the annotators with each other, and of each with a repeat, over all cases, as <code>pgt interval</code> measures it [95 % interval over cases]. More quality than that cannot be told from the annotators' errors.</p>`,
    dataTable(
      "Agreement of the annotators",
      [
        left("data set"),
        left("organ"),
        left("metric"),
        right("with each other"),
        right("cases"),
        right("with themselves"),
        right("cases"),
      ],
      agreement.map(({ dataset, name, metric, inter, intra }) => {
        const shown = shownMetric(metric);
        return [
          dataset,
          name,
          shown.title,
          valueText(inter, shown),
          inter.n,
          intra ? valueText(intra, shown) : "nobody drew twice",
          intra ? intra.n : "–",
        ];
      }),
    ),
  ]);
}

function valueText({ estimate, low, high }: AgreementValue, { text }: ShownMetric): string {
  return low === null || high === null ? text(estimate) : `${text(estimate)} [${text(low)}, ${text(high)}]`;
}
