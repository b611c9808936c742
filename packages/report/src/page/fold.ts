import { type Html, type HtmlValue, html } from "./html.ts";

/** More blocks than this are folded away, so that the page stays readable. */
const mostUnfolded = 8;

export function foldIfMany(blocks: readonly Html[], what: string): Html {
  const grid = html`<div class="grid-of-plots">${blocks}</div>`;
  return blocks.length > mostUnfolded ? fold(`${what} (${blocks.length})`, grid) : grid;
}

export function fold(summary: string, content: HtmlValue): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

export function section(id: string, title: string, content: HtmlValue): Html {
  return html`<section id="${id}"><h2>${title}</h2>${content}</section>`;
}
