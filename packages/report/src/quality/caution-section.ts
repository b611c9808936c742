import { section } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import type { QualityPageInput } from "./quality-page-input.ts";

/** What limits the numbers: warnings, cases that failed, notes on files. */
export function cautionSection({ warnings, failures, notes }: QualityPageInput): Html {
  return section("bear-in-mind", "Before you conclude", [
    html`<p>Quality is measured against reference labels that carry their annotators' errors. Beyond the agreement of the annotators with each other, more of it cannot be interpreted (see the Peak Ground Truth interval, <code>pgt interval</code>).</p>`,
    warnings.length > 0 &&
      html`<ul class="warnings">${warnings.map(
        ({ code, message, dataset, generator, metric }) =>
          html`<li><p>${message}</p><p class="small"><code>${code}</code> ${[dataset, generator, metric].filter((part) => part !== null && part !== "").join(", ")}</p></li>`,
      )}</ul>`,
    failures.length > 0 &&
      html`<h3>Comparisons that failed</h3><ul>${failures.map(
        ({ dataset, case: id, comparison, message }) =>
          html`<li>${dataset}, ${id} (${comparison}): ${message}</li>`,
      )}</ul>`,
    notes.length > 0 &&
      html`<h3>Notes on files and cases</h3><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`,
  ]);
}
