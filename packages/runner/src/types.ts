import type {
  Boundary,
  Convention,
  ConventionId,
  EmptiesPolicy,
  LabelVolume,
  OptionKeys,
  PercentileMethod,
} from "@pgt/metrics";
import type { PairProgress } from "@pgt/study";
import type { WorkPlan } from "./workers/work-plan-type.ts";

/** A label map on disk, or one already in memory. */
export type MaskInput = string | LabelVolume;

/** Labels to measure: ids, ids with names, or a dataset.json. */
export type LabelChoice = readonly number[] | Readonly<Record<number, string>> | string;

export interface MeasureOptions {
  /** Metrics as on the command line: `["dice", "nsd@2", "hd95"]`. Default: `defaultMetrics`. */
  readonly metrics?: readonly string[];
  /**
   * Label ids; ids with their names (`{ 1: "kidney" }`); or the path of an nnU-Net `dataset.json` (names, regions, ignore
   * label). Default: every label found in any mask, 0 excepted. A label asked for and absent still gets its rows.
   */
  readonly labels?: LabelChoice;
  /** Preset that sets the next three; each of them given by itself overrides it. Default `pgt`. */
  readonly convention?: ConventionId;
  readonly boundary?: Boundary;
  readonly percentile?: PercentileMethod;
  readonly empties?: EmptiesPolicy;
  /**
   * Value that a summary puts in place of a distance that is undefined because the prediction missed the structure:
   * the image diagonal (default), a value in mm, or nothing (the case is left out of the mean, and counted).
   */
  readonly worstCase?: "diagonal" | "none" | number;
}

export const measureOptionKeys: OptionKeys<MeasureOptions> = {
  metrics: true,
  labels: true,
  convention: true,
  boundary: true,
  percentile: true,
  empties: true,
  worstCase: true,
};

/** Settings of what was measured and how: they stand in every result. */
export interface Settings {
  readonly convention: Convention;
  readonly metrics: readonly string[];
  readonly labels: readonly number[] | null;
  readonly worstCase: "diagonal" | "none" | number;
}

export interface RunOptions extends MeasureOptions {
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
  /**
   * Worker threads: over cases, and over the labels of large cases. Default: all cores. Results do not depend on it.
   */
  readonly jobs?: number;
  /**
   * Memory that the masks and surfaces of all workers may take together. Default: half of the machine's. A case that
   * alone takes more than is given is not compared, and named with what it takes.
   */
  readonly maxMemoryBytes?: number;
  /** Is told, before anything is read, how the work is divided. */
  readonly onPlan?: (plan: WorkPlan) => void;
}

export const runOptionKeys: OptionKeys<RunOptions> = {
  ...measureOptionKeys,
  onProgress: true,
  signal: true,
  jobs: true,
  maxMemoryBytes: true,
  onPlan: true,
};

/** Folder that the results of a run are written to. */
export interface OutputOptions {
  /**
   * Folder for rows.csv, rows.parquet, masks.csv, the tables of results, and run.json, written when the run is
   * complete. A run that was stopped goes on where it was if it is started again with the same settings.
   */
  readonly out?: string;
  /** Start anew in a folder that holds a run. */
  readonly fresh?: boolean;
}

export const outputOptionKeys: OptionKeys<OutputOptions> = {
  out: true,
  fresh: true,
};
