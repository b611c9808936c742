import { element, flat, fromParts, type Html, type HtmlValue, html } from "./html.ts";

/** More blocks than this are folded away, so that the page stays readable. */
const mostUnfolded = 8;

export function foldIfMany(blocks: readonly Html[], what: string): Html {
  const grid = element("div", "grid-of-plots", blocks);
  return blocks.length > mostUnfolded ? fold(`${what} (${blocks.length})`, grid) : grid;
}

export function fold(summary: string, content: HtmlValue): Html {
  const { text } = html`${summary}`;
  const begin = `<details><summary>${text}</summary>`;
  return fromParts({ kind: "fold", begin, content: flat(content), end: "</details>", summary: text });
}
