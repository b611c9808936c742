import { type RaterBias, raterBiases } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold, foldIfMany } from "../page/fold.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { signedMm, used } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  mark,
  type PercentScale,
  paddedExtent,
  percentScale,
} from "../page/percent-plot.ts";
import { plotRows } from "../page/plot-rows.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

const rowHeight = 38;

/** Table of which rater draws larger, and by how much. */
export function biasBody({ raters, metrics, labels, cases, input }: StudyView): Html[] | null {
  const { rows, masks, truth } = input;
  if (raters.length < 2 || !masks) return null;
  const found = raterBiases({ rows, raters, metrics, masks });
  const biases = labels.map(({ label, title }) => ({
    title,
    rows: found.filter((one) => one.label === label),
  }));
  const blocks = biases.flatMap(({ title, rows }) => biasBlock(title, rows) ?? []);
  if (blocks.length === 0) return null;
  const simulated = new Map(truth?.raters?.map(({ id, biasMm }) => [id, biasMm]));
  return headed("Who draws larger", [
    html`<p>Shift of each rater's boundary against the raters' mean in mm, from volumes and surfaces; positive is outwards. With 95 % intervals over cases. A shift that all raters share cannot be seen here.</p>`,
    foldIfMany(blocks, "Structures"),
    fold("Table of shifts", biasTable(biases, cases.length, simulated)),
  ]);
}

function biasBlock(title: string, rows: readonly RaterBias[]): Html | null {
  const values = rows.flatMap(({ biasMm, fixedRaters: { low, high } }) =>
    [biasMm, low, high].filter((value) => value !== null),
  );
  if (values.length === 0) return null;
  const scale = percentScale(paddedExtent([...values, 0]), 4);
  const bottom = rows.length * rowHeight;
  const alternative = `Shift of each rater, ${title}: ${rows.map(({ rater, biasMm }) => `${rater} ${signedMm(biasMm)} mm`).join("; ")}.`;
  const picture = figure(bottom + 20, alternative, [
    horizontalAxis(scale, 0, bottom),
    html`<line class="bound" x1="${scale.x(0)}" x2="${scale.x(0)}" y1="0" y2="${bottom}"/>`,
    rows.map((row, place) => drawBias(row, place, scale)),
  ]);
  const names = rows.map(({ rater, biasMm }) => ({ name: rater, detail: `${signedMm(biasMm)} mm` }));
  return html`<div class="block"><h4>${title}</h4>${plotRows(names, rowHeight, picture)}</div>`;
}

function drawBias(
  { rater, biasMm, fixedRaters: { low, high } }: RaterBias,
  place: number,
  { x }: PercentScale,
): Html {
  const y = place * rowHeight + rowHeight / 2;
  const style = colourClass(place);
  const whisker =
    low !== null &&
    high !== null &&
    html`<line class="whisker ${style}" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`;
  return html`${whisker}${mark(x(biasMm), y, place, style, `${rater}: ${signedMm(biasMm)} mm`)}`;
}

function biasTable(
  biases: readonly { readonly title: string; readonly rows: readonly RaterBias[] }[],
  caseCount: number,
  truth: ReadonlyMap<string, number>,
): HtmlValue {
  const columns = [
    left("structure"),
    left("rater"),
    right("shift (mm)"),
    right("95 % interval"),
    right("cases used"),
    ...(truth.size > 0 ? [right("simulated shift (mm)")] : []),
  ];
  const rows = biases.flatMap(({ title, rows }) =>
    rows.map(({ rater, biasMm, fixedRaters: { low, high }, n }) => [
      title,
      rater,
      signedMm(biasMm),
      low === null ? "–" : `${signedMm(low)} to ${signedMm(high)}`,
      used(n, caseCount),
      ...(truth.size > 0 ? [signedMm(truth.get(rater) ?? null)] : []),
    ]),
  );
  const note =
    truth.size > 0 &&
    html`<p class="small">Simulated shifts are against the truth, estimated ones against the raters' mean: they differ by what the raters share.</p>`;
  return [dataTable("Shift of each rater against the raters' mean", columns, rows), note];
}
