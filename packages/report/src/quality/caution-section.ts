import { type Html, html } from "../page/html.ts";
import { titledList, warningList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";

/** Limits of the numbers: warnings, cases that failed, notes on files. */
export function cautionBody({ warnings, failures, notes }: QualityPageInput): Html[] {
  return headed("Before you conclude", [
    html`<p>Quality is measured against reference labels that carry their annotators' errors. Beyond the agreement of the annotators with each other, more of it cannot be interpreted (see the Peak Ground Truth interval, <code>pgt interval</code>).</p>`,
    warningList(
      warnings.map(({ code, message, dataset, generator, metric }) => ({
        code,
        message,
        place: ` ${[dataset, generator, metric].filter((part) => part !== null && part !== "").join(", ")}`,
      })),
    ),
    titledList(
      "Comparisons that failed",
      failures.map(
        ({ dataset, case: id, comparison, message }) => `${dataset}, ${id} (${comparison}): ${message}`,
      ),
    ),
    titledList("Notes on files and cases", notes),
  ]);
}
