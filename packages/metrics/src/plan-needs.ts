import type { MetricParameter, MetricRequest, Need } from "./metric.ts";

/** Measurements that some metrics need. Numbers ascend, each once. */
export interface MeasurementPlan {
  /** `counts` always, since they tell which mask is empty. */
  readonly needs: ReadonlySet<Need>;
  readonly tolerancesMm: number[];
  /** Percentiles without 100, the maximum, which every surface measurement holds. */
  readonly percentiles: number[];
  readonly bandDepthsVoxels: number[];
}

export function planNeeds(requests: readonly MetricRequest[]): MeasurementPlan {
  return {
    needs: new Set<Need>(["counts", ...requests.map(({ definition }) => definition.needs)]),
    tolerancesMm: parametersNamed("tolerance", requests),
    percentiles: parametersNamed("percentile", requests).filter((percentile) => percentile !== 100),
    bandDepthsVoxels: parametersNamed("depth", requests),
  };
}

function parametersNamed(name: MetricParameter["name"], requests: readonly MetricRequest[]): number[] {
  const asking = requests.filter(({ definition }) => definition.parameter?.name === name);
  return [...new Set(asking.map(({ parameter }) => parameter))].sort((p, q) => p - q);
}
