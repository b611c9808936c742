import type { Boundary, SurfaceMeasurement } from "@pgt/metrics";
import { DistanceMeter, type DistanceRequest } from "./distances.ts";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import type { SurfacePair } from "./surface-pairs.ts";
import { elementWeights, latticeSize } from "./surfaces.ts";

/** Distances between surfaces that several threads measure together. Plain data: threads share what is large. */
export interface DistanceTask {
  readonly grid: Grid;
  readonly boundary: Boundary;
  readonly request: DistanceRequest;
  readonly pairs: readonly SurfacePair[];
  /** Place of the first pair that nobody has taken yet. */
  readonly next: Int32Array;
}

/** Measurements by position of their target. */
export type MeasuredSurfaces = ReadonlyMap<number, SurfaceMeasurement>;

/** Another thread that takes part in a task. */
export type DistanceHelper = (task: DistanceTask) => Promise<MeasuredSurfaces>;

/** @param isShared whether other threads take part: needs shared memory. */
export function distanceTask(
  grid: Grid,
  boundary: Boundary,
  { tolerancesMm, toleranceSlack, percentiles, percentileMethod }: DistanceRequest,
  pairs: readonly SurfacePair[],
  isShared: boolean,
): DistanceTask {
  const elements = ({ reference, prediction }: SurfacePair) =>
    reference.indices.length + prediction.indices.length;
  return {
    grid,
    boundary,
    request: { tolerancesMm, toleranceSlack, percentiles, percentileMethod },
    // Large ones first, so that threads end at about the same time.
    pairs: isShared ? [...pairs].sort((a, b) => elements(b) - elements(a)) : pairs,
    next: new Int32Array(isShared ? new SharedArrayBuffer(4) : new ArrayBuffer(4)),
  };
}

/** Takes pairs and measures them until none is left. */
export function workOn(
  { grid, boundary, request, pairs, next }: DistanceTask,
  kernels: Kernels,
  memory: Memory,
): MeasuredSurfaces {
  return memory.scoped(() => {
    const lattice = latticeSize(grid, boundary);
    const weights = elementWeights(grid, boundary);
    const meter = new DistanceMeter(kernels, memory, grid, lattice, weights, request);
    const measured = new Map<number, SurfaceMeasurement>();
    for (;;) {
      const pair = pairs[Atomics.add(next, 0, 1)];
      if (!pair) return measured;
      measured.set(pair.target.position, meter.measure(pair.reference, pair.prediction));
    }
  });
}
