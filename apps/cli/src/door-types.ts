import type {
  Comparison,
  DemoOptions,
  DemoStudy,
  FolderLayout,
  IntervalReport,
  MeasureOptions,
  RunOptions,
  StudyFolders,
} from "@pgt/core";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";

/** `RunOptions` and what the command alone offers. */
export type CommandRunOptions = RunOptions & { readonly layout?: FolderLayout; readonly jobs?: number };

/** What the command needs of the library: `door.ts` takes it from `@pgt/core`, tests from small fakes. */
export interface Door {
  comparePaths(reference: string, prediction: string, options: CommandRunOptions): Promise<Comparison>;
  compareVolumes(
    reference: LabelVolume,
    prediction: LabelVolume,
    options: MeasureOptions,
  ): Promise<readonly ScoreRow[]>;
  interval(study: StudyFolders, options: CommandRunOptions): Promise<IntervalReport>;
  writeDemoStudy(folder: string, options: DemoOptions): Promise<DemoStudy>;
}
