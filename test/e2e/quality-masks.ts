import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRandom } from "@pgt/metrics";
import { datatypes, niftiBytes, niftiFields } from "./nifti-bytes.ts";

/** A simulated dataset: ellipsoids as organs, and generators that misplace and misjudge them by more and more. */
export interface QualityMasks {
  readonly cases: number;
  readonly organs: number;
  readonly generators: number;
  /** Voxels along each axis, 1 mm. */
  readonly shape: readonly [number, number, number];
  readonly seed?: number;
}

/** Writes `reference/` and `g1/`, `g2/` ... to a folder; g1 is the most similar. Organ k is label k. */
export function writeQualityMasks(folder: string, masks: QualityMasks): void {
  const { cases, generators, seed = 1 } = masks;
  const ids = ["reference", ...Array.from({ length: generators }, (_, k) => `g${k + 1}`)];
  for (const id of ids) mkdirSync(join(folder, id), { recursive: true });
  for (let c = 0; c < cases; c++) {
    for (const [g, id] of ids.entries()) {
      const name = `case_${String(c).padStart(3, "0")}.nii.gz`;
      writeFileSync(join(folder, id, name), gzipSync(maskBytes(masks, seed, c, g), { level: 1 }));
    }
  }
}

function maskBytes({ organs, shape }: QualityMasks, seed: number, c: number, g: number): Buffer {
  const [nx, ny, nz] = shape;
  const values = new Uint8Array(nx * ny * nz);
  const anatomy = createRandom(seed, c);
  const error = createRandom(seed, 1_000_000 + c * 100 + g);
  const side = Math.ceil(Math.cbrt(organs));
  for (let organ = 0; organ < organs; organ++) {
    const place = [organ % side, Math.floor(organ / side) % side, Math.floor(organ / side ** 2)];
    const centre = place.map(
      (at, axis) => ((at + 0.5) * shape[axis]) / side + 2 * anatomy.next() - 1 + g * 0.3 * error.normal(),
    );
    const radius = place.map(
      (_, axis) => ((0.3 + 0.1 * anatomy.next()) * shape[axis]) / side + g * 0.2 * error.normal(),
    );
    fillEllipsoid(values, shape, centre, radius, organ + 1);
  }
  return niftiBytes(niftiFields({ dims: shape, datatype: datatypes.uint8, values }));
}

function fillEllipsoid(
  values: Uint8Array,
  [nx, ny, nz]: readonly [number, number, number],
  centre: readonly number[],
  radius: readonly number[],
  label: number,
): void {
  const [from, to] = [0, 1].map((end) =>
    [nx, ny, nz].map((n, axis) => {
      const at = Math.round(centre[axis] + (2 * end - 1) * (radius[axis] + 1));
      return Math.max(0, Math.min(n - 1, at));
    }),
  ) as [number[], number[]];
  const offset = (at: number, axis: number) => ((at - centre[axis]) / radius[axis]) ** 2;
  for (let z = from[2]; z <= to[2]; z++)
    for (let y = from[1]; y <= to[1]; y++)
      for (let x = from[0]; x <= to[0]; x++)
        if (offset(x, 0) + offset(y, 1) + offset(z, 2) <= 1) values[x + nx * (y + ny * z)] = label;
}
