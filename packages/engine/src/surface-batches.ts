import type { Boundary } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Layer, Target } from "./layers.ts";
import type { Memory } from "./memory.ts";
import { findSurfaces, type SurfaceList, TooManyElements } from "./surfaces.ts";

/** Surface elements of one volume that are held at once: 13 bytes each at the peak. */
const ELEMENTS_AT_ONCE = 48_000_000;

const EMPTY: SurfaceList = { count: 0, indices: 0, codes: 0 };

/**
 * Finds the surfaces of every target in both volumes and visits them one target at a time. One scan a volume
 * serves all targets; only if their elements do not fit into memory are they taken in smaller batches.
 */
export function eachSurfacePair(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  boundary: Boundary,
  layer: Layer,
  mark: number | null,
  visit: (target: Target, reference: SurfaceList, prediction: SurfaceList) => void,
): void {
  const { pair } = layer;
  const find = (side: "reference" | "prediction", targets: readonly Target[]) => {
    const volume = pair[side];
    const input = {
      pointer: volume.pointer,
      type: pair.type,
      mark,
      wanted: targets.map((target) => target[side]).filter((label) => label !== null),
      labels: Math.max(volume.ids.length, pair.mark + 1),
    };
    return findSurfaces(
      kernels,
      memory,
      grid,
      boundary,
      input,
      targets.length > 1 ? ELEMENTS_AT_ONCE : Infinity,
    );
  };
  const run = (targets: readonly Target[]): void => {
    if (targets.length === 0) return;
    try {
      memory.scoped(() => {
        const reference = find("reference", targets);
        const prediction = find("prediction", targets);
        for (const target of targets) {
          visit(
            target,
            target.reference === null ? EMPTY : reference(target.reference),
            target.prediction === null ? EMPTY : prediction(target.prediction),
          );
        }
      });
    } catch (error) {
      if (!(error instanceof TooManyElements)) throw error;
      const half = Math.ceil(targets.length / 2);
      run(targets.slice(0, half));
      run(targets.slice(half));
    }
  };
  run(layer.targets);
}
