import { type Html, html } from "./html.ts";

/** A cell of a table that is coloured by class; without a value it is hatched and says why. */
export interface HeatCell {
  readonly text: string | null;
  /** Said behind the value, smaller: its spread. */
  readonly detail?: string;
  /** Quintile of its column, 1 worst to 5 best: a colour and a digit. */
  readonly place: number | null;
  readonly letters: string | null;
  /** Reason for a hole. */
  readonly status: string;
}

/** A table of versions in rows and data sets in columns. */
export function heatTable(
  caption: string,
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly HeatCell[] }[],
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="heat"><caption>${caption}</caption><thead><tr><td></td>${columns.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ name, cells }) => html`<tr><th scope="row">${name}</th>${cells.map(heatCell)}</tr>`,
  )}</tbody></table></div>`;
}

function heatCell({ text, detail = "", place, letters, status }: HeatCell): Html {
  if (text === null) return html`<td class="missing">${status || "–"}</td>`;
  if (place === null) return html`<td>${text}<small>${detail}</small></td>`;
  return html`<td class="q${place}">${text}${letters && html`<sup>${letters}</sup>`}<small>${detail && `${detail} · `}${place}</small></td>`;
}
