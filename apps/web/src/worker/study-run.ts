import type { ExportedFile } from "../interval/export/export-file.ts";
import type { ExportKind } from "../interval/export/export-kinds.ts";
import type { Piece } from "../interval/folded-page.ts";
import type { ResultView } from "../interval/result-view.ts";
import type { GivenStudy } from "../study/study-tree.ts";
import type { RunProgress } from "./run-progress.ts";
import type { StudyTasks } from "./study-tasks.ts";
import { TaskWorker } from "./task-worker.ts";

/**
 * A study that is run by a worker of its own. The worker keeps the result for as long as it is shown: the rows of a large
 * study would hold up the page.
 */
export interface StudyRun {
  /** Rejects where the study cannot be run, and when it is closed. */
  readonly view: Promise<ResultView>;
  readonly openFold: (fold: number) => Promise<readonly Piece[]>;
  readonly exportFile: (kind: ExportKind) => Promise<ExportedFile>;
  /** Ends the run at once, and forgets its result. */
  readonly close: () => void;
}

export function startStudy(study: GivenStudy, onProgress: (progress: RunProgress) => void): StudyRun {
  const worker = new TaskWorker<StudyTasks>(
    new Worker(new URL("./study-worker.ts", import.meta.url), { type: "module" }),
    { onTold: onProgress },
  );
  return {
    view: worker.run("run", study),
    openFold: (fold) => worker.run("openFold", fold),
    exportFile: (kind) => worker.run("exportFile", kind),
    close: () => worker.close(),
  };
}
