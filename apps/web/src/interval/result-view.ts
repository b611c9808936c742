import {
  answerSection,
  heatSection,
  type ReportInput,
  settingsSection,
  stripSection,
  studyView,
  tablesSection,
  truthSection,
  warningsSection,
} from "@pgt/report";
import { type CaseTable, caseTable } from "./cases/case-table.ts";
import { type FaultyFile, faultyFiles } from "./faulty-files.ts";
import type { FoldedPage, Piece } from "./folded-page.ts";

/** A section of the report, as it stands on its page. */
export interface ShownSection {
  readonly title: string;
  /** Of the section's element. */
  readonly id: string;
  readonly pieces: readonly Piece[];
}

/** What the result page shows: the report's own sections, and the values per case. */
export interface ResultView {
  readonly title: string | null;
  readonly faults: readonly FaultyFile[];
  readonly sections: readonly ShownSection[];
  /** Tables of numbers, to be folded away. */
  readonly numbers: readonly Piece[];
  readonly cases: CaseTable;
}

export function resultView(input: ReportInput, folded: FoldedPage): ResultView {
  const view = studyView(input);
  const sections = [
    ["Answer", answerSection(view)],
    ["Before you conclude", warningsSection(view)],
    ["Truth", truthSection(view)],
    ["Pairs", heatSection(view)],
    ["Spread", stripSection(view)],
    ["Settings", settingsSection(view)],
  ] as const;
  return {
    title: input.title ?? null,
    faults: faultyFiles(input.failures),
    sections: sections.flatMap(([title, html]) =>
      html ? [{ title, id: idOf(html.text), pieces: folded.cut(html.text) }] : [],
    ),
    numbers: folded.cut(tablesSection(view)?.text ?? ""),
    cases: caseTable(view),
  };
}

function idOf(html: string): string {
  return /^<section id="([a-z-]+)"/.exec(html)?.[1] ?? "";
}
