import {
  type IntervalSectionId,
  intervalSections,
  type ReportInput,
  sectionHtml,
  studyView,
} from "@pgt/report";
import { type CaseTable, caseTable } from "./cases/case-table.ts";
import { type FaultyFile, faultyFiles } from "./faulty-files.ts";
import type { FoldedPage, Piece } from "./folded-page.ts";

/** A section of the report, as it stands on its page. */
export interface ShownSection {
  readonly title: string;
  /** Anchor of the section. */
  readonly id: string;
  readonly pieces: readonly Piece[];
}

/** Content of the result page: the report's own sections, and the values per case. */
export interface ResultView {
  readonly title: string | null;
  readonly faults: readonly FaultyFile[];
  readonly sections: readonly ShownSection[];
  /** Tables of numbers, to be folded away. */
  readonly numbers: readonly Piece[];
  readonly cases: CaseTable;
}

/** Sections that are shown as they are. The other plots are in the report that can be saved. */
const shownIds: readonly IntervalSectionId[] = [
  "answer",
  "bear-in-mind",
  "truth",
  "pairs",
  "cases",
  "settings",
];

/** Names that differ from those of the report, since the page has a list of cases too. */
const ownTitles: Readonly<Record<string, string>> = { cases: "Spread" };

export function resultView(input: ReportInput, folded: FoldedPage): ResultView {
  const view = studyView(input);
  return {
    title: input.title ?? null,
    faults: faultyFiles(input.failures),
    sections: intervalSections(view, shownIds).map((section) => ({
      id: section.id,
      title: ownTitles[section.id] ?? section.title,
      pieces: folded.cut([sectionHtml(section)]),
    })),
    numbers: folded.cut(intervalSections(view, ["tables"]).map(sectionHtml)),
    cases: caseTable(view),
  };
}
