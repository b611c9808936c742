import { CaseDialog } from "../case/case-dialog.tsx";
import { useApp, useAppState } from "../shell/app-context.ts";
import { mayStartOver } from "../shell/page-events.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { AllNumbers } from "./all-numbers.tsx";
import { CaseSection } from "./cases/case-section.tsx";
import { ExportBar } from "./export/export-bar.tsx";
import { FaultyFiles } from "./faulty-files-notice.tsx";
import { ReportHtml } from "./report-html.tsx";
import { SectionLinks } from "./section-links.tsx";

/** The answer, and what to bear in mind. */
const sectionsBeforeCases = 2;

/** The report's own plots, the cases to look at, and files to take away. */
export function ResultPage() {
  const { actions } = useApp();
  const { result, openCase } = useAppState();
  if (!result) return null;
  const { view } = result;
  const before = view.sections.slice(0, sectionsBeforeCases);
  const after = view.sections.slice(sectionsBeforeCases);
  return (
    <>
      <div class="result-head">
        <PageTitle>{view.title ?? "Result"}</PageTitle>
        <p class="buttons">
          <button type="button" onClick={actions.toStudy}>
            Change the study
          </button>
          <button type="button" class="quiet" onClick={() => mayStartOver() && actions.startOver()}>
            Start over
          </button>
        </p>
      </div>
      <FaultyFiles faults={view.faults} />
      <ExportBar />
      <SectionLinks before={before} after={after} />
      {before.map(({ id, pieces }) => (
        <ReportHtml key={id} pieces={pieces} />
      ))}
      <CaseSection cases={view.cases} />
      {after.map(({ id, pieces }) => (
        <ReportHtml key={id} pieces={pieces} />
      ))}
      <AllNumbers pieces={view.numbers} />
      {openCase && <CaseDialog key={`${openCase.case} ${openCase.label}`} wanted={openCase} />}
    </>
  );
}
