import type { Boundary } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Layer, LayerSide, Target } from "./layers.ts";
import type { Memory } from "./memory.ts";
import type { SurfaceCache } from "./surface-cache.ts";
import { findSurfaces, type SurfaceList, type SurfaceSet, surfaceOf, TooManyElements } from "./surfaces.ts";

/** Surface elements of one volume that are held at once: 13 bytes each at the peak. */
const ELEMENTS_AT_ONCE = 48_000_000;

/** The surfaces of a target in both volumes. */
export interface SurfacePair {
  readonly target: Target;
  readonly reference: SurfaceList;
  readonly prediction: SurfaceList;
}

/**
 * Finds the surfaces of every target in both volumes and visits them. One scan a volume serves all targets; only if
 * their elements do not fit into memory are they taken in several batches.
 */
export function eachSurfaceBatch(
  kernels: Kernels,
  memory: Memory,
  cache: SurfaceCache,
  grid: Grid,
  boundary: Boundary,
  layer: Layer,
  visit: (batch: readonly SurfacePair[]) => void,
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
      visit(
        targets.map((target) => ({
          target,
          reference: surfaceOf(reference, target.reference),
          prediction: surfaceOf(prediction, target.prediction),
        })),
      );
    } catch (error) {
      if (!(error instanceof TooManyElements)) throw error;
      const half = Math.ceil(targets.length / 2);
      run(targets.slice(0, half));
      run(targets.slice(half));
    }
  };
  run(layer.targets);
}
