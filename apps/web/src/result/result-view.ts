import {
  answerSection,
  heatSection,
  type ReportInput,
  stripSection,
  studyView,
  tablesSection,
  truthSection,
  warningsSection,
} from "@pgt/report";
import { type CaseTable, caseTable } from "./case-table.ts";

/** A section of the report, as it stands on its page. */
export interface ShownSection {
  readonly title: string;
  /** Of the section's element. */
  readonly id: string;
  readonly html: string;
}

/** What the result page shows: the report's own sections, and the values per case. */
export interface ResultView {
  readonly sections: readonly ShownSection[];
  /** Tables of numbers, to be folded away. */
  readonly numbers: string;
  readonly cases: CaseTable;
}

export function resultView(input: ReportInput): ResultView {
  const view = studyView(input);
  const sections = [
    ["Answer", answerSection(view)],
    ["Before you conclude", warningsSection(view)],
    ["Truth", truthSection(view)],
    ["Pairs", heatSection(view)],
    ["Spread", stripSection(view)],
  ] as const;
  return {
    sections: sections.flatMap(([title, html]) =>
      html ? [{ title, id: idOf(html.text), html: html.text }] : [],
    ),
    numbers: tablesSection(view)?.text ?? "",
    cases: caseTable(view),
  };
}

function idOf(html: string): string {
  return /^<section id="([a-z-]+)"/.exec(html)?.[1] ?? "";
}
