import type {
  Comparison,
  DemoOptions,
  DemoStudy,
  Derived,
  DeriveOptions,
  DesignReport,
  DesignStudyOptions,
  DisagreementSlices,
  FolderLayout,
  IntervalOptions,
  IntervalReport,
  MeasureOptions,
  OutputOptions,
  PromptOptions,
  PromptReport,
  QualityOptions,
  QualityReport,
  QualityStudy,
  RankOptions,
  RankReport,
  RunOptions,
  SimulatedStudyOptions,
  SliceRequest,
  StudyFolders,
  TableCheckReport,
  TableCheckSettings,
  WorthOptions,
  WorthReport,
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
  quality(study: QualityStudy, options: QualityOptions): Promise<QualityReport>;
  rank(source: string, options: RankOptions): Promise<RankReport>;
  worth(paths: readonly string[], options: WorthOptions): Promise<WorthReport>;
  checkTables(paths: readonly string[], options: TableCheckSettings): Promise<TableCheckReport>;
  proposeStudy(folder: string, options: { readonly manifest?: string }): Promise<string>;
  disagreementSlices(
    study: StudyFolders | string,
    wanted: readonly SliceRequest[],
    options: MeasureChoice,
  ): Promise<DisagreementSlices>;
  /** Whole or not at all; makes its folder. */
  writeFile(path: string, chunks: Iterable<string>): Promise<void>;
  writeDemoStudy(folder: string, options: DemoOptions): Promise<DemoStudy>;
  simulateDesign(from: string, options: DesignStudyOptions): Promise<DesignReport>;
  writeSimulatedStudy(folder: string, options: SimulatedStudyOptions): Promise<WrittenStudy>;
  derive(options: DeriveOptions): Promise<Derived>;
  prompts(masks: string, options: PromptOptions): Promise<PromptReport>;
}
