import type { CaseFailure, Comparison, MeasureOptions, RunOptions, Settings, StudyFolders } from "@pgt/core";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";

export type Layout = "auto" | "cases" | "classes";

export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

/** Agreement between annotations: mean over cases, with the intervals of both estimands. */
export interface Bound {
  readonly estimate: number | null;
  /** Interval for these raters: raters fixed, cases random. */
  readonly these: Range;
  /** Interval for raters like these: raters and cases random. Null where it cannot be estimated. */
  readonly like: Range | null;
  /** Cases used, of the study's `expected`. */
  readonly n: number;
  readonly expected: number;
  readonly pairs: number;
}

export interface BoundRow {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly inter: Bound;
  /** Null without repeats. */
  readonly intra: Bound | null;
}

export interface ModelRow {
  readonly model: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly expected: number;
  readonly state: string;
  /** The state in a sentence. */
  readonly text: string;
}

export interface ReportWarning {
  readonly code: string;
  readonly label: number | null;
  readonly metric: string | null;
  readonly message: string;
}

export interface IntervalReport {
  readonly settings: Settings;
  readonly rows: readonly ScoreRow[];
  readonly bounds: readonly BoundRow[];
  readonly models: readonly ModelRow[];
  readonly warnings: readonly ReportWarning[];
  readonly failures: readonly CaseFailure[];
}

export interface DemoStudy {
  readonly folder: string;
  readonly raters: Readonly<Record<string, string>>;
  readonly repeats: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, string>>;
  /** Folder of the true masks. */
  readonly truth: string;
  /** How the study was simulated, in plain text. */
  readonly description: string;
}

export interface DemoOptions {
  readonly seed?: number;
  readonly cases?: number;
  readonly onProgress?: RunOptions["onProgress"];
}

/** `RunOptions` and what the command alone offers. */
export type CommandRunOptions = RunOptions & { readonly layout?: Layout; readonly jobs?: number };

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
