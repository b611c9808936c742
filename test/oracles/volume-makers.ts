import type { LabelData, LabelVolume, Vector3 } from "@pgt/metrics";
import { forEachVoxel } from "./mask.ts";

/** A volume whose labels are computed voxel by voxel. */
export function volumeFrom(
  shape: Vector3,
  spacingMm: Vector3,
  labelOf: (x: number, y: number, z: number) => number,
  Data: new (length: number) => LabelData = Uint8Array,
): LabelVolume {
  const [nx, ny, nz] = shape;
  const data = new Data(nx * ny * nz);
  forEachVoxel(shape, (x, y, z) => {
    data[x + nx * (y + ny * z)] = labelOf(x, y, z);
  });
  return { data, shape, spacingMm };
}

/** Label 1 in the half-open box [low, high). */
export function inBox(low: Vector3, high: Vector3) {
  return (x: number, y: number, z: number): number =>
    [x, y, z].every((value, axis) => value >= low[axis] && value < high[axis]) ? 1 : 0;
}

/** Label 1 within `radius` voxels of a centre. */
export function inBall(centre: Vector3, radius: number) {
  return (x: number, y: number, z: number): number =>
    Math.hypot(x - centre[0], y - centre[1], z - centre[2]) <= radius ? 1 : 0;
}
