import type { Random, Vector3 } from "@pgt/metrics";
import { type Box, smoothField } from "./smooth-field.ts";

/** One connected structure of a simulated case. */
export interface Body {
  readonly label: number;
  readonly box: Box;
  /** Signed distance to the true boundary in mm, positive inside, for the voxels of the box. */
  readonly distanceMm: Float64Array;
  /** Correlation length of the boundary noise. */
  readonly correlationMm: number;
  /** False for a place where nothing is, but where a model may see something. */
  readonly exists: boolean;
}

export interface Grid {
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
}

export interface Blob {
  readonly centreMm: Vector3;
  /** Half the extent along each axis, before it is deformed. */
  readonly halfSizeMm: Vector3;
  /** About the signed distance in mm, positive inside, of a point given relative to the centre. */
  readonly profileMm: (x: number, y: number, z: number) => number;
  /** Sd and correlation length of the smooth deformation that makes each case its own. */
  readonly deformation: { readonly sdMm: number; readonly correlationMm: number };
}

/** Room around a body for its deformation and for the errors of annotators. */
const marginMm = 7;

/**
 * Samples a blob. Its level function f (profile plus smooth field) becomes a signed distance to first order as
 * f / |grad f|: exact on the boundary, and within 1 % of the distance as far away as annotators err.
 */
export function sampleBlob(blob: Blob, grid: Grid, random: Random): { box: Box; distanceMm: Float64Array } {
  const box = boxAround(blob, grid);
  const { size, origin } = box;
  const { spacingMm } = grid;
  const { sdMm, correlationMm } = blob.deformation;
  const level = smoothField({ size, spacingMm, correlationMm, random });
  for (let z = 0, i = 0; z < size[2]; z++) {
    const zMm = (z + origin[2] + 0.5) * spacingMm[2] - blob.centreMm[2];
    for (let y = 0; y < size[1]; y++) {
      const yMm = (y + origin[1] + 0.5) * spacingMm[1] - blob.centreMm[1];
      for (let x = 0; x < size[0]; x++, i++) {
        const xMm = (x + origin[0] + 0.5) * spacingMm[0] - blob.centreMm[0];
        level[i] = sdMm * level[i] + blob.profileMm(xMm, yMm, zMm);
      }
    }
  }
  return { box, distanceMm: toDistance(level, size, spacingMm) };
}

/**
 * Signed distance to an ellipsoid to first order, exact for a sphere: (1 - k) / |grad k| with k = 1 on its
 * surface and k growing linearly outwards from its centre.
 */
export function ellipsoidProfile(semiAxesMm: Vector3): Blob["profileMm"] {
  const [a, b, c] = semiAxesMm;
  const smallest = Math.min(a, b, c);
  return (x, y, z) => {
    const k = Math.sqrt((x / a) * (x / a) + (y / b) * (y / b) + (z / c) * (z / c));
    if (k < 1e-9) return smallest;
    const [gx, gy, gz] = [x / (a * a), y / (b * b), z / (c * c)];
    return (k * (1 - k)) / Math.sqrt(gx * gx + gy * gy + gz * gz);
  };
}

/** Keeps one voxel free at every side of the grid. */
function boxAround({ centreMm, halfSizeMm }: Blob, { shape, spacingMm }: Grid): Box {
  const low = (axis: number) =>
    Math.max(1, Math.floor((centreMm[axis] - halfSizeMm[axis] - marginMm) / spacingMm[axis]));
  const high = (axis: number) =>
    Math.min(shape[axis] - 1, Math.ceil((centreMm[axis] + halfSizeMm[axis] + marginMm) / spacingMm[axis]));
  const origin = [low(0), low(1), low(2)] as const;
  return { origin, size: [high(0) - origin[0], high(1) - origin[1], high(2) - origin[2]] };
}

function toDistance(level: Float64Array, size: Vector3, spacingMm: Vector3): Float64Array {
  const [nx, ny, nz] = size;
  const distance = new Float64Array(level.length);
  const slope = (i: number, place: number, n: number, stride: number, stepMm: number) => {
    const before = place > 0 ? 1 : 0;
    const after = place < n - 1 ? 1 : 0;
    return (level[i + after * stride] - level[i - before * stride]) / ((before + after) * stepMm);
  };
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        const gx = slope(i, x, nx, 1, spacingMm[0]);
        const gy = slope(i, y, ny, nx, spacingMm[1]);
        const gz = slope(i, z, nz, nx * ny, spacingMm[2]);
        distance[i] = level[i] / Math.max(0.5, Math.sqrt(gx * gx + gy * gy + gz * gz));
      }
    }
  }
  return distance;
}
