import type { Boundary, PercentileMethod } from "@pgt/metrics";
import type { OracleRequest } from "./measure.ts";

export const boundaries: readonly Boundary[] = ["surfel", "border6", "border18", "border26"];
export const percentileMethods: readonly PercentileMethod[] = ["inverse-ecdf", "linear", "pooled-linear"];

/** Everything there is to measure; tolerances that no distance between grid points equals. */
export function everything(changes: Partial<OracleRequest> = {}): OracleRequest {
  return {
    labels: null,
    needs: new Set(["counts", "centroids", "surface", "bands"]),
    boundary: "surfel",
    percentileMethod: "inverse-ecdf",
    percentiles: [0, 37.5, 50, 95, 100],
    tolerancesMm: [0.12345678, 1.0987654, Math.PI],
    toleranceSlack: 1e-6,
    bandDepthsVoxels: [1, 2, 3],
    ...changes,
  };
}
