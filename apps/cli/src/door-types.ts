import type {
  Comparison,
  DemoOptions,
  DemoStudy,
  DesignReport,
  DesignStudyOptions,
  DisagreementSlices,
  FolderLayout,
  IntervalOptions,
  IntervalReport,
  MeasureOptions,
  OutputOptions,
  RunOptions,
  SimulatedStudyOptions,
  SliceRequest,
  StudyFolders,
  WrittenStudy,
} from "@pgt/core";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";

/** `RunOptions` and what the command alone offers. */
export type CommandRunOptions = RunOptions & { readonly layout?: FolderLayout };

/** How the labels of a report's masks are read. */
export type MeasureChoice = Pick<MeasureOptions, "metrics" | "labels">;

/** What the command needs of the library: `door.ts` takes it from `@pgt/core`, tests from small fakes. */
export interface Door {
  comparePaths(
    reference: string,
    prediction: string,
    options: CommandRunOptions & OutputOptions,
  ): Promise<Comparison>;
  compareVolumes(
    reference: LabelVolume,
    prediction: LabelVolume,
    options: MeasureOptions,
  ): Promise<readonly ScoreRow[]>;
  interval(study: StudyFolders | string, options: IntervalOptions): Promise<IntervalReport>;
  proposeStudy(folder: string, options: { readonly manifest?: string }): Promise<string>;
  disagreementSlices(
    study: StudyFolders | string,
    wanted: readonly SliceRequest[],
    options: MeasureChoice,
  ): Promise<DisagreementSlices>;
  writeDemoStudy(folder: string, options: DemoOptions): Promise<DemoStudy>;
  simulateDesign(from: string, options: DesignStudyOptions): Promise<DesignReport>;
  writeSimulatedStudy(folder: string, options: SimulatedStudyOptions): Promise<WrittenStudy>;
}
