import { type StyleGain, styleGains } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold, foldIfMany } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, used } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  legend,
  mark,
  paddedExtent,
  percentScale,
  pixelScale,
} from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import { type Entry, entriesOf, metricTitle, type StudyView } from "./study-view.ts";

const height = 230;
const bottom = height - 22;

/** Similarity of models to one rater against similarity to the others. */
export function styleBody(view: StudyView): Html[] | null {
  if (view.models.length === 0 || view.raters.length < 2) return null;
  const groups = view.metrics.flatMap((metric, place) => {
    const fits = entriesOf(view, metric).flatMap((entry) => {
      const found = entry.scores
        ? styleGains(
            entry.scores,
            entry.models.map(({ model }) => model),
            view.raters,
          )
        : [];
      return found.length > 0 ? [{ entry, fits: found }] : [];
    });
    if (fits.length === 0) return [];
    const blocks = fits.map(({ entry, fits }) => styleBlock(entry, fits, view));
    const content = [foldIfMany(blocks, metricTitle(metric)), fold("Table", styleTable(fits, view))];
    return place === 0
      ? [html`<h3>${metricTitle(metric)}</h3>`, ...content]
      : [fold(metricTitle(metric), content)];
  });
  if (groups.length === 0) return null;
  return headed("Whose style a model has", [
    html`<p>Each point is a model (number) compared with one rater (shape and colour): across, its agreement with that rater; upwards, its mean agreement with the others. On the diagonal it is as close to the one as to the others; off it, towards the side of more agreement with the one rater, it has something of that rater's style. This view is this project's derivation; it needs no truth.</p>`,
    legend(view.raters.map((text, index) => ({ text, index }))),
    html`<p class="legend">${view.models.map((id, index) => html`<span><b>${index + 1}</b> ${id}</span>`)}</p>`,
    groups,
  ]);
}

function styleBlock({ title, metric, bound }: Entry, fits: readonly StyleGain[], view: StudyView): Html {
  const domain = paddedExtent(
    fits.flatMap(({ own, others }) => [own, others]),
    0.1,
  );
  const across = percentScale(domain, 4, [13, 5]);
  const up = pixelScale(domain, 8, bottom);
  const alternative = `Style fit, ${title}, ${metric.key}: ${fits
    .map(({ model, rater, gain }) => `${model} is ${closer(gain, bound.unit)} to ${rater} than to the others`)
    .join("; ")}.`;
  const picture = figure(height, alternative, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="12%" x2="100%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, 8, bottom),
    html`<line class="limit" x1="${across.x(domain[0])}" y1="${up.y(domain[0])}" x2="${across.x(domain[1])}" y2="${up.y(domain[1])}"/>`,
    fits.map(({ model, rater, own, others }) => {
      const place = view.raters.indexOf(rater);
      const number = view.models.indexOf(model) + 1;
      const y = up.y(others);
      return html`${mark(across.x(own), y, place, colourClass(place), `${model} with ${rater}: ${metricValue(own, bound.unit)}; with the others: ${metricValue(others, bound.unit)}`)}<svg x="${across.x(own)}" y="${y}" overflow="visible"><text class="number" x="7" y="-4">${number}</text></svg>`;
    }),
  ]);
  const unit = bound.unit ? ` (${bound.unit})` : "";
  return html`<div class="block"><h4>${title}</h4><p class="axis start">with the other raters${unit}</p>${picture}<p class="axis">with the one rater${unit}</p></div>`;
}

function closer(gain: number, unit: string): string {
  return `${metricValue(Math.abs(gain), unit)} ${gain >= 0 ? "closer" : "farther"}`;
}

function styleTable(
  groups: readonly { readonly entry: Entry; readonly fits: readonly StyleGain[] }[],
  view: StudyView,
): Html[] {
  const columns = [
    left("structure"),
    left("model"),
    left("rater"),
    right("with this rater"),
    right("with the others"),
    right("closer by [95 % interval]"),
    right("cases used"),
  ];
  const rows = groups.flatMap(({ entry: { title, bound }, fits }) =>
    fits.map(({ model, rater, own, others, gain, low, high, n }) => {
      const show = (value: number | null) => metricValue(value, bound.unit);
      const isClear = low !== null && low > 0;
      const text = low === null ? show(gain) : `${show(gain)} [${show(low)}, ${show(high)}]`;
      return [
        title,
        model,
        rater,
        show(own),
        show(others),
        isClear ? html`<b>${text}</b>` : text,
        used(n, view.cases.length),
      ];
    }),
  );
  return [
    dataTable("How much closer each model is to one rater than to the others", columns, rows),
    html`<p class="small">Bold: the 95 % interval lies above 0. Not adjusted for the number of comparisons.</p>`,
  ];
}
