import { metricFault, vocabulary } from "../../lab/vocabulary.ts";
import { exportName } from "../../result/file-names.ts";
import { setsWithoutFiles } from "../../study/mask-files.ts";
import { choiceFaults } from "../../study/measure-choice.ts";
import { tableFaults } from "../../study/study-table.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { mayStartOver } from "../page-events.ts";
import { PageTitle } from "../page-title.tsx";
import { saveFile } from "../save-file.ts";
import { DropZone } from "../start/drop-zone.tsx";
import { EntityTable } from "./entity-table.tsx";
import { LeftOutFiles } from "./left-out-files.tsx";
import { MeasureSection } from "./measure-section.tsx";

/** Who annotated what and what to measure, to be looked through before anything runs. */
export function StudyPage() {
  const { actions } = useLab();
  const { table, files, choice, result } = useLabState();
  const faults = [
    ...tableFaults(table),
    ...setsWithoutFiles(
      table,
      files.map(({ path }) => path),
    ),
    ...choiceFaults(choice, vocabulary.metrics, metricFault),
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
