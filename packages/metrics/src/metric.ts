import type { Convention, ConventionId, EmptiesPolicy } from "./convention.ts";
import type { Measurement } from "./measurement.ts";
import type { Reason } from "./rows.ts";

/** Measurements that a reduction needs. Nothing else is computed. */
export type Need = "counts" | "centroids" | "surface" | "bands";

/** Answer of a tool where it returns no finite number. */
export type ToolValue = "Infinity" | "NaN" | "error";

/**
 * A value for a pair in which a mask is empty: a number; null (undefined, the reason says why); what a tool
 * returns in place of a number; or `formula`, where the formula needs no special case.
 */
export type EmptyValue = number | null | "formula" | { readonly toolValue: ToolValue };

/** Values by which of the two masks is empty: both, only the reference, only the prediction. */
export interface EmptySituations {
  readonly both: EmptyValue;
  readonly reference: EmptyValue;
  readonly prediction: EmptyValue;
}

export interface EmptyValues extends EmptySituations {
  /** Values for masks that fill the image, used where the formula gives 0/0. Absent: undefined. */
  readonly filled?: EmptySituations;
}

/** The values of one policy; a function where they depend on the metric's parameter. */
export type EmptyRule = EmptyValues | ((parameter: number) => EmptyValues);

export interface MetricParameter {
  readonly name: "tolerance" | "percentile" | "depth" | "beta";
  readonly unit: string;
  /** A value to show in messages and help. */
  readonly example: number;
  /** Absent: the parameter must be given. */
  readonly default?: number;
  readonly minimum: number;
  readonly maximum?: number;
  readonly integer?: boolean;
  /** The value may follow the id directly and does so in keys: `hd95`. */
  readonly suffix?: boolean;
}

/**
 * Law by which a metric follows from the boundary displacement between two annotations, a normal number of mm, where
 * it is small against the structure (docs/methods/noise-model.md, this project's derivation):
 * - `loss-of-mean`: 1 - value is proportional to the mean size of the displacement;
 * - `loss-of-mean-by-union`: the same of 2v/(1 + v);
 * - `mean-size`: the value is proportional to the mean size; `root-mean-square`: to its root mean square;
 * - `percentile-size`: to the percentile of the metric's parameter;
 * - `share-within`: the value is the share of displacements not larger than the metric's parameter in mm.
 */
export type DisplacementLaw =
  | "loss-of-mean"
  | "loss-of-mean-by-union"
  | "mean-size"
  | "root-mean-square"
  | "percentile-size"
  | "share-within";

/** A metric's one home. Help, `explain`, documentation and reports are made from these fields. */
export interface MetricDefinition {
  /** Family, as in docs/methods/metrics.md. */
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: "overlap" | "volume" | "agreement" | "information" | "distance" | "boundary";
  /** Meaning of the metric, in one or two sentences. */
  readonly definition: string;
  readonly needs: Need;
  readonly parameter?: MetricParameter;
  /** The formula as text; the reduction directly below computes exactly this. */
  readonly formula: string;
  /**
   * NaN means 0/0. `parameter` is NaN for metrics without one. Called by `evaluate`, which treats empty masks first.
   */
  readonly reduce: (measurement: Measurement, parameter: number, convention: Convention) => number;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly direction: "higher" | "lower" | "zero";
  /** True if d(A, B) = d(B, A). */
  readonly symmetric: boolean;
  /** Value for two identical, non-empty masks that do not fill the image; null if it depends on the mask. */
  readonly identical: number | null;
  /** Law that the noise model of the PGT interval takes the metric for. Absent: it says nothing of this metric. */
  readonly displacement?: DisplacementLaw;
  /** Values for empty masks, per policy; a policy not listed behaves as `mr`. */
  readonly empties: { readonly mr: EmptyRule } & { readonly [P in EmptiesPolicy]?: EmptyRule };
  /** Reason for the values of `mr`, `strict` and `challenge`. */
  readonly emptiesReason: string;
  readonly citation: string;
  /** Names that the tools of the conventions have for it; a tool that is not listed does not have it. */
  readonly toolNames: { readonly [C in Exclude<ConventionId, "pgt">]?: string };
  /** Reference implementation that this agrees with, with its name for the metric. */
  readonly agreesWith: string;
  /** Differences of other tools; shown by `pgt explain`. */
  readonly differences: readonly string[];
}

/** A metric as asked for: `nsd@2` is the definition of nsd with parameter 2. */
export interface MetricRequest {
  /** Key as written by the user, normalised: `hd95`, `nsd@2`. */
  readonly key: string;
  readonly definition: MetricDefinition;
  /** NaN for metrics without a parameter; the default (100 for `hd`) if none was written. */
  readonly parameter: number;
}

/** A metric's value: finite, or null with a reason. */
export interface MetricValue {
  readonly value: number | null;
  readonly reason: Reason | null;
  readonly toolValue?: ToolValue;
}
