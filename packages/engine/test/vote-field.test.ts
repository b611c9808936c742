import { readFileSync } from "node:fs";
import { createRandom, type LabelVolume, type Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { createEngine, type Engine } from "../src/engine.ts";
import type { VoteField } from "../src/vote-field/vote-field.ts";

const bytes = (name: string) => readFileSync(new URL(`../../../assembly/build/${name}`, import.meta.url));
const simd = await createEngine(bytes("pgt.wasm"));
const scalar = await createEngine(bytes("pgt.scalar.wasm"));

/** Boxes of labels 1 to 3 (300 in some), each rater's a little elsewhere, in a part of the image. */
function raters(seed: number): LabelVolume[] {
  const random = createRandom(seed, 0);
  const pick = <T>(...values: readonly T[]): T => values[random.nextBelow(values.length)];
  const shape: Vector3 = [pick(1, 7, 20, 41), pick(1, 9, 13), pick(1, 3, 8)];
  const spacingMm: Vector3 = [pick(0.5, 0.7, 1), pick(0.8, 1), pick(1, 2.5, 5)];
  const wide = pick(0, 0, 300);
  const boxes = [1, 2, 3 + wide].map((label) => ({
    label,
    from: shape.map((n) => random.nextBelow(n)),
    size: shape.map((n) => 1 + random.nextBelow(Math.ceil(n / 2))),
  }));
  return Array.from({ length: pick(1, 2, 3, 5) }, () => {
    const data = wide
      ? new Uint16Array(shape[0] * shape[1] * shape[2])
      : new Uint8Array(shape[0] * shape[1] * shape[2]);
    for (const { label, from, size } of boxes) {
      if (random.next() < 0.1) continue;
      const shift = [0, 1, 2].map(() => random.nextBelow(3) - 1);
      for (let i = 0; i < data.length; i++) {
        const [x, y, z] = placeOf(i, shape).map((v, axis) => v - from[axis] - shift[axis]);
        if (x >= 0 && x < size[0] && y >= 0 && y < size[1] && z >= 0 && z < size[2]) data[i] = label;
      }
    }
    return { data, shape, spacingMm };
  });
}

function placeOf(i: number, [nx, ny]: Vector3): number[] {
  return [i % nx, Math.floor(i / nx) % ny, Math.floor(i / nx / ny)];
}

function nearestDistance([x, y, z]: readonly number[], others: readonly (readonly number[])[]): number {
  const squares = others.map(([a, b, c]) => (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2);
  return Math.sqrt(squares.reduce((least, square) => Math.min(least, square), Infinity));
}

function fieldOf(engine: Engine, volumes: readonly LabelVolume[], marginMm = 0): VoteField {
  const field = engine.voteField(volumes[0], marginMm);
  for (const volume of volumes) field.add(volume);
  return field;
}

const votesAt = (volumes: readonly LabelVolume[], i: number) => volumes.map(({ data }) => data[i]);

describe.each([
  ["SIMD", simd],
  ["scalar", scalar],
])("votes, one rater at a time (%s)", (_, engine) => {
  it("give every voxel the labels of all raters", () => {
    for (let seed = 0; seed < 25; seed++) {
      const volumes = raters(seed);
      const field = fieldOf(engine, volumes);
      const numbers = field.labelMap({ ofPattern: field.patterns.map((_, pattern) => pattern) });
      const counts = new Array(field.patterns.length).fill(0);
      numbers.forEach((pattern, i) => {
        counts[pattern]++;
        if (String(field.patterns[pattern].ratings) !== String(votesAt(volumes, i))) {
          expect.fail(`seed ${seed}, voxel ${i}`);
        }
      });
      expect(field.patterns.map(({ voxels }) => voxels)).toEqual(counts);
    }
  });

  it("count the voxels within a distance, those at exactly 5 mm included", () => {
    for (let seed = 0; seed < 25; seed++) {
      const volumes = raters(seed);
      const { data, shape, spacingMm } = volumes[0];
      const field = fieldOf(engine, volumes, 5);
      const marked = field.patterns.map(({ ratings }) => ratings.includes(1));
      const places = Array.from(data, (_, i) => placeOf(i, shape).map((v, axis) => v * spacingMm[axis]));
      const ones = places.filter((_, i) => votesAt(volumes, i).includes(1));
      const near = places.filter((a) =>
        ones.some((b) => Math.hypot(...a.map((v, axis) => v - b[axis])) <= 5.000001),
      );
      expect(field.voxelsWithin(5, marked), `seed ${seed}`).toBe(near.length);
    }
  });

  it("measure signed distances from voxels to what a rater marked", () => {
    for (let seed = 0; seed < 25; seed++) {
      const volumes = raters(seed);
      const { data, shape, spacingMm } = volumes[0];
      const field = fieldOf(engine, volumes);
      const voxels = field.voxelsOf(field.patterns.map(() => true));
      const map = field.voxelMap(
        voxels,
        Float32Array.from(voxels, (at) => at + 1),
      );
      const places = Array.from(data, (_, i) => placeOf(i, shape).map((v, axis) => v * spacingMm[axis]));
      volumes.forEach((volume, rater) => {
        const surfaces = field.surfacesOfRater(rater);
        for (const label of [0, 1, 2]) {
          const distances = surfaces.distances(label, voxels);
          const [outside, within] = [false, true].map((side) =>
            places.filter((_, j) => (volume.data[j] === label) === side),
          );
          for (let i = 0; i < data.length; i += 7) {
            if (map[i] === 0) continue;
            const inside = volume.data[i] === label;
            const nearest = nearestDistance(places[i], inside ? outside : within);
            const found = distances[voxels.indexOf(map[i] - 1)];
            expect(found, `seed ${seed}, rater ${rater}, label ${label}, voxel ${i}`).toBeCloseTo(
              inside ? nearest : -nearest,
              9,
            );
          }
        }
      });
    }
  });

  it("need no more than a number a voxel beyond 65536 patterns", () => {
    const random = createRandom(3, 0);
    const shape: Vector3 = [64, 64, 40];
    const volumes = Array.from({ length: 3 }, () => ({
      data: Uint16Array.from({ length: 64 * 64 * 40 }, () => random.nextBelow(400)),
      shape,
      spacingMm: [1, 1, 1] as const,
    }));
    const field = fieldOf(engine, volumes);
    expect(field.patterns.length).toBeGreaterThan(65536);
    const numbers = field.labelMap({ ofPattern: field.patterns.map((_, pattern) => pattern) });
    for (let i = 0; i < numbers.length; i += 997) {
      expect(field.patterns[numbers[i]].ratings).toEqual(votesAt(volumes, i));
    }
  });

  it("take ids for the labels that they stand for", () => {
    const shape: Vector3 = [6, 1, 1];
    const volume = (ids: number[]) => ({ data: Int32Array.from(ids), shape, spacingMm: [1, 1, 1] as const });
    const field = engine.voteField({ shape, spacingMm: [1, 1, 1] }, 0);
    field.add(volume([0, 7, 7, -2, 9, 0]), () => (id) => ({ 7: 70000, 9: 1 })[id] ?? 0);
    field.add(volume([0, 70000, 1, 1, 1, 0]));
    const labels = field.labelMap({ ofPattern: field.patterns.map(({ ratings }) => ratings[0]) });
    expect(Array.from(labels)).toEqual([0, 70000, 70000, 0, 1, 0]);
    expect(labels).toBeInstanceOf(Uint32Array);
    expect(field.patterns.map(({ ratings }) => ratings)).toContainEqual([0, 1]);
  });

  it("write single voxels, and values of patterns outside of the box", () => {
    const shape: Vector3 = [9, 9, 9];
    const data = new Uint8Array(729);
    data[4 + 9 * (4 + 9 * 4)] = 1;
    const field = engine.voteField({ shape, spacingMm: [1, 1, 1] }, 0);
    field.add({ data, shape, spacingMm: [1, 1, 1] });
    const [voxel] = field.voxelsOf(field.patterns.map(({ ratings }) => ratings[0] === 1));
    const moved = { ofPattern: [0, 0], voxels: Uint32Array.of(voxel + 1), ofVoxel: [3] };
    expect(field.labelMap(moved).indexOf(3)).toBe(5 + 9 * (4 + 9 * 4));
    expect(Array.from(field.valueMap([0.25, 1])).filter((v) => v === 0.25)).toHaveLength(728);
    expect(field.surfacesOf({ ...moved, ofVoxel: [1] }).border(1).voxels).toContain(voxel + 1);
  });
});
