import { noteText, plural } from "@pgt/metrics";
import type { Html } from "../page/html.ts";
import { factList, sentenceList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type SectionMaker, sectionsOf } from "../page/section.ts";
import { casesBody } from "./cases-section.ts";
import { ceilingBody } from "./ceiling-section.ts";
import { reliabilityBody } from "./reliability-section.ts";
import { summaryBody } from "./summary-section.ts";
import type { UncertaintyPageInput } from "./uncertainty-page-input.ts";

const makers: readonly SectionMaker<UncertaintyPageInput>[] = [
  { id: "answer", title: "Ceiling", body: ceilingBody },
  { id: "metrics", title: "Metrics", body: summaryBody },
  { id: "reliability", title: "Reliability", body: reliabilityBody },
  { id: "cases", title: "Cases", body: casesBody },
  { id: "notes", title: "Notes", body: notesBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** The page of a run of `pgt uncertainty`. The same input gives the same page. */
export function uncertaintyPage(input: UncertaintyPageInput): Page {
  const { title = "Uncertainty report", raters, cases, predictions, version } = input;
  const compared = predictions.map(({ id }) => id).join(", ");
  return {
    title,
    facts: [plural(cases.length, "case"), plural(raters.length, "rater"), ...(compared ? [compared] : [])],
    version,
    sections: sectionsOf(makers, input),
  };
}

function notesBody({ notes, failures }: UncertaintyPageInput): Html[] | null {
  const sentences = [...failures.map(({ case: id, message }) => `${id}: ${message}`), ...notes.map(noteText)];
  return sentences.length === 0 ? null : headed("Notes", sentenceList(sentences));
}

function settingsBody({ version, settings, raters, predictions }: UncertaintyPageInput): Html[] {
  const kinds = predictions.map(({ id, kind, samples }) =>
    kind === "samples" ? `${id} (${plural(samples ?? 0, "sample")} a case)` : `${id} (probability map)`,
  );
  return headed(
    "Settings",
    factList([
      ["version", `pgt ${version}`],
      ["raters", raters.join(", ")],
      ["compared", kinds.join(", ") || "nothing"],
      ["calibration", settings.region],
      ["intervals", "95 % of the mean over cases: BCa bootstrap from 20 cases on, else t"],
    ]),
  );
}
