import type { PlacedNote } from "@pgt/metrics";
import { element, type Html, type HtmlValue, html } from "./html.ts";

/** Names of facts with their values; those without a value are left out. */
export function factList(facts: readonly (readonly [string, string | null])[]): Html {
  return html`<dl>${facts.map(([name, value]) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

export function warningList(warnings: readonly PlacedNote[]): Html | null {
  if (warnings.length === 0) return null;
  const items = warnings.map(
    ({ code, message, place }) =>
      html`<li><p>${message}</p><p class="small"><code>${code}</code>${place && ` ${place}`}</p></li>`,
  );
  return element("ul", "warnings", items);
}

/** Sentences below a title; nothing where there are none. */
export function titledList(title: string, sentences: readonly string[]): HtmlValue {
  if (sentences.length === 0) return null;
  return [html`<h3>${title}</h3>`, sentenceList(sentences)];
}

export function sentenceList(sentences: readonly string[]): Html {
  return element(
    "ul",
    "",
    sentences.map((sentence) => html`<li>${sentence}</li>`),
  );
}
