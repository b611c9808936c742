import { CaseDialog } from "../case/case-dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { PageTitle } from "../page-title.tsx";
import { CaseSection } from "./case-section.tsx";
import { ExportBar } from "./export-bar.tsx";
import { FaultyFiles } from "./faulty-files.tsx";
import { ReportHtml } from "./report-html.tsx";
import { SectionLinks } from "./section-links.tsx";

/** The answer, and what to bear in mind. */
const sectionsBeforeCases = 2;

/** The report's own plots, the cases to look at, and files to take away. */
export function ResultPage() {
  const { actions } = useLab();
  const { result, openCase } = useLabState();
  if (!result) return null;
  const { report, view } = result;
  const before = view.sections.slice(0, sectionsBeforeCases);
  const after = view.sections.slice(sectionsBeforeCases);
  return (
    <>
      <div class="result-head">
        <PageTitle>{report.name ?? "Result"}</PageTitle>
        <p class="buttons">
          <button type="button" onClick={actions.toStudy}>
            Change the study
          </button>
          <button type="button" class="quiet" onClick={actions.startOver}>
            Start over
          </button>
        </p>
      </div>
      <FaultyFiles failures={report.failures} />
      <ExportBar />
      <SectionLinks before={before} after={after} />
      <ReportHtml sections={before} />
      <CaseSection cases={view.cases} />
      <ReportHtml sections={after} />
      <details>
        <summary>All numbers</summary>
        <ReportHtml sections={[{ html: view.numbers }]} />
      </details>
      {openCase && <CaseDialog key={`${openCase.case} ${openCase.label}`} wanted={openCase} />}
    </>
  );
}
