import type { Measurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import { type Kernels, Status } from "./kernels.ts";
import type { Target } from "./layers.ts";
import type { LoadedPair } from "./load.ts";
import { type Memory, OutOfMemory } from "./memory.ts";
import type { SurfaceList } from "./surfaces.ts";

/** Overlap of the boundary bands of one structure in both volumes, by depth in voxels. */
export function measureBands(
  kernels: Kernels,
  memory: Memory,
  { size: [nx, ny] }: Grid,
  pair: LoadedPair,
  target: Target,
  borders: { readonly reference: SurfaceList; readonly prediction: SurfaceList },
  depthsVoxels: readonly number[],
): NonNullable<Measurement["bands"]> {
  const { reference, prediction } = borders;
  if (reference.count + prediction.count === 0) {
    return new Map(depthsVoxels.map((depth) => [depth, { intersection: 0, union: 0 }]));
  }
  return memory.scoped(() => {
    const result = memory.allocate(16);
    return new Map(
      depthsVoxels.map((depth) => {
        const status = kernels[`band_overlap_${pair.type}`](
          pair.reference.pointer,
          target.reference ?? 0,
          reference.indices,
          reference.count,
          pair.prediction.pointer,
          target.prediction ?? 0,
          prediction.indices,
          prediction.count,
          nx,
          ny,
          depth,
          result,
        );
        if (status !== Status.ok) throw new OutOfMemory((reference.count + prediction.count) * 8);
        const [intersection, union] = memory.readFloats(result, 2);
        return [depth, { intersection: intersection!, union: union! }];
      }),
    );
  });
}
