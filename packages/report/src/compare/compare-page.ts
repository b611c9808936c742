import { noteText, parseMetrics, plural } from "@pgt/metrics";
import { metricTitle } from "../interval/study-view.ts";
import {
  anonymousCase,
  anonymousFile,
  anonymousNote,
  anonymousResult,
  type NameHash,
} from "../page/anonymise.ts";
import { type Html, html } from "../page/html.ts";
import { factList, titledList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type SectionMaker, sectionsOf } from "../page/section.ts";
import { agreementBody } from "./agreement-section.ts";
import type { ComparePageInput } from "./compare-page-input.ts";
import { summaryBody } from "./summary-section.ts";
import { worstBody } from "./worst-section.ts";

const makers: readonly SectionMaker<ComparePageInput>[] = [
  { id: "answer", title: "Answer", body: agreementBody },
  { id: "bear-in-mind", title: "Before you conclude", body: cautionBody },
  { id: "worst", title: "Worst cases", body: worstBody },
  { id: "numbers", title: "Numbers", body: summaryBody },
  { id: "settings", title: "Settings", body: settingsBody },
];

/** The page of a run of `pgt compare`. The same input gives the same page. */
export function comparePage(input: ComparePageInput): Page {
  const cases = Math.max(0, ...input.summary.map(({ expected }) => expected));
  const labels = new Set(input.summary.map(({ label }) => label));
  return {
    title: input.title ?? "Comparison of segmentations",
    facts: [plural(cases, "case"), plural(labels.size, "structure")],
    version: input.version,
    sections: sectionsOf(makers, input),
  };
}

/** The input with other names of cases and files, and without a title. */
export function anonymousComparison(
  { title: _, ...input }: ComparePageInput,
  hash: NameHash,
): ComparePageInput {
  const ofCase = <T extends { readonly case: string }>(one: T): T => ({
    ...one,
    case: anonymousCase(one.case, hash),
  });
  const { reference, prediction, worst, slices, slicesMissing } = input;
  return {
    ...anonymousResult(input, hash),
    worst: worst.map(ofCase),
    ...(reference !== undefined && { reference: anonymousFile(reference, hash) }),
    ...(prediction !== undefined && { prediction: anonymousFile(prediction, hash) }),
    ...(slices && { slices: slices.map(ofCase) }),
    ...(slicesMissing && { slicesMissing: slicesMissing.map((note) => anonymousNote(note, hash)) }),
  };
}

/** Rules for cases without a prediction, in words. */
const missingRules = {
  error:
    "A case without a prediction counts as failed: it is left out of means, and counted among the cases expected.",
  ignore: "A case without a prediction is left out, and not counted among the cases expected.",
  worst:
    "A case without a prediction enters the mean of each structure that the reference has in it with the worst value of the metric.",
} as const;

function cautionBody({ settings, notes, failures }: ComparePageInput): Html[] {
  const { missingPrediction = "error", worstCase } = settings;
  const distance =
    worstCase === "none"
      ? "A distance to a structure that the prediction missed is left out of means, and counted."
      : `A distance to a structure that the prediction missed enters the mean as ${worstCase === "diagonal" ? "the image diagonal" : `${worstCase} mm`}.`;
  return headed("Before you conclude", [
    html`<p>${missingRules[missingPrediction]} ${distance}</p>`,
    titledList(
      "Cases that failed",
      failures.map(({ case: id, message }) => `${id}: ${message}`),
    ),
    titledList("Notes on files and cases", notes.map(noteText)),
  ]);
}

function settingsBody({ settings, version, reference, prediction }: ComparePageInput): Html[] {
  const { convention, metrics, labels, missingPrediction, worstCase } = settings;
  return headed("Settings", [
    factList([
      ["version", `pgt ${version}`],
      ["reference", reference ?? null],
      ["prediction", prediction ?? null],
      ["metrics", parseMetrics(metrics).map(metricTitle).join("; ")],
      ["labels", labels === null ? "every label in any mask but 0" : labels.join(", ")],
      ["convention", convention.id],
      ["boundary", convention.boundary],
      ["percentile", convention.percentile],
      ["empty masks", convention.empties],
      ["worst case of a distance", typeof worstCase === "number" ? `${worstCase} mm` : worstCase],
      ["missing prediction", missingPrediction ?? null],
    ]),
  ]);
}
