import type { MetricDefinition } from "@pgt/metrics";

/** Traits of a metric that the statistics need; every `MetricRequest` has them. */
export interface MetricTraits {
  /** Key in the score table: `dice`, `nsd@2`. */
  readonly key: string;
  readonly definition: Pick<MetricDefinition, "unit" | "range" | "direction" | "displacement"> &
    Partial<Pick<MetricDefinition, "identical" | "symmetric" | "family">>;
  /** Tolerance or percentile, where the metric has one. */
  readonly parameter?: number;
}

/** True if the metric is a distance in mm, lower better: then a missed structure has a worst case, the image diagonal. */
export function isDistance({ definition }: MetricTraits): boolean {
  return definition.unit === "mm" && definition.direction === "lower";
}

/**
 * The value as agreement is judged by it. Metrics that are best at zero (signed volume error) count by their
 * size: signed values of two raters cancel in a mean.
 */
export function agreementValue(value: number, { definition }: MetricTraits): number {
  return definition.direction === "zero" ? Math.abs(value) : value;
}

/** +1 if a larger value is more alike, -1 if a smaller one is: `sign * value` grows with similarity. */
export function similaritySign({ definition }: MetricTraits): 1 | -1 {
  return definition.direction === "higher" ? 1 : -1;
}

/** Range of `agreementValue`. */
export function agreementRange({ definition }: MetricTraits): readonly [number, number] {
  const [low, high] = definition.range;
  return definition.direction === "zero" ? [0, Math.max(Math.abs(low), Math.abs(high))] : [low, high];
}
