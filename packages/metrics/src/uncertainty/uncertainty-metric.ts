import type { UncertaintyMeasurement } from "./uncertainty-measurement.ts";

/** Input that a metric is made from: a probability map (samples have one, their mean), samples, or raters alone. */
export type UncertaintyNeed = "map" | "samples" | "volume" | "raters";

/** An uncertainty metric's one home. `pgt uncertainty`, `explain`, documentation and reports are made from these fields. */
export interface UncertaintyMetric {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: "uncertainty";
  readonly definition: string;
  readonly needs: UncertaintyNeed;
  /** The formula as text; the reduction directly below computes exactly this. */
  readonly formula: string;
  /** NaN means 0/0. */
  readonly reduce: (measurement: UncertaintyMeasurement) => number;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly direction: "higher" | "lower";
  /** Values where no rater marks the structure, in words. */
  readonly emptiesReason: string;
  readonly citation: string;
  readonly agreesWith: string;
  readonly differences: readonly string[];
}
