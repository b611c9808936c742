import type { Vector3 } from "@pgt/browser";
import type { Steps } from "./steps-between.ts";

/** Distance in voxels that counts as on the grid, so that rounded headers blur nothing. */
const onVoxel = 0.02;

/**
 * Interpolates an image on another grid along its three axes.
 *
 * @param read the value of a voxel, by its place among the voxels of the image.
 * @param steps from the voxels of the grid to those of the image.
 * @returns NaN outside of the image.
 */
export function sampleImage(
  read: (voxel: number) => number,
  [nx, ny, nz]: Vector3,
  shape: Vector3,
  { first, columns: [u, v, w] }: Steps,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  const line = (from: number, next: number, b: number, f: number) =>
    f === 0 ? read(from + b) : read(from + b) * (1 - f) + read(from + b + next) * f;
  let i = 0;
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      const x0 = first[0] + y * v[0] + z * w[0];
      const y0 = first[1] + y * v[1] + z * w[1];
      const z0 = first[2] + y * v[2] + z * w[2];
      for (let x = 0; x < shape[0]; x++, i++) {
        const a = place(x0 + x * u[0], nx);
        const b = place(y0 + x * u[1], ny);
        const c = place(z0 + x * u[2], nz);
        if (a < 0 || b < 0 || c < 0) {
          values[i] = Number.NaN;
          continue;
        }
        const [fa, fb, fc] = [a % 1, b % 1, c % 1];
        const from = a - fa + nx * (b - fb + ny * (c - fc));
        let value = line(from, 1, 0, fa);
        if (fb > 0) value += (line(from, 1, nx, fa) - value) * fb;
        if (fc > 0) {
          const plane = nx * ny;
          let behind = line(from, 1, plane, fa);
          if (fb > 0) behind += (line(from, 1, plane + nx, fa) - behind) * fb;
          value += (behind - value) * fc;
        }
        values[i] = value;
      }
    }
  }
  return values;
}

/** Position between the centres of the axis's first and last voxel; -1 outside of the image. */
function place(at: number, size: number): number {
  if (!(at >= -0.5 - onVoxel && at <= size - 0.5 + onVoxel)) return -1;
  const nearest = Math.round(at);
  const inside = Math.abs(at - nearest) < onVoxel ? nearest : at;
  return Math.max(0, Math.min(size - 1, inside));
}
