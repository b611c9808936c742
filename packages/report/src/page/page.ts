import { Html, html } from "./html.ts";
import { pageStyle } from "./page-style.ts";
import { type Section, sectionHtml } from "./section.ts";

/** A report before it is written out as HTML. */
export interface Page {
  readonly title: string;
  /** Said in one line below the title. */
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
  readonly version: string;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One self-contained HTML page: no script, nothing loaded from anywhere. */
export function pageHtml({ title, facts, sections, version }: Page): string {
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
<nav aria-label="Sections">${sections.map(({ id, title: name }) => html`<a href="#${id}">${name}</a>`)}</nav></header>
<main>
${sections.map((one) => html`${sectionHtml(one)}\n`)}</main>
<footer>Made by pgt ${version}. This page loads nothing and sends nothing.</footer>
</body>
</html>
`.text;
}
