import { plural } from "@pgt/metrics";
import { pairMean } from "@pgt/stats";
import { fold, foldIfMany } from "../page/fold.ts";
import { heatShades } from "../page/heat-shades.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { type Entry, entriesOf, metricTitle, type StudyView } from "./study-view.ts";

/** Map of who agrees with whom: mean over cases for each pair of raters, with repeats on the diagonal. */
export function heatBody(view: StudyView): Html[] | null {
  if (view.raters.length < 2) return null;
  const blocks = view.metrics.flatMap((metric, place) => {
    const maps = entriesOf(view, metric).flatMap((entry) => heatMap(entry, view.raters) ?? []);
    if (maps.length === 0) return [];
    const grid = foldIfMany(maps, metricTitle(metric));
    return place === 0 ? [html`<h3>${metricTitle(metric)}</h3>`, grid] : [fold(metricTitle(metric), grid)];
  });
  if (blocks.length === 0) return null;
  return headed("Who agrees with whom", [
    html`<p>Mean over cases for each pair of raters; on the diagonal, a rater with the own repeat. Stronger colour is more alike, from the least to the most of each map. The number of cases is below each value.</p>`,
    blocks,
  ]);
}

function heatMap({ bound, scores, title, metric }: Entry, raters: readonly string[]): Html | null {
  if (scores === null) return null;
  const cells = raters.map((row) => raters.map((column) => pairMean(scores.tensor, row, column)));
  const values = cells.flat().flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const shade = (value: number) => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return Math.round((bound.direction === "higher" ? share : 1 - share) * (heatShades.length - 1));
  };
  const caption = `${title}${bound.unit ? ` (${bound.unit})` : ""}`;
  return html`<div class="block scroll" tabindex="0" role="region" aria-label="${`Agreement of each pair of raters, ${title}, ${metric.key}`}"><table class="heat"><caption>${caption}</caption><thead><tr><td></td>${raters.map(
    (id) => html`<th scope="col">${id}</th>`,
  )}</tr></thead><tbody>${cells.map(
    (row, at) =>
      html`<tr><th scope="row">${raters[at]}</th>${row.map(({ value, n }) =>
        value === null
          ? html`<td class="none">–</td>`
          : html`<td class="h${shade(value)}">${metricValue(value, bound.unit)}<small>${plural(n, "case")}</small></td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
