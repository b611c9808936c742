import { plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { element, type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import type { Page } from "../page/page.ts";
import { headed, type Section, type SectionMaker, sectionsOf } from "../page/section.ts";
import { cautionBody } from "./caution-section.ts";
import { comparisonsBody } from "./comparisons-section.ts";
import { dotsBody } from "./dots-section.ts";
import { labelsBody } from "./labels-section.ts";
import { organsTableBody } from "./organs-table-section.ts";
import { qualityAnswer } from "./quality-answer.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { qualityTableBody } from "./quality-table-section.ts";

const makers: readonly SectionMaker<QualityPageInput>[] = [
  { id: "answer", title: "Answer", body: resultBody },
  { id: "table", title: "Table", body: qualityTableBody },
  { id: "bear-in-mind", title: "Before you conclude", body: cautionBody },
  { id: "organs", title: "Organs", body: dotsBody },
  { id: "comparisons", title: "Comparisons", body: comparisonsBody },
  { id: "labels", title: "Labels", body: labelsBody },
  { id: "numbers", title: "Numbers", body: organsTableBody },
  { id: "choices", title: "Choices", body: choicesBody },
];

/** Sections about the quality of labels, in the order of their page. */
export function qualitySections(input: QualityPageInput): Section[] {
  return sectionsOf(makers, input);
}

/** The page of a run of `pgt quality`. The same input gives the same page. */
export function qualityPage(input: QualityPageInput): Page {
  const { datasets, version } = input;
  const generators = new Set(input.cells.map(({ generator }) => generator));
  const cases = datasets.reduce((sum, { reference }) => sum + reference.cases, 0);
  return {
    title: input.title ?? "Label quality report",
    facts: [plural(datasets.length, "dataset"), plural(cases, "case"), plural(generators.size, "generator")],
    version,
    sections: qualitySections(input),
  };
}

function resultBody(input: QualityPageInput): Html[] {
  return headed("Answer", element("div", "answer", sentenceList(qualityAnswer(input))));
}

/** Choices that the paper leaves open, and what was chosen. */
function choicesBody({ settings, seed, version }: QualityPageInput): Html[] {
  return headed("How it was counted", [
    html`<p>The definitions of Jaus et al. (2025) leave these open; each can be set.</p>`,
    dataTable(
      "Choices",
      [right("no."), left("about"), left("chosen")],
      settings.choices.map(({ ambiguity, about, chosen }) => [
        ambiguity,
        about,
        html`<span class="words">${chosen}</span>`,
      ]),
    ),
    html`<p class="small">pgt ${version}; seed ${seed}.</p>`,
  ]);
}
