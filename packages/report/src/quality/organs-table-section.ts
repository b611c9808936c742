import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import type { Html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { shownMetric } from "./shown-metric.ts";

/** Equation 2 in numbers: every organ of every generator. */
export function organsTableBody({ datasets, organs, settings }: QualityPageInput): Html[] {
  return headed(
    "Numbers by organ",
    datasets.flatMap(({ dataset }) =>
      settings.metrics.map((key) => {
        const shown = shownMetric(key);
        const own = organs.filter((one) => one.dataset === dataset && one.metric === key);
        const caption = `${dataset}, ${shown.title}`;
        return fold(
          caption,
          dataTable(
            caption,
            [
              left("label"),
              left("organ"),
              left("generator"),
              right("mean ± sd"),
              right("n"),
              left("undefined"),
            ],
            own.map((one) => [
              one.label,
              one.common ? one.name : `${one.name} (not common)`,
              one.generator,
              `${shown.text(one.mean)}${one.sd === null ? "" : ` ± ${shown.text(one.sd)}`}`,
              `${one.n} of ${one.expected}`,
              Object.entries(one.undefined)
                .map(([reason, n]) => `${n} ${reason}`)
                .join(", "),
            ]),
          ),
        );
      }),
    ),
  );
}
