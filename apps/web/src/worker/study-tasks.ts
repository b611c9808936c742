import { type ExportedFile, exportFile } from "../interval/export/export-file.ts";
import type { ExportKind } from "../interval/export/export-kinds.ts";
import { FoldedPage, type Piece } from "../interval/folded-page.ts";
import { type KeptRun, reportInputOf } from "../interval/kept-run.ts";
import { type ResultView, resultView } from "../interval/result-view.ts";
import type { RunLibrary } from "../shell/library.ts";
import { type GivenStudy, studyTree } from "../study/study-tree.ts";
import type { RunProgress } from "./run-progress.ts";

/** Tasks of the worker of a study: it keeps the rows of the result, and what is folded away. */
export function studyTasks(library: RunLibrary) {
  let kept: KeptRun | null = null;
  const folded = new FoldedPage();
  return {
    async run(study: GivenStudy, tell: (progress: RunProgress) => void): Promise<ResultView> {
      const tree = studyTree(library, study);
      const report = await library.interval(tree.path, {
        files: tree.files,
        onProgress: ({ done, total, case: id }) => tell({ done, total, text: `Comparing masks: ${id}` }),
      });
      tell({ done: 1, total: 1, text: "Drawing the result" });
      kept = { study, report };
      return resultView(reportInputOf(kept), folded);
    },
    openFold: (fold: number): readonly Piece[] => folded.open(fold),
    exportFile: (kind: ExportKind): Promise<ExportedFile> => exportFile(library, kept!, kind),
  };
}

export type StudyTasks = ReturnType<typeof studyTasks>;
