import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { shownMetric } from "../quality/shown-metric.ts";
import type { StudyPageInput } from "./study-page-input.ts";

/** How much another run of the same recipe changes a score. Null for single runs. */
export function runsBody({ spread, settings }: StudyPageInput): Html[] | null {
  const known = spread.filter(({ sd }) => sd !== null);
  if (known.length === 0) return null;
  return headed("Spread between runs", [
    html`<p>Each network was trained ${settings.runs} times, from other seeds. A gap between two versions that is no larger than what two such means differ by from run to run alone, in 95 % of cases, is undecided.</p>`,
    dataTable(
      "Runs of one recipe",
      [
        left("task"),
        left("metric"),
        right("sd between runs"),
        right("cells"),
        right("undecided up to"),
        right("gaps within it"),
      ],
      known.map(({ task, metric, sd, cells, limit, pairs, within }) => {
        const { text, title } = shownMetric(metric);
        return [task, title, text(sd), cells, text(limit), `${within} of ${pairs}`];
      }),
    ),
  ]);
}
