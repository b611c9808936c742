import type {
  Boundary,
  Convention,
  ConventionId,
  EmptiesPolicy,
  LabelVolume,
  PercentileMethod,
  ScoreRow,
} from "@pgt/metrics";
import type { Bound, Placement, SummaryRow, Warning } from "@pgt/stats";
import type { CaseFailure, PairProgress } from "@pgt/study";

/** A label map on disk, or one already in memory. */
export type MaskInput = string | LabelVolume;

export interface MeasureOptions {
  /** As on the command line: `["dice", "nsd@2", "hd95"]`. Default: `defaultMetrics`. */
  readonly metrics?: readonly string[];
  /**
   * Label ids, or the path of an nnU-Net `dataset.json` (names, regions, ignore label).
   * Default: every label found in any mask, 0 excepted. A label asked for and absent still gets its rows.
   */
  readonly labels?: readonly number[] | string;
  /** Preset that sets the next three; each of them given by itself overrides it. Default `pgt`. */
  readonly convention?: ConventionId;
  readonly boundary?: Boundary;
  readonly percentile?: PercentileMethod;
  readonly empties?: EmptiesPolicy;
  /**
   * What a summary puts in place of a distance that is undefined because the prediction missed the structure:
   * the image diagonal (default), a value in mm, or nothing (the case is left out of the mean, and counted).
   */
  readonly worstCase?: "diagonal" | "none" | number;
}

/** What was measured and how: stands in every result. */
export interface Settings {
  readonly convention: Convention;
  readonly metrics: readonly string[];
  readonly labels: readonly number[] | null;
  readonly worstCase: "diagonal" | "none" | number;
}

export interface Comparison {
  readonly settings: Settings;
  readonly rows: readonly ScoreRow[];
  readonly summary: readonly SummaryRow[];
  /** Cases without values, each named; the others are complete. */
  readonly failures: readonly CaseFailure[];
  /** Oddities that did not prevent a value, one sentence each. */
  readonly warnings: readonly string[];
}

export interface RunOptions extends MeasureOptions {
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

/** Folders of one study: entity id -> folder (or a single file for a study of one case). */
export interface StudyFolders {
  readonly raters: Readonly<Record<string, string>>;
  /** A second annotation by a rater of the same id: its session 2. */
  readonly repeats?: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, string>>;
}

/** Where the Peak Ground Truth of a study lies, and its models on it. */
export interface IntervalReport {
  readonly settings: Settings;
  /** The score table: every comparison, label and metric. */
  readonly rows: readonly ScoreRow[];
  /** One per label and metric. */
  readonly bounds: readonly Bound[];
  readonly models: readonly Placement[];
  readonly warnings: readonly Warning[];
  /** Oddities of files that did not prevent a value, and cases that an entity lacks, one sentence each. */
  readonly notes: readonly string[];
  readonly failures: readonly CaseFailure[];
}
