import type { Counts, Vector3 } from "@pgt/metrics";
import { forEachVoxel, type Mask } from "./mask.ts";
import { borderVoxels } from "./surface.ts";

export function countVoxels(reference: Mask, prediction: Mask): Counts {
  const n = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  forEachVoxel(reference.shape, (x, y, z) => {
    const [a, b] = [reference.at(x, y, z), prediction.at(x, y, z)];
    if (a === "ignored") return;
    if (a === "inside" && b === "inside") n.truePositive++;
    if (a !== "inside" && b === "inside") n.falsePositive++;
    if (a === "inside" && b !== "inside") n.falseNegative++;
    if (a !== "inside" && b !== "inside") n.trueNegative++;
  });
  const [sx, sy, sz] = reference.spacingMm;
  return { ...n, voxelVolumeMm3: sx * sy * sz };
}

/** Mean voxel index times spacing, null for an empty mask. */
export function centroidMm(mask: Mask): Vector3 | null {
  const sum = [0, 0, 0];
  let n = 0;
  forEachVoxel(mask.shape, (...index) => {
    if (mask.at(...index) !== "inside") return;
    n++;
    index.forEach((value, axis) => {
      sum[axis] += value;
    });
  });
  return n === 0 ? null : (sum.map((s, axis) => (s / n) * mask.spacingMm[axis]) as unknown as Vector3);
}

/** Voxels of the mask closer than `depthVoxels` to a voxel of its 6-connected border, distances in voxels. */
export function bandOf(mask: Mask, depthVoxels: number): Set<string> {
  const border = borderVoxels(mask, "border6");
  const band = new Set<string>();
  forEachVoxel(mask.shape, (x, y, z) => {
    if (mask.at(x, y, z) !== "inside") return;
    const near = border.some(([i, j, k]) => Math.hypot(x - i, y - j, z - k) < depthVoxels);
    if (near) band.add(`${x},${y},${z}`);
  });
  return band;
}

export function compareBands(a: ReadonlySet<string>, b: ReadonlySet<string>) {
  const intersection = [...a].filter((voxel) => b.has(voxel)).length;
  return { intersection, union: a.size + b.size - intersection };
}
