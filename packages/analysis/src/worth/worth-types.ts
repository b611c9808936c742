import type { Note, OptionKeys } from "@pgt/metrics";
import type { BaseBounds, TableFinding, TableScale, WorthCell, WorthStudy } from "@pgt/stats";
import type { WorthTableKind } from "./worth-columns.ts";

export interface TableCheckSettings {
  /** The task that holds the quality of the labels. Default `label quality`. */
  readonly qualityTask?: string;
  /** Versions in the order in which quality should rise, such as a model in growing sizes. */
  readonly order?: readonly string[];
}

export const tableCheckOptionKeys: OptionKeys<TableCheckSettings> = {
  qualityTask: true,
  order: true,
};

/** Differences are in points (hundredths) for metrics from 0 to 1, else in the unit of the metric. */
export interface WorthOptions extends TableCheckSettings {
  /** The version that stands for doing nothing. Default: one without quality whose name says so (`no pretrain`). */
  readonly baseline?: string;
  /**
   * The labels that quality is measured against: results are also given with them as of perfect quality.
   * Default: a version without quality named `base`, `original` or `reference`.
   */
  readonly referenceVersion?: string;
  /** Versions that are taken out of everything, and listed. */
  readonly leaveOut?: readonly string[];
  /** The improvement of quality that is asked about. Default: from the version of middle quality to the best. */
  readonly gapPoints?: number;
  /** Smallest gain that matters. Without it nothing is shown to be worth it. */
  readonly relevantGainPoints?: number;
  readonly minutesPerMask?: number;
  /** Structures to be drawn, over all cases. Default: counted, where a table of cases tells. */
  readonly masks?: number;
  /** Money per hour. */
  readonly rate?: number;
  /** Share of the masks that a review looks at, from 0 to 1. */
  readonly reviewShare?: number;
  readonly reviewMinutes?: number;
  /** Scale of all tables; default: told by their values. */
  readonly scale?: TableScale;
  /**
   * Agreement of the raters of the reference labels, as fractions for metrics from 0 to 1; or the folder of a run of
   * `interval` on them, whose mean over labels is taken.
   */
  readonly baseBounds?: readonly BaseBounds[] | string;
  readonly seed?: number;
  readonly replicates?: number;
  /** Folder for the tables and run.json. */
  readonly out?: string;
  readonly fresh?: boolean;
}

export const worthOptionKeys: OptionKeys<WorthOptions> = {
  ...tableCheckOptionKeys,
  baseline: true,
  referenceVersion: true,
  leaveOut: true,
  gapPoints: true,
  relevantGainPoints: true,
  minutesPerMask: true,
  masks: true,
  rate: true,
  reviewShare: true,
  reviewMinutes: true,
  scale: true,
  baseBounds: true,
  seed: true,
  replicates: true,
  out: true,
  fresh: true,
};

export interface WorthSource {
  readonly file: string;
  readonly kind: WorthTableKind;
  readonly scale: TableScale;
  readonly rows: number;
}

/** A finding, with the file it was found in. */
export type FileFinding = TableFinding & { readonly file: string };

export interface WorthReport extends WorthStudy {
  readonly settings: {
    readonly qualityTask: string;
    readonly baseline: string | null;
    readonly referenceVersion: string | null;
    readonly order: readonly string[] | null;
    readonly leaveOut: readonly string[];
    readonly gapPoints: number | null;
    readonly relevantGainPoints: number | null;
    readonly baseBounds: readonly BaseBounds[];
    readonly seed: number;
    readonly replicates: number;
    readonly level: number;
    /** Treatment of pairs of equal gap in isotonic C(gap). */
    readonly isotonicTies: "primary";
  };
  readonly sources: readonly WorthSource[];
  /** Shares as fractions. */
  readonly cells: readonly Omit<WorthCell, "byCase">[];
  readonly findings: readonly FileFinding[];
  /** Decisions in reading, and what is left out. */
  readonly notes: readonly Note[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}

export interface TableCheckReport {
  readonly settings: { readonly qualityTask: string; readonly order: readonly string[] | null };
  readonly sources: readonly Omit<WorthSource, "scale">[];
  readonly findings: readonly FileFinding[];
  /** Tables that were not looked at. */
  readonly notes: readonly Note[];
}
