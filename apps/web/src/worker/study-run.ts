import { startWorkersFor } from "@pgt/browser";
import { TaskWorker, webWorkerPort } from "@pgt/runner/tasks";
import type { ExportedFile } from "../interval/export/export-file.ts";
import type { ExportKind } from "../interval/export/export-kinds.ts";
import type { Piece } from "../interval/folded-page.ts";
import type { ResultView } from "../interval/result-view.ts";
import type { GivenStudy } from "../study/study-tree.ts";
import type { RunProgress } from "./run-progress.ts";
import type { StudyTasks } from "./study-tasks.ts";

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
  const worker = new Worker(new URL("./study-worker.ts", import.meta.url), { type: "module" });
  const endOthers = startWorkersFor(worker);
  const tasks = new TaskWorker<StudyTasks>(webWorkerPort(worker));
  return {
    view: tasks.run("run", study, { onTold: onProgress }),
    openFold: (fold) => tasks.run("openFold", fold),
    exportFile: (kind) => tasks.run("exportFile", kind),
    close: () => {
      endOthers();
      void tasks.close();
    },
  };
}
