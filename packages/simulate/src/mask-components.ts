import type { Vector3 } from "@pgt/metrics";
import type { Box } from "./smooth-field.ts";

/** A connected part of a mask: 26 neighbours, so that parts that touch at a corner are one. */
export interface MaskComponent {
  /** Voxels as index into the box searched. */
  readonly voxels: Int32Array;
  /** Bounding box, in voxels of the box searched. */
  readonly box: Box;
}

/** All connected parts of a mask, largest first. */
export function maskComponents(inside: Uint8Array, size: Vector3): MaskComponent[] {
  const left = Uint8Array.from(inside);
  const found: MaskComponent[] = [];
  for (let i = 0; i < left.length; i++) if (left[i] !== 0) found.push(flood(left, size, i));
  return found.sort((a, b) => b.voxels.length - a.voxels.length || a.voxels[0] - b.voxels[0]);
}

/** Takes the part that holds voxel `start` out of `left`. */
function flood(left: Uint8Array, size: Vector3, start: number): MaskComponent {
  const [nx, ny, nz] = size;
  const voxels = [start];
  const low = [nx, ny, nz];
  const high = [0, 0, 0];
  left[start] = 0;
  for (let at = 0; at < voxels.length; at++) {
    const i = voxels[at];
    const [x, y, z] = [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))];
    for (const [axis, place] of [x, y, z].entries()) {
      low[axis] = Math.min(low[axis], place);
      high[axis] = Math.max(high[axis], place);
    }
    for (let w = Math.max(0, z - 1); w <= Math.min(nz - 1, z + 1); w++) {
      for (let v = Math.max(0, y - 1); v <= Math.min(ny - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(nx - 1, x + 1); u++) {
          const next = u + nx * (v + ny * w);
          if (left[next] === 0) continue;
          left[next] = 0;
          voxels.push(next);
        }
      }
    }
  }
  return {
    voxels: Int32Array.from(voxels),
    box: {
      origin: [low[0], low[1], low[2]],
      size: [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1],
    },
  };
}
