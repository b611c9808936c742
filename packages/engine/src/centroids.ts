import type { Measurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { type VoxelReader, voxelBytes } from "./voxel-reader.ts";

/** Centre of mass of label indices of a volume in mm along the image's axes, null if it has no voxel of them. */
export function centroidFinder(
  kernels: Kernels,
  memory: Memory,
  reader: VoxelReader,
  { size: [nx, ny, nz], spacingMm, axes }: Grid,
): (indices: readonly number[]) => NonNullable<Measurement["centroids"]>["referenceMm"] {
  const sums = memory.scoped(() => {
    const pointer = memory.allocateZeroed(reader.labels * 32);
    const plane = memory.allocate(nx * ny * voxelBytes(reader.type));
    for (let z = 0; z < nz; z++) {
      reader.read(z * nx * ny, nx * ny, plane);
      kernels[`sum_coordinates_${reader.type}`](plane, nx, ny, z, pointer);
    }
    return memory.readFloats(pointer, reader.labels * 4);
  });
  return (indices) => {
    const total = [0, 0, 0, 0];
    for (const index of indices) for (let k = 0; k < 4; k++) total[k] += sums[index * 4 + k];
    if (total[0] === 0) return null;
    const centre: [number, number, number] = [0, 0, 0];
    axes.forEach((axis, k) => {
      centre[axis] = (total[k + 1] / total[0]) * spacingMm[k];
    });
    return centre;
  };
}
