import { foldPlaces, noteText } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { titledList, warningList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";

/** Limits of the numbers: warnings, cases that failed, notes on files. */
export function cautionBody(input: QualityPageInput): Html[] {
  const { datasets, failures, notes } = input;
  return headed("Before you conclude", [
    html`<p>Quality is measured against reference labels that carry their annotators' errors. Beyond the agreement of the annotators with each other, more of it cannot be interpreted (see the Peak Ground Truth interval, <code>pgt interval</code>).</p>`,
    warningList(placedWarnings(input)),
    titledList(
      "Comparisons that failed",
      failures.map(
        ({ dataset, case: id, comparison, message }) => `${dataset}, ${id} (${comparison}): ${message}`,
      ),
    ),
    titledList(
      "Notes on files and cases",
      notes.map((note) => (datasets.length > 1 ? `${note.dataset}: ${noteText(note)}` : noteText(note))),
    ),
  ]);
}

function placedWarnings({ datasets, organs, warnings }: QualityPageInput) {
  return datasets.flatMap(({ dataset }) => {
    const labels = organs.filter((organ) => organ.dataset === dataset);
    const own = warnings.filter((warning) => warning.dataset === dataset);
    return foldPlaces(own, labels).map((one) => ({
      ...one,
      place: [dataset, one.place].filter((part) => part !== "").join(", "),
    }));
  });
}
