import { type ScoreRow, uncertaintyRegistry } from "@pgt/metrics";
import { mean } from "@pgt/stats";
import { fold } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { metricValue } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  mark,
  paddedExtent,
  percentScale,
} from "../page/percent-plot.ts";
import { plotRows } from "../page/plot-rows.ts";
import { headed } from "../page/section.ts";
import { structuresOf, type UncertaintyPageInput } from "./uncertainty-page-input.ts";

const rowHeight = 30;

/** Every case as a point: what the means hide. */
export function casesBody(input: UncertaintyPageInput): Html[] | null {
  const structures = structuresOf(input);
  const blocks = uncertaintyRegistry.flatMap(({ id, name, unit }) => {
    const plots = structures.flatMap(({ label, title }) => {
      const rows = input.rows.filter((row) => row.metric === id && row.label === label && row.value !== null);
      return rows.length === 0 ? [] : [plotBlock(input, rows, title)];
    });
    if (plots.length === 0) return [];
    return [fold(`${name}${unit === "" ? "" : ` (${unit})`}`, element("div", "grid-of-plots", plots))];
  });
  if (blocks.length === 0) return null;
  return headed("Case by case", [
    html`<p>One point per case; the vertical stroke is the mean over cases.</p>`,
    blocks,
  ]);
}

function plotBlock({ predictions }: UncertaintyPageInput, rows: readonly ScoreRow[], title: string): Html {
  const sources = [...new Set(rows.map(({ b }) => b))];
  const scale = percentScale(paddedExtent(rows.map(({ value }) => value!)), 4);
  const bottom = sources.length * rowHeight;
  const lines = sources.map((source, row) => {
    const own = rows.filter(({ b }) => b === source);
    const centre = row * rowHeight + rowHeight / 2;
    const place = predictions.findIndex(({ id }) => id === source);
    const style = place < 0 ? "truth" : colourClass(place);
    const middle = scale.x(mean(own.map(({ value }) => value!)));
    const dots = own.map(({ case: id, value, unit }, at) =>
      mark(
        scale.x(value!),
        centre + ((at % 5) - 2) * 3,
        0,
        `dot ${style}`,
        `${source}, ${id}: ${metricValue(value, unit)}`,
      ),
    );
    return html`${dots}<line class="mean" x1="${middle}" x2="${middle}" y1="${centre - 11}" y2="${centre + 11}"/>`;
  });
  const alternative = `${title}: ${sources.join(", ")}, one point per case`;
  const picture = figure(bottom + 20, alternative, [horizontalAxis(scale, 0, bottom), lines]);
  const names = sources.map((name) => ({ name, detail: "" }));
  return element("div", "block", [html`<h4>${title}</h4>`, plotRows(names, rowHeight, picture)]);
}
