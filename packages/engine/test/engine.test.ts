import { readFileSync } from "node:fs";
import type { LabelVolume, Need, Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { createEngine, type MeasureRequest } from "../src/engine.ts";
import { surfelAreasMm2 } from "../src/surfel-area.ts";

const wasm = readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url));

function volume(
  shape: Vector3,
  spacingMm: Vector3,
  inside: (x: number, y: number, z: number) => boolean,
): LabelVolume {
  const [nx, ny, nz] = shape;
  const data = new Uint8Array(nx * ny * nz);
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) data[x + nx * (y + ny * z)] = inside(x, y, z) ? 1 : 0;
  return { data, shape, spacingMm };
}

const request: MeasureRequest = {
  labels: null,
  needs: new Set<Need>(["counts", "centroids", "surface", "bands"]),
  boundary: "surfel",
  tolerancesMm: [0.5, 1, 2],
  toleranceSlack: 1e-6,
  percentiles: [95],
  percentileMethod: "inverse-ecdf",
  bandDepthsVoxels: [1, 2],
};
const box = (x: number, y: number, z: number) => [x, y, z].every((v) => v >= 3 && v < 9);

describe("surfel areas", () => {
  it("sum to the fingerprint of docs/methods/reference-values.md", () => {
    const sum = (spacing: Vector3) => surfelAreasMm2(spacing).reduce((a, b) => a + b);
    expect(sum([1, 1, 1])).toBeCloseTo(241.34314, 5);
    expect(sum([1, 1, 2])).toBeCloseTo(414.410135, 5);
    expect(sum([0.7, 0.8, 2.5])).toBeCloseTo(371.462463, 5);
  });
});

describe("engine on docs/methods/reference-values.md", () => {
  it("case A: a cube against itself shifted by a voxel", async () => {
    const engine = await createEngine(wasm);
    const reference = volume([12, 12, 12], [1, 1, 1], box);
    const prediction = volume([12, 12, 12], [1, 1, 1], (x, y, z) => box(x - 1, y, z));
    const [{ measurement }] = engine.measure({ reference, prediction }, request);
    expect(measurement.counts).toMatchObject({
      truePositive: 180,
      falsePositive: 36,
      falseNegative: 36,
      trueNegative: 1476,
    });
    const { referenceToPrediction: r, predictionToReference: p } = measurement.surface!;
    expect(r.areaMm2).toBeCloseTo(194.158458, 5);
    expect([r.maxMm, p.maxMm]).toEqual([1, 1]);
    expect((r.weightedSumMm + p.weightedSumMm) / (r.areaMm2 + p.areaMm2)).toBeCloseTo(0.33482, 6);
    expect(r.percentilesMm.get(95)).toBe(1);
    const { intersection, union } = measurement.bands!.get(1)!;
    expect(intersection / union).toBeCloseTo(0.490196, 6);
    expect(measurement.centroids!.predictionMm).toEqual([6.5, 5.5, 5.5]);
  });
});
