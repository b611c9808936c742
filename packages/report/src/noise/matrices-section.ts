import { plural } from "@pgt/metrics";
import type { TransitionMatrix } from "@pgt/stats";
import { heatShades } from "../page/heat-shades.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { type NoisePageInput, raterName } from "./noise-page-input.ts";

/** Transition matrices against the consensus, as shaded tables. */
export function matricesBody({ transitions, labels, settings }: NoisePageInput): Html[] | null {
  if (transitions.length === 0) return null;
  return headed("Which label raters give", [
    html`<p>Each row is a true label, by the consensus of STAPLE, and each column the label that a rater gives: the cells of a row sum to 1. The stronger the colour, the more probable, on the scale of the square root, so that rare answers are seen. In brackets the 95 % interval over cases. Voxels within ${settings.region} count: the wider the region, the rarer errors seem.</p>`,
    transitions.map(({ rater, cases, ...one }) =>
      matrixTable(`${raterName(rater)}, ${plural(cases, "case")}`, one, labels),
    ),
  ]);
}

/** A matrix whose rows are the truth and whose columns are the answers. */
export function matrixTable(
  caption: string,
  {
    labels: ids,
    matrix,
    kept,
  }: Pick<TransitionMatrix, "labels" | "matrix"> & Partial<Pick<TransitionMatrix, "kept">>,
  labels: NoisePageInput["labels"],
): Html {
  const names = ids.map((id) => labels.find(({ label }) => label === id)?.name ?? String(id));
  const cell = (value: number | null, truth: number, answer: number) => {
    if (value === null) return html`<td class="none">–</td>`;
    const shade = Math.round(Math.sqrt(value) * (heatShades.length - 1));
    const { low = null, high = null } = (truth === answer && kept?.[truth]) || {};
    const interval = low !== null && high !== null && `[${shareText(low)}, ${shareText(high)}]`;
    return html`<td class="h${shade}">${shareText(value)}${interval && html`<small>${interval}</small>`}</td>`;
  };
  return html`<div class="block scroll" tabindex="0" role="region" aria-label="${caption}"><table class="heat"><caption>${caption}</caption><thead><tr><td>true</td>${names.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${matrix.map(
    (row, truth) =>
      html`<tr><th scope="row">${names[truth]}</th>${row.map((value, answer) => cell(value, truth, answer))}</tr>`,
  )}</tbody></table></div>`;
}

/** A probability, four decimals, so that small ones differ from 0 and large ones from 1. */
export function shareText(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (value > 0 && value < 5e-5) return "<0.0001";
  return value < 1 && value >= 0.99995 ? ">0.9999" : value.toFixed(4).replace(/^(0|1)\.0000$/, "$1");
}
