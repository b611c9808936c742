import { type Html, html } from "./html.ts";

/** Names of rows beside a picture whose rows have the same height. */
export function plotRows(
  names: readonly { readonly name: string; readonly detail: string }[],
  rowHeight: 24 | 30 | 38,
  picture: Html,
): Html {
  return html`<div class="rows rows${rowHeight}"><ul>${names.map(
    ({ name, detail }) =>
      html`<li><span class="rowname" title="${name}">${name}</span>${detail !== "" && html`<span class="rowdetail">${detail}</span>`}</li>`,
  )}</ul>${picture}</div>`;
}
