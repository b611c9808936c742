import type { Note, OptionKeys } from "@pgt/metrics";
import type {
  AggregationOrder,
  MetricAgreement,
  MissingPolicy,
  Ranking,
  ReferenceDependence,
} from "@pgt/stats";
import type { TableShape } from "../score-table/shaped-table.ts";

export interface RankOptions extends TableShape {
  /** Metrics and labels to take from a score table. Default: all. */
  readonly metrics?: readonly string[];
  readonly labels?: readonly number[];
  /** Entities that are ranked. Default: by the run.json beside the table, else by its columns. */
  readonly algorithms?: readonly string[];
  /** Whose masks they are compared with. Default: as above. */
  readonly references?: readonly string[];
  /** Default `mean-then-rank`. */
  readonly method?: AggregationOrder;
  /** Default `worst`; a number only where one metric is ranked. */
  readonly missing?: MissingPolicy;
  /** Direction of challengeR's long table, which does not tell if larger or smaller values are better. */
  readonly better?: "higher" | "lower";
  /** Resamples of the cases, default 1000. */
  readonly replicates?: number;
  readonly seed?: number;
  /** File to write the ranked values to as challengeR's long table. */
  readonly challenger?: string;
  /** Folder for the tables and run.json. */
  readonly out?: string;
  /** Start anew in a folder that holds a run. */
  readonly fresh?: boolean;
}

export const rankOptionKeys: OptionKeys<RankOptions> = {
  metrics: true,
  labels: true,
  algorithms: true,
  references: true,
  method: true,
  missing: true,
  better: true,
  replicates: true,
  seed: true,
  challenger: true,
  out: true,
  fresh: true,
  columns: true,
  scale: true,
};

/**
 * A case that no algorithm is ranked on against this reference: nothing of the label is in the reference, or nobody
 * has a value. It may be ranked against another one.
 */
export interface LeftOutCase {
  readonly case: string;
  readonly reference: string;
  readonly reason: string;
}

/** An algorithm without a value on a case that it is ranked on. */
export interface MissingValue {
  readonly algorithm: string;
  readonly case: string;
  readonly reference: string;
  /** A reason of the score table; `NO_ROW` if the table has no such row. */
  readonly reason: string;
}

/** One ranking: a metric of a label, or a task of a challenge. */
export interface RankedTask {
  /** Null: all labels together, their mean per case. */
  readonly label: number | null;
  /** Name of the label, or of the task of a challenge. */
  readonly name: string;
  /** Null for a challenge, whose table does not tell. */
  readonly metric: string | null;
  readonly unit: string;
  readonly direction: "higher" | "lower";
  /** Several: a case counts by its mean over them. */
  readonly references: readonly string[];
  /** Cases that are ranked. */
  readonly cases: readonly string[];
  readonly ranking: Ranking;
  /** Rankings against each reference alone; null for a single reference. A derivation of this project. */
  readonly byReference: ReferenceDependence | null;
  readonly leftOut: readonly LeftOutCase[];
  readonly missing: readonly MissingValue[];
  /** The result in sentences. */
  readonly answer: readonly string[];
}

export interface LabelMetricAgreement extends MetricAgreement {
  /** Null: all labels together. */
  readonly label: number | null;
  readonly name: string;
  readonly answer: readonly string[];
}

export interface RankReport {
  readonly source: string;
  readonly settings: {
    readonly method: AggregationOrder;
    readonly missing: MissingPolicy;
    readonly better: "higher" | "lower" | null;
    readonly replicates: number;
    readonly seed: number;
    readonly alpha: number;
    readonly metrics: readonly string[];
    readonly labels: readonly number[] | null;
  };
  readonly algorithms: readonly string[];
  readonly references: readonly string[];
  /**
   * Entities and references of a ranking, and the reason for these. Null for a table of a challenge, which names its
   * algorithms.
   */
  readonly basis: string | null;
  /** All labels together first, if there are several; within a label in order of the metrics. */
  readonly tasks: readonly RankedTask[];
  /** One per label with at least two metrics. */
  readonly agreement: readonly LabelMetricAgreement[];
  readonly notes: readonly Note[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
