import type {
  Boundary,
  Convention,
  ConventionId,
  EmptiesPolicy,
  LabelVolume,
  MaskRow,
  PercentileMethod,
  ScoreRow,
  Vector3,
} from "@pgt/metrics";
import type { Bound, Placement, SummaryRow, Warning } from "@pgt/stats";
import type { CaseFailure, EntityRole, FolderLayout, PairProgress } from "@pgt/study";
import type { RaterAgreement } from "./study/rater-agreement.ts";
import type { WorkPlan } from "./workers/work-plan.ts";

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
  /** Size of every structure in every mask. */
  readonly masks: readonly MaskRow[];
  readonly summary: readonly SummaryRow[];
  /** Cases without values, each named; the others are complete. */
  readonly failures: readonly CaseFailure[];
  /** Oddities that did not prevent a value, one sentence each. */
  readonly warnings: readonly string[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}

export interface RunOptions extends MeasureOptions {
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
  /** Worker threads: over cases, and over the labels of large cases. Default: all cores. Results do not depend on it. */
  readonly jobs?: number;
  /** Memory that the masks and surfaces of all workers may take together. Default: half of the machine's. */
  readonly maxMemoryBytes?: number;
  /** Is told, before anything is read, how the work is divided. */
  readonly onPlan?: (plan: WorkPlan) => void;
}

/** Folders of one study: entity id -> folder (or a single file for a study of one case). */
export interface StudyFolders {
  readonly raters: Readonly<Record<string, string>>;
  /** A second annotation by a rater of the same id: its session 2. */
  readonly repeats?: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, string>>;
}

/** Where the results of a run are written. */
export interface OutputOptions {
  /**
   * Folder for rows.csv, rows.parquet, masks.csv, the tables of results, and run.json, written when the run is
   * complete. A run that was stopped goes on where it was if it is started again with the same settings.
   */
  readonly out?: string;
  /** Start anew in a folder that holds a run. */
  readonly fresh?: boolean;
}

/** What `interval` takes besides `RunOptions`. */
export interface IntervalOptions extends RunOptions, OutputOptions {
  /** How masks lie in the folders of a study given by folders. */
  readonly layout?: FolderLayout;
  /** Also report how raters agree on voxels, volumes and presence: the masks of the raters are read once more. */
  readonly agreement?: boolean;
  /** Of a score table: the entities that annotate. Default: by its run.json, else by the table. */
  readonly raters?: readonly string[];
  /** Of a score table: the entities to be placed. Default: all that are no raters. */
  readonly models?: readonly string[];
}

/** A set of masks of a study. */
export interface StudyMember {
  readonly id: string;
  readonly role: EntityRole;
  readonly session: number;
  /** Folder or pattern of its masks; empty where only scores are known. */
  readonly masks: string;
}

export interface StudyCase {
  readonly case: string;
  /** Diagonal of the image: what a summary takes for a missed structure; null if not known. */
  readonly diagonalMm: number | null;
  readonly spacingMm: Vector3 | null;
  /** Its patient, where the manifest says so. */
  readonly cluster?: string;
}

/** Where the Peak Ground Truth of a study lies, and its models on it. */
export interface IntervalReport {
  readonly name?: string;
  readonly settings: Settings;
  readonly seed: number;
  /** As given: folders, or the path of a manifest or score table. */
  readonly study: StudyFolders | string;
  readonly entities: readonly StudyMember[];
  readonly cases: readonly StudyCase[];
  /** Entity -> the entities whose masks it was made from. */
  readonly derivedFrom?: Readonly<Record<string, readonly string[]>>;
  /** The score table: every comparison, label and metric. */
  readonly rows: readonly ScoreRow[];
  /** Size of every structure in every mask; empty where only scores are known. */
  readonly masks: readonly MaskRow[];
  /** One per label and metric. */
  readonly bounds: readonly Bound[];
  readonly models: readonly Placement[];
  readonly warnings: readonly Warning[];
  /** Present if asked for. */
  readonly agreement?: RaterAgreement;
  /** Oddities of files that did not prevent a value, and cases that an entity lacks, one sentence each. */
  readonly notes: readonly string[];
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
