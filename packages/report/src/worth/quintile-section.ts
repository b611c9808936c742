import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

/** Tables coloured by quintile of each column, with the class as a digit. */
export function quintileBody(input: WorthPageInput): Html[] {
  const notes = [...new Set(input.quintiles.flatMap(({ noLetters }) => noLetters ?? []))];
  return headed("Versions and datasets", [
    html`<p>Class by quintile of each column, 1 worst to 5 best: a colour and a digit. Hatched: no value. Versions of a column that share a letter cannot be told apart.</p>`,
    notes.map((note) => html`<p class="notice">${note}</p>`),
    input.quintiles.map((table) => quintileTable(input, table)),
  ]);
}

function quintileTable(
  input: WorthPageInput,
  { task, metric, datasets, rows }: WorthPageInput["quintiles"][number],
): Html {
  const { factor, unit } = shownAs(input, metric);
  const caption = `${task}, ${metric}${unit ? ` (${unit})` : ""}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="heat"><caption>${caption}</caption><thead><tr><td></td>${datasets.map(
    (dataset) => html`<th scope="col">${dataset}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ version, cells }) =>
      html`<tr><th scope="row">${version}</th>${cells.map(({ mean, class: place, status, letters }) =>
        mean === null || place === null
          ? html`<td class="missing">${status || "–"}</td>`
          : html`<td class="q${place}">${(mean * factor).toFixed(1)}${letters && html`<sup>${letters}</sup>`}<small>${place}</small></td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
