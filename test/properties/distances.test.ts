import type { Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { nearestDistances, summarise } from "../oracles/distances.ts";
import { plainLabel } from "../oracles/labels.ts";
import { type Mask, maskOf } from "../oracles/mask.ts";
import type { Pair } from "../oracles/measure.ts";
import { uniform } from "../oracles/random-pairs.ts";
import { everything } from "../oracles/requests.ts";
import { type Element, surfaceOf } from "../oracles/surface.ts";
import { volumeFrom } from "../oracles/volume-makers.ts";
import { expectDirected } from "./agreement.ts";
import { freshEngine } from "./engines.ts";

const engines = { simd: await freshEngine("simd"), scalar: await freshEngine("scalar") };
const shape: Vector3 = [70, 58, 53];

/** Isotropic, thick slices along each axis, and needles: near and far lie very differently. */
const spacings: readonly Vector3[] = [
  [1, 1, 1],
  [0.7, 0.7, 5],
  [0.6, 5, 0.6],
  [5, 0.6, 0.6],
  [0.1, 3, 3],
  [3, 0.1, 3],
  [3, 3, 0.1],
  [0.11, 1.3, 9.7],
];

/** Single voxels: each is its own border, so that lists of points are all there is to compare. */
function cloud(n: number, random: () => number): Element[] {
  const points = Array.from({ length: n }, () => shape.map((size) => Math.floor(random() * size)));
  const distinct = new Map(points.map((point) => [point.join(), point as unknown as Vector3]));
  return [...distinct.values()].map((point) => ({ point, weight: 1 }));
}

function drawn(points: readonly Element[], spacingMm: Vector3): Pair["reference"] {
  const [nx, ny, nz] = shape;
  const data = new Uint8Array(nx * ny * nz);
  for (const { point } of points) data[point[0] + nx * (point[1] + ny * point[2])] = 1;
  return { data, shape, spacingMm };
}

describe.each(spacings)("distances between scattered voxels at spacing %d, %d, %d", (...spacingMm) => {
  const request = everything({
    boundary: "border6",
    labels: [plainLabel(1)],
    needs: new Set(["surface"]),
    percentileMethod: "linear",
  });
  const check = (a: readonly Element[], b: readonly Element[]) => {
    const pair = { reference: drawn(a, spacingMm), prediction: drawn(b, spacingMm) };
    const expected = {
      referenceToPrediction: summarise(nearestDistances(a, b, spacingMm), request),
      predictionToReference: summarise(nearestDistances(b, a, spacingMm), request),
    };
    for (const [name, engine] of Object.entries(engines)) {
      const surface = engine.measure(pair, request)[0].measurement.surface!;
      expectDirected(surface.referenceToPrediction, expected.referenceToPrediction, request, name);
      expectDirected(surface.predictionToReference, expected.predictionToReference, request, name);
    }
  };

  it.each([1, 2, 7, 40, 300])("%i in each volume", (n) => {
    const random = uniform(n);
    check(cloud(n, random), cloud(n, random));
  });

  it("few against many", () => {
    const random = uniform(99);
    check(cloud(3, random), cloud(900, random));
  });

  it("two voxels at every distance along each axis", () => {
    const origin: Element = { point: [0, 0, 0], weight: 1 };
    for (const axis of [0, 1, 2]) {
      for (let step = 1; step < shape[axis]; step++) {
        const point = [0, 0, 0].map((_, k) => (k === axis ? step : 0)) as unknown as Vector3;
        check([origin], [{ point, weight: 1 }]);
      }
    }
  });
});

describe("noise with more surface elements than a first guess holds", () => {
  const random = uniform(50);
  const label = () => Math.floor(random() * 3);
  const volume = () => volumeFrom([50, 51, 49], [1, 1.5, 2], label);
  const pair: Pair = { reference: volume(), prediction: volume() };

  it.each(["surfel", "border6", "border26"] as const)("%s: all elements are found", (boundary) => {
    const request = everything({
      boundary,
      labels: [plainLabel(1), plainLabel(2)],
      needs: new Set(["surface"]),
    });
    const measured = engines.simd.measure(pair, request);
    expect(measured).toEqual(engines.scalar.measure(pair, request));
    for (const { spec, measurement } of measured) {
      const mask: Mask = maskOf(pair.reference, spec.referenceIds, pair.reference);
      const elements = surfaceOf(mask, boundary);
      const { count, areaMm2 } = measurement.surface!.referenceToPrediction;
      expect(count).toBe(elements.length);
      expect(areaMm2 / elements.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    }
  });
});
