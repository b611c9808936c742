import { describe, expect, it } from "vitest";
import type { ImageStyle } from "../src/image/image-style.ts";
import { anatomyStructures, simulateImage, structureNoise, trueCaseOfAnatomy } from "../src/index.ts";

const grid = { shape: [32, 32, 16], spacingMm: [2, 2, 4] } as const;
const structures = anatomyStructures.map(({ label, name }) => ({ label, name, noise: structureNoise() }));
const simulation = { raters: 1, sessions: 1, structures, seed: 7 };
const plain: Partial<ImageStyle> = { phases: ["portal venous"], noiseHu: 0, shadingHu: 0, blurMm: 0 };

function imageOf(style: Partial<ImageStyle>, seed = 7) {
  const one = trueCaseOfAnatomy(grid, 0, simulation);
  const image = simulateImage(one, 0, seed, style);
  const of = (label: number) => [...image.data].filter((_, voxel) => one.truth.data[voxel] === label);
  const meanOf = (label: number) => {
    const values = of(label);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { image, of, meanOf };
}

describe("a simulated image", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(imageOf({}).image).toEqual(imageOf({}).image);
    expect(imageOf({}).image.data).not.toEqual(imageOf({}, 8).image.data);
  });

  it("has one intensity in each organ where nothing blurs or disturbs it, by the phase", () => {
    const portal = imageOf(plain);
    expect(new Set(portal.of(1)).size).toBe(1);
    expect(portal.meanOf(1)).toBeGreaterThan(80);
    expect(portal.meanOf(1)).toBeLessThan(140);
    const arterial = imageOf({ ...plain, phases: ["arterial"] });
    expect(arterial.image.phase).toBe("arterial");
    expect(arterial.meanOf(3)).toBeGreaterThan(portal.meanOf(3) + 100);
    expect(portal.meanOf(0)).toBeLessThan(-40);
  });

  it("has noise and shading of the size asked for", () => {
    const differences = (style: Partial<ImageStyle>) => {
      const [clean, disturbed] = [imageOf(plain).image, imageOf({ ...plain, ...style }).image];
      return [...disturbed.data].map((value, voxel) => value - clean.data[voxel]);
    };
    const noise = differences({ noiseHu: 30 });
    const sd = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
    expect(sd).toBeGreaterThan(28.5);
    expect(sd).toBeLessThan(31.5);
    const shading = differences({ shadingHu: 20 });
    const steps = shading.slice(1).map((value, at) => Math.abs(value - shading[at]));
    expect(Math.max(...shading) - Math.min(...shading)).toBeGreaterThan(20);
    expect(steps.filter((_, at) => (at + 1) % grid.shape[0] !== 0).every((step) => step < 8)).toBe(true);
  });

  it("blurs edges: voxels beside an organ take its intensity on", () => {
    const [sharp, blurred] = [imageOf(plain), imageOf({ ...plain, blurMm: 2 })];
    expect(blurred.meanOf(0)).toBeGreaterThan(sharp.meanOf(0) + 2);
    expect(blurred.meanOf(1)).toBeLessThan(sharp.meanOf(1) - 2);
  });

  it.each([
    [{ noiseHu: -1 }, "noiseHu: expected a number from 0 to 1000, found -1"],
    [{ phases: [] }, "phases: expected none, arterial, portal venous, found none"],
    [{ phases: ["late"] as never }, "found late"],
  ])("refuses %j", (style, message) => expect(() => imageOf(style)).toThrow(message));
});
