import type { LabelVolume, Vector3 } from "@pgt/metrics";

/** Class of a voxel for one structure. Everything outside the image is background. */
export type Voxel = "inside" | "outside" | "ignored";

export interface Mask {
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly at: (x: number, y: number, z: number) => Voxel;
}

export function labelAt({ data, shape: [nx, ny] }: LabelVolume, x: number, y: number, z: number): number {
  return data[x + nx * (y + ny * z)];
}

/** The structure made of `ids`, without the voxels that `domain` labels as ignored. */
export function maskOf(
  volume: LabelVolume,
  ids: readonly number[],
  domain: LabelVolume,
  ignoreLabel?: number,
): Mask {
  const [nx, ny, nz] = volume.shape;
  const at = (x: number, y: number, z: number): Voxel => {
    if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) return "outside";
    if (ignoreLabel !== undefined && labelAt(domain, x, y, z) === ignoreLabel) return "ignored";
    return ids.includes(labelAt(volume, x, y, z)) ? "inside" : "outside";
  };
  return { shape: volume.shape, spacingMm: volume.spacingMm, at };
}

/** The axis of size 1 that makes an image 2-D, of several the last; undefined for a 3-D image. */
export function flatAxis(shape: Vector3): number | undefined {
  const axis = shape.lastIndexOf(1);
  return axis < 0 ? undefined : axis;
}

export function forEachVoxel([nx, ny, nz]: Vector3, visit: (x: number, y: number, z: number) => void): void {
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) visit(x, y, z);
    }
  }
}
