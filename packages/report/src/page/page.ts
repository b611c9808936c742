import { Html, html } from "./html.ts";
import { pageStyle } from "./page-style.ts";

/** What stands on a page: a section without content is left out. */
export interface Page {
  readonly title: string;
  /** Said in one line below the title. */
  readonly facts: readonly string[];
  /** Name in the list of sections -> content made by `section`. */
  readonly sections: readonly (readonly [string, Html | null])[];
  readonly version: string;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One self-contained HTML page: no script, nothing loaded from anywhere. */
export function pageText({ title, facts, sections, version }: Page): string {
  const present = sections.flatMap(([name, content]) => (content ? [{ name, content }] : []));
  const shownFacts = [...facts, `pgt ${version}`];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<header><h1>${title}</h1><p class="small">${shownFacts.join(" · ")}</p>
<nav aria-label="Sections">${present.map(({ name, content }) => html`<a href="#${idOf(content)}">${name}</a>`)}</nav></header>
<main>
${present.map(({ content }) => html`${content}\n`)}</main>
<footer>Made by pgt ${version}. This page loads nothing and sends nothing.</footer>
</body>
</html>
`.text;
}

function idOf({ text }: Html): string {
  return /^<section id="([a-z-]+)"/.exec(text)?.[1] ?? "";
}
