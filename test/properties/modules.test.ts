import type { LabelData, LabelVolume } from "@pgt/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pair } from "../oracles/measure.ts";
import { pairOf, type Recipe } from "../oracles/random-pairs.ts";
import { boundaries, everything } from "../oracles/requests.ts";
import { inBall, volumeFrom } from "../oracles/volume-makers.ts";
import { type Engine, freshEngine } from "./engines.ts";
import { recipes } from "./recipes.ts";

const simd = await freshEngine("simd");
const scalar = await freshEngine("scalar");

function digits(engine: Engine, pair: Pair) {
  return boundaries.map((boundary) => engine.measure(pair, everything({ boundary })));
}

function both(pair: Pair, change: (volume: LabelVolume) => LabelVolume): Pair {
  return { reference: change(pair.reference), prediction: change(pair.prediction) };
}

const big: Recipe = {
  shape: [47, 33, 21],
  spacingMm: [0.7, 0.8, 2.5],
  labels: 6,
  texture: "blobs",
  seed: 11,
};

describe("the same digits", () => {
  it("from the SIMD and the scalar module", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        expect(digits(simd, pairOf(recipe))).toEqual(digits(scalar, pairOf(recipe)));
      }),
      { seed: 3, numRuns: 60 },
    );
    expect(digits(simd, pairOf(big))).toEqual(digits(scalar, pairOf(big)));
  });

  it.each([Uint16Array, Int16Array, Int32Array, Uint32Array])("from Uint8Array and %o", (Data) => {
    const converted = (volume: LabelVolume): LabelVolume => ({ ...volume, data: Data.from(volume.data) });
    fc.assert(
      fc.property(recipes, (recipe) => {
        const pair = pairOf(recipe);
        expect(digits(simd, both(pair, converted))).toEqual(digits(simd, pair));
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it("from two volumes of different types", () => {
    const pair = pairOf(big);
    const mixed = {
      ...pair,
      prediction: { ...pair.prediction, data: Int32Array.from(pair.prediction.data) },
    };
    expect(digits(simd, mixed)).toEqual(digits(simd, pair));
  });

  it.each([Uint8Array, Uint16Array, Int32Array])("from a view at an odd offset of a larger %o", (Data) => {
    const view = (volume: LabelVolume): LabelVolume => {
      const larger: LabelData = new Data(volume.data.length + 12).fill(5);
      larger.set(volume.data, 7);
      return { ...volume, data: larger.subarray(7, 7 + volume.data.length) };
    };
    fc.assert(
      fc.property(recipes, (recipe) => {
        const pair = pairOf(recipe);
        expect(digits(simd, both(pair, view))).toEqual(digits(simd, pair));
      }),
      { seed: 5, numRuns: 20 },
    );
  });

  it("when repeated, and whatever was measured before", async () => {
    const first = digits(await freshEngine(), pairOf(big));
    expect(digits(simd, pairOf(big))).toEqual(first);
    expect(digits(simd, pairOf(big))).toEqual(first);
  });

  it("while memory grows under ever larger volumes, and for a small one after them", async () => {
    const growing = await freshEngine();
    for (const n of [8, 40, 90, 160, 12]) {
      const ball = (x: number) => volumeFrom([n, n, n], [1, 1, 2], inBall([x, n / 2, n / 2], n / 3));
      const pair = { reference: ball(n / 2), prediction: ball(n / 2 + 1) };
      const request = everything({ bandDepthsVoxels: [2] });
      expect(growing.measure(pair, request)).toEqual((await freshEngine()).measure(pair, request));
    }
  });

  it("of more voxels than are converted at a time", () => {
    const shape = [128, 127, 67] as const;
    const volume = (x: number) => volumeFrom(shape, [1, 1, 2], inBall([x, 60, 33], 30));
    const pair = { reference: volume(60), prediction: volume(63) };
    const wide = both(pair, (v) => ({ ...v, data: Int32Array.from(v.data) }));
    const request = everything({ bandDepthsVoxels: [1] });
    expect(pair.reference.data.length).toBeGreaterThan(2 ** 20);
    expect(simd.measure(wide, request)).toEqual(simd.measure(pair, request));
  });

  it("and the volumes are left as they were", () => {
    const pair = pairOf(big);
    const before = [...pair.reference.data, ...pair.prediction.data];
    digits(simd, pair);
    expect([...pair.reference.data, ...pair.prediction.data]).toEqual(before);
  });
});
