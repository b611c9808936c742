import { readFileSync } from "node:fs";
import type { LabelData, LabelSpec, LabelVolume, Need, Vector3 } from "@pgt/metrics";
import { createEngine, type MeasureRequest } from "../src/engine.ts";

/** The built kernels. */
export const wasm = readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url));

/** An engine of its own on the kernels with vector instructions and one on those without. */
export const engines = [
  { kernels: "simd", engine: await createEngine(wasm) },
  {
    kernels: "scalar",
    engine: await createEngine(
      readFileSync(new URL("../../../assembly/build/pgt.scalar.wasm", import.meta.url)),
    ),
  },
];

type LabelOf = (x: number, y: number, z: number) => number | boolean;

export function volume(
  shape: Vector3,
  labelOf: LabelOf,
  spacingMm: Vector3 = [1, 1, 1],
  Data: new (length: number) => LabelData = Uint8Array,
): LabelVolume {
  const [nx, ny, nz] = shape;
  const data = new Data(nx * ny * nz);
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) data[x + nx * (y + ny * z)] = Number(labelOf(x, y, z));
  return { data, shape, spacingMm };
}

/** Label 1 at some voxels. */
export function points(shape: Vector3, at: readonly Vector3[], spacingMm?: Vector3): LabelVolume {
  const empty = volume(shape, () => 0, spacingMm);
  for (const [x, y, z] of at) empty.data[x + shape[0] * (y + shape[1] * z)] = 1;
  return empty;
}

export function inBox([x0, y0, z0]: Vector3, [x1, y1, z1]: Vector3): LabelOf {
  return (x, y, z) => x >= x0 && x < x1 && y >= y0 && y < y1 && z >= z0 && z < z1;
}

/** One structure of the same ids in both volumes. */
export function structure(label: number, ...ids: number[]): LabelSpec {
  return { label, name: String(label), referenceIds: ids, predictionIds: ids };
}

export function request(needs: readonly Need[], changes: Partial<MeasureRequest> = {}): MeasureRequest {
  return {
    labels: null,
    needs: new Set(needs),
    boundary: "border6",
    tolerancesMm: [],
    toleranceSlack: 0,
    percentiles: [],
    percentileMethod: "inverse-ecdf",
    bandDepthsVoxels: [],
    ...changes,
  };
}
