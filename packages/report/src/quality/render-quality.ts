import { dataTable, left, right } from "../page/data-table.ts";
import { section } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { plural } from "../page/number-format.ts";
import { pageText } from "../page/page.ts";
import { cautionSection } from "./caution-section.ts";
import { comparisonsSection } from "./comparisons-section.ts";
import { dotsSection } from "./dots-section.ts";
import { labelsSection } from "./labels-section.ts";
import { organsTableSection } from "./organs-table-section.ts";
import { qualityAnswer } from "./quality-answer.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { qualityTableSection } from "./quality-table-section.ts";

/** The page of a run of `pgt quality`. The same input gives the same page. */
export function renderQuality(input: QualityPageInput): string {
  const { datasets, version } = input;
  const generators = new Set(input.cells.map(({ generator }) => generator));
  const cases = datasets.reduce((sum, { reference }) => sum + reference.cases, 0);
  return pageText({
    title: input.title ?? "Label quality report",
    facts: [plural(datasets.length, "dataset"), plural(cases, "case"), plural(generators.size, "generator")],
    version,
    sections: [
      [
        "Answer",
        section(
          "answer",
          "Answer",
          html`<div class="answer"><ul>${qualityAnswer(input).map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`,
        ),
      ],
      ["Table", qualityTableSection(input)],
      ["Before you conclude", cautionSection(input)],
      ["Organs", dotsSection(input)],
      ["Comparisons", comparisonsSection(input)],
      ["Labels", labelsSection(input)],
      ["Numbers", organsTableSection(input)],
      ["Choices", choicesSection(input)],
    ],
  });
}

/** What the paper leaves open, and what was chosen. */
function choicesSection({ settings, seed, version }: QualityPageInput): Html {
  return section("choices", "How it was counted", [
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
