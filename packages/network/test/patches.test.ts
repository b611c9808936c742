import { createRandom, type Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { measureIntensities, normalized } from "../src/images/intensity.ts";
import { slicesOf } from "../src/images/slices.ts";
import { windowStarts, windowWeights } from "../src/prediction/windows.ts";
import { cosineShare } from "../src/training/cosine.ts";
import { PatchSampler } from "../src/training/patch-sampler.ts";
import { prepareCase } from "../src/training/prepared-case.ts";

const plain = { low: -1e9, high: 1e9, mean: 0, sd: 1 };

/** A case whose intensities are the voxels' own numbers, counted from 1, and whose labels are 5 in one corner voxel. */
function numberedCase(shape: Vector3) {
  const voxels = shape[0] * shape[1] * shape[2];
  const image = Float32Array.from({ length: voxels }, (_, voxel) => voxel + 1);
  const labels = new Uint16Array(voxels);
  labels[0] = 300;
  labels[1] = 7;
  return { image, labels, shape, spacingMm: [1, 1, 1] as const };
}

function draws(shape: Vector3, flips: readonly ("x" | "y")[], n: number) {
  const prepared = prepareCase(numberedCase(shape), [300]);
  const sampler = new PatchSampler([prepared], { height: 4, width: 8, flips, normalization: plain });
  const random = createRandom(5, 0);
  return Array.from({ length: n }, () => sampler.draw(random));
}

describe("patches", () => {
  it("are pieces of one slice, in its order, everywhere in it", () => {
    const starts = new Set<number>();
    for (const { pixels } of draws([11, 6, 3], [], 800)) {
      const start = pixels[0] - 1;
      starts.add(start);
      expect(start % 11).toBeLessThanOrEqual(3);
      expect(Math.floor(start / 11) % 6).toBeLessThanOrEqual(2);
      pixels.forEach((value, pixel) => {
        expect(value).toBe(start + 1 + (pixel % 8) + 11 * Math.floor(pixel / 8));
      });
    }
    expect(starts.size).toBe(4 * 3 * 3);
  });

  it("hold a voxel of a class in half of the draws or more, which others are not", () => {
    const patches = draws([40, 40, 10], [], 400);
    const withClass = patches.filter(({ classOf }) => classOf.includes(1));
    expect(withClass.length).toBeGreaterThan(160);
    expect(withClass.length).toBeLessThan(240);
    for (const { classOf, pixels } of withClass) {
      expect([...classOf.entries()].filter(([, found]) => found > 0)).toEqual([[pixels.indexOf(1), 1]]);
    }
  });

  it("lie around a smaller slice, with nothing beside it", () => {
    const [{ pixels, classOf }] = draws([5, 2, 1], [], 1);
    expect([...pixels]).toEqual(
      [
        [0, 0, 0, 0, 0, 0, 0, 0],
        [0, 1, 2, 3, 4, 5, 0, 0],
        [0, 6, 7, 8, 9, 10, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0],
      ].flat(),
    );
    expect([...classOf].map(Boolean).indexOf(true)).toBe(9);
  });

  it("are mirrored along the axes that are asked for, classes with them", () => {
    const firsts = (flips: readonly ("x" | "y")[]) =>
      new Set(draws([8, 4, 1], flips, 60).map(({ pixels, classOf }) => `${pixels[0]} ${classOf.indexOf(1)}`));
    expect(firsts([])).toEqual(new Set(["1 0"]));
    expect(firsts(["x"])).toEqual(new Set(["1 0", "8 7"]));
    expect(firsts(["y"])).toEqual(new Set(["1 0", "25 24"]));
    expect(firsts(["x", "y"])).toEqual(new Set(["1 0", "8 7", "25 24", "32 31"]));
  });
});

describe("slices", () => {
  it.each<[Vector3, number, number, number]>([
    [[7, 5, 3], 7, 5, 3],
    [[7, 5, 1], 7, 5, 1],
    [[7, 1, 3], 7, 3, 1],
    [[1, 5, 3], 5, 3, 1],
    [[1, 5, 1], 1, 5, 1],
  ])("of %o are %d wide and %d high, %d of them", (shape, width, height, count) => {
    expect(slicesOf(shape)).toMatchObject({ width, height, count });
  });
});

describe("windows", () => {
  it.each([
    [5, 8, [-1]],
    [8, 8, [0]],
    [9, 8, [0, 1]],
    [20, 8, [0, 4, 8, 12]],
    [21, 8, [0, 3, 7, 10, 13]],
  ])("over %d pixels, %d wide, begin at %o", (size, window, starts) => {
    expect(windowStarts(size, window)).toEqual(starts);
  });

  it("weigh most in their middle", () => {
    expect([...windowWeights(2, 5)]).toEqual([1, 2, 3, 2, 1, 1, 2, 3, 2, 1]);
  });
});

describe("intensities", () => {
  it("are cut at 0.5 % on each side, then of mean 0 and sd 1, whatever the labels", () => {
    const image = Float32Array.from({ length: 1000 }, (_, i) => i);
    image[999] = 1e6;
    const found = measureIntensities([image.subarray(0, 400), image.subarray(400)]);
    expect(found).toMatchObject({ low: 5, high: 994 });
    const seen = Array.from(image, (value) => normalized(value, found));
    const mean = seen.reduce((sum, value) => sum + value) / 1000;
    expect(mean).toBeCloseTo(0, 10);
    expect(seen.reduce((sum, value) => sum + value * value, 0) / 1000).toBeCloseTo(1, 10);
    expect(Math.max(...seen)).toBe(normalized(994, found));
  });

  it("all the same become 0", () => {
    const found = measureIntensities([new Float32Array(10).fill(7)]);
    expect(found.sd).toBe(1);
    expect(normalized(7, found)).toBe(0);
  });
});

it("the learning rate falls along a cosine", () => {
  for (let k = 0; k <= 100; k++)
    expect(cosineShare(k / 100)).toBeCloseTo((1 + Math.cos((Math.PI * k) / 100)) / 2, 14);
});
