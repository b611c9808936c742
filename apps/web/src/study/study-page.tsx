import { exportName } from "../interval/export/file-names.ts";
import { choiceFaults } from "../measures/measure-choice.ts";
import { MeasureSection } from "../measures/measure-section.tsx";
import { metricCatalogue, metricFault } from "../measures/metric-catalogue.ts";
import { useApp, useAppState } from "../shell/app-context.ts";
import { mayStartOver } from "../shell/page-events.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { saveFile } from "../shell/save-file.ts";
import { DropZone } from "../upload/drop-zone.tsx";
import { EntityTable } from "./entity-table.tsx";
import { LeftOutFiles } from "./left-out-files.tsx";
import { setsWithoutFiles } from "./mask-files.ts";
import { tableFaults } from "./study-table.ts";

/** Page of the study: who annotated what, and what to measure, to be looked through before anything runs. */
export function StudyPage() {
  const { actions } = useApp();
  const { table, files, choice, result } = useAppState();
  const faults = [
    ...tableFaults(table),
    ...setsWithoutFiles(
      table,
      files.map(({ path }) => path),
    ),
    ...choiceFaults(choice, metricCatalogue.metrics, metricFault),
  ];
  const save = () =>
    saveFile(
      exportName(table.name, "manifest", "yaml"),
      new Blob([actions.manifest()], { type: "application/yaml" }),
    );
  return (
    <>
      <PageTitle>Who annotated what</PageTitle>
      <EntityTable />
      <LeftOutFiles />
      <DropZone isCompact />
      <MeasureSection />
      <section class="go" aria-label="Run">
        {faults.length > 0 && (
          <ul class="warnings" id="run-faults">
            {faults.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        <p class="buttons">
          <button
            type="button"
            class="main"
            disabled={faults.length > 0}
            aria-describedby={faults.length > 0 ? "run-faults" : undefined}
            onClick={() => void actions.run()}
          >
            Compute the interval
          </button>
          <button type="button" disabled={table.lines.length === 0} onClick={save}>
            Save the manifest
          </button>
          {result && (
            <button type="button" onClick={actions.toResult}>
              Back to the result
            </button>
          )}
          <button type="button" class="quiet" onClick={() => mayStartOver() && actions.startOver()}>
            Start over
          </button>
        </p>
      </section>
    </>
  );
}
