import type { Vector3 } from "@pgt/metrics";
import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";
import { DistanceBox } from "./distance-box.ts";

/** Voxels as far away as the distance itself are within it, whatever the rounding of a float32 spacing. */
export const SLACK = 1e-6;
/** Rows of a ball's box (5 mm at 0.15 mm a voxel) beyond which a distance transform takes less time. */
const ROWS_AT_MOST = 2 ** 12;

/** Planes of a structure in a bitmap of rows of `stride` bytes, and the box that its dilation is counted in. */
export interface MarkedPlanes {
  readonly bits: number;
  readonly planes: number;
  /** Plane of the box that is the first of these. */
  readonly firstZ: number;
  readonly size: Vector3;
  readonly stride: number;
}

/** Counts the voxels of a box whose centre lies within a distance of that of a marked voxel. */
export function countDilated(
  kernels: Kernels,
  memory: Memory,
  { bits, planes, firstZ, size, stride }: MarkedPlanes,
  spacingMm: Vector3,
  distanceMm: number,
): number {
  const [width, height, depth] = size;
  const radiusMm = distanceMm * (1 + SLACK);
  const reach = clippedReach(size, spacingMm, radiusMm);
  if (isBeyondBalls(reach)) {
    const box = new DistanceBox(size, spacingMm);
    for (let z = 0; z < planes; z++) {
      box.setPlane(firstZ + z, memory.readBytes(bits + z * stride * height, stride * height), stride);
    }
    return box.count(radiusMm);
  }
  return memory.scoped(() => {
    const ball = ballRows(spacingMm, radiusMm, reach);
    const rows = memory.allocate(ball.byteLength);
    memory.writeBytes(rows, new Uint8Array(ball.buffer));
    const scratch = memory.allocate(2 * stride);
    const dilated = memory.allocateZeroed(stride * height * depth);
    const { length } = ball;
    kernels.dilate_bits(
      bits,
      planes,
      firstZ,
      width,
      height,
      depth,
      rows,
      length / 3,
      dilated,
      stride,
      scratch,
    );
    return kernels.count_bits(dilated, stride * height * depth) >>> 0;
  });
}

/** Voxels along each axis that a distance spans within a box. */
export function clippedReach(size: Vector3, spacingMm: Vector3, radiusMm: number): readonly number[] {
  return spacingMm.map((spacing, axis) => Math.min(size[axis] - 1, Math.floor(radiusMm / spacing)));
}

/** Tells if a distance transform takes less time than a ball of this reach. */
export function isBeyondBalls([, y, z]: readonly number[]): boolean {
  return (2 * y + 1) * (2 * z + 1) > ROWS_AT_MOST;
}

/**
 * Rows of a ball of this radius, within so many voxels along each axis: [dy, dz, longest dx] each; by the direction that they
 * lie in, then by their length, as kernels take them.
 */
export function ballRows(
  [sx, sy, sz]: Vector3,
  radiusMm: number,
  [reachX, reachY, reachZ]: readonly number[] = [sx, sy, sz].map((spacing) => Math.floor(radiusMm / spacing)),
): Int32Array {
  const rows: (readonly [dy: number, dz: number, dx: number])[] = [];
  for (let dz = -reachZ; dz <= reachZ; dz++) {
    for (let dy = -reachY; dy <= reachY; dy++) {
      const rest = radiusMm ** 2 - (dy * sy) ** 2 - (dz * sz) ** 2;
      if (rest >= 0) rows.push([dy, dz, Math.min(reachX, Math.floor(Math.sqrt(rest) / sx))]);
    }
  }
  const direction = ([dy, dz]: (typeof rows)[number]) => 3 * Math.sign(dz) + Math.sign(dy);
  return Int32Array.from(rows.sort((a, b) => direction(a) - direction(b) || a[2] - b[2]).flat());
}
