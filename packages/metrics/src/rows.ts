/** Reason why a value is not a number (docs/methods/metrics.md). */
export type Reason =
  | "BOTH_EMPTY"
  | "REF_EMPTY"
  | "PRED_EMPTY"
  | "UNDEFINED_0_0"
  | "NOT_ANNOTATED"
  | "NOT_IN_LABELSET"
  | "NO_REFERENCE"
  | "NO_PREDICTION"
  | "FAILED";

/** One comparison, label and metric: the row of the score table, the same in JSON, ndjson and CSV. */
export interface ScoreRow {
  readonly case: string;
  readonly label: number;
  readonly name: string;
  /** Metric as asked for: `dice`, `nsd@2`, `hd95`. */
  readonly metric: string;
  /** Entity ids; for a plain comparison `reference` and `prediction`. */
  readonly a: string;
  readonly aSession: number;
  readonly b: string;
  readonly bSession: number;
  /** Finite, or null and then `reason` says why. */
  readonly value: number | null;
  readonly unit: string;
  readonly reason: Reason | null;
  /** Answer of the convention's own tool where that is no finite number. Only beside a null value. */
  readonly toolValue?: "Infinity" | "NaN" | "error";
}

/** Column order of the score table. */
export const scoreColumns = [
  "case",
  "label",
  "name",
  "metric",
  "a",
  "aSession",
  "b",
  "bSession",
  "value",
  "unit",
  "reason",
] as const;

/** Size of one structure in one mask: what the noise model and the comparison of volumes start from. */
export interface MaskRow {
  readonly case: string;
  readonly label: number;
  readonly name: string;
  readonly entity: string;
  readonly session: number;
  readonly volumeMl: number;
  /** Area of the boundary by the convention in force; null if no surface was measured. */
  readonly areaMm2: number | null;
}
