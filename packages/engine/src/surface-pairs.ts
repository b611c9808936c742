import type { Boundary } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Layer, LayerSide, Target } from "./layers.ts";
import type { Memory } from "./memory.ts";
import type { SurfaceCache } from "./surface-cache.ts";
import { findSurfaces, type SurfaceList, type SurfaceSet, TooManyElements } from "./surfaces.ts";

/** Surface elements of one volume that are held at once: 13 bytes each at the peak. */
const ELEMENTS_AT_ONCE = 48_000_000;

export interface SurfacePair {
  readonly reference: SurfaceList;
  readonly prediction: SurfaceList;
}

/**
 * Finds the surfaces of every target in both volumes and visits them one target at a time. One scan a volume
 * serves all targets; only if their elements do not fit into memory are they taken in smaller batches.
 */
export function eachSurfacePair(
  kernels: Kernels,
  memory: Memory,
  cache: SurfaceCache,
  grid: Grid,
  boundary: Boundary,
  layer: Layer,
  visit: (target: Target, surfaces: SurfacePair) => void,
): void {
  const find = (name: "reference" | "prediction", targets: readonly Target[]): SurfaceSet => {
    const { reader, volume, present }: LayerSide = layer[name];
    const labels = targets.map((target) => target[name]).filter((label) => label !== null);
    const wanted = present.every((label) => labels.includes(label)) ? null : labels;
    const limit = targets.length > 1 ? ELEMENTS_AT_ONCE : Infinity;
    const scan = () => findSurfaces(kernels, memory, grid, boundary, reader, wanted, limit);
    return volume ? cache.take(volume, boundary, wanted, scan) : scan();
  };
  const run = (targets: readonly Target[]): void => {
    if (targets.length === 0) return;
    try {
      const reference = find("reference", targets);
      const prediction = find("prediction", targets);
      for (const target of targets) {
        visit(target, {
          reference: reference.of(target.reference),
          prediction: prediction.of(target.prediction),
        });
      }
    } catch (error) {
      if (!(error instanceof TooManyElements)) throw error;
      const half = Math.ceil(targets.length / 2);
      run(targets.slice(0, half));
      run(targets.slice(half));
    }
  };
  run(layer.targets);
}
