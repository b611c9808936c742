import { readFileSync } from "node:fs";
import {
  createRandom,
  type LabelData,
  type LabelVolume,
  type VotePattern,
  type VoteRegionChoice,
  type VoteTable,
} from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { createEngine } from "../src/engine.ts";

const bytes = (name: string) => readFileSync(new URL(`../../../assembly/build/${name}`, import.meta.url));
const simd = await createEngine(bytes("pgt.wasm"));
const scalar = await createEngine(bytes("pgt.scalar.wasm"));

/** Raters that mark a few boxes each, moved a little, or noise; ids 0 to 4. */
function randomRaters(seed: number): LabelVolume[] {
  const random = createRandom(seed, 0);
  const pick = <T>(...values: readonly T[]): T => values[random.nextBelow(values.length)];
  const [nx, ny, nz] = [pick(1, 5, 17, 33, 65, 70), pick(1, 4, 9), pick(1, 3, 8)];
  const spacingMm = [pick(0.5, 0.7, 1, 2.5), pick(0.5, 0.8, 1), pick(1, 2.5, 5)] as const;
  const isNoise = random.next() < 0.3;
  const boxes = Array.from({ length: 4 }, (_, k) => ({
    id: k + 1,
    from: [nx, ny, nz].map((n) => random.nextBelow(n)),
    size: [nx, ny, nz].map((n) => 1 + random.nextBelow(Math.ceil(n / 3))),
  }));
  return Array.from({ length: pick(1, 2, 3, 5) }, () => {
    const data = new Uint8Array(nx * ny * nz);
    const shift = random.nextBelow(3) - 1;
    for (let i = 0; i < data.length; i++) {
      const voxel = [(i % nx) + shift, Math.floor(i / nx) % ny, Math.floor(i / nx / ny)];
      const box = boxes.find(({ from, size }) =>
        voxel.every((v, axis) => v >= from[axis] && v < from[axis] + size[axis]),
      );
      data[i] = isNoise ? Math.max(0, random.nextBelow(12) - 7) : (box?.id ?? 0);
    }
    return { data, shape: [nx, ny, nz], spacingMm };
  });
}

/** Finds which voxels are counted, by measuring the distance to every marked voxel. */
function inRegion(volume: LabelVolume, isMarked: (i: number) => boolean, region: VoteRegionChoice) {
  const all = Array.from(volume.data, (_, i) => i);
  if (region === "image") return all;
  const marked = all.filter(isMarked);
  if (region === "union") return marked;
  const [nx, ny] = volume.shape;
  const at = (i: number) =>
    [i % nx, Math.floor(i / nx) % ny, Math.floor(i / nx / ny)].map((v, k) => v * volume.spacingMm[k]);
  const points = marked.map(at);
  return all.filter((i) => {
    const [x, y, z] = at(i);
    const limit2 = (region.dilationMm * (1 + 1e-6)) ** 2;
    return points.some(([a, b, c]) => (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 <= limit2);
  });
}

function oracle(volumes: readonly LabelVolume[], region: VoteRegionChoice): VoteTable[] {
  const name = typeof region === "object" ? `union dilated by ${region.dilationMm} mm` : region;
  const tableOf = (label: number | null, text: string, ratingOf: (id: number) => number): VoteTable => {
    const marked = (i: number) => volumes.some(({ data }) => ratingOf(data[i]) !== 0);
    const voxels = inRegion(volumes[0], marked, region);
    const patterns = new Map<string, { ratings: number[]; voxels: number }>();
    for (const i of voxels) {
      const ratings = volumes.map(({ data }) => ratingOf(data[i]));
      const entry = patterns.get(String(ratings)) ?? { ratings, voxels: 0 };
      patterns.set(String(ratings), { ratings, voxels: entry.voxels + 1 });
    }
    return {
      label,
      name: text,
      region: { name, voxels: voxels.length },
      patterns: sorted(patterns.values()),
    };
  };
  const ids = new Set(volumes.flatMap(({ data }) => [...data]));
  return [
    ...[...ids]
      .filter((id) => id !== 0)
      .sort((a, b) => a - b)
      .map((label) => tableOf(label, String(label), (id) => Number(id === label))),
    tableOf(null, "label map", (id) => id),
  ];
}

function sorted(patterns: Iterable<VotePattern>): VotePattern[] {
  return [...patterns].sort((a, b) => {
    const k = a.ratings.findIndex((rating, rater) => rating !== b.ratings[rater]);
    return k < 0 ? 0 : a.ratings[k] - b.ratings[k];
  });
}

const regions: readonly VoteRegionChoice[] = [
  "image",
  "union",
  { dilationMm: 0 },
  { dilationMm: 1 },
  { dilationMm: 2.5 },
  { dilationMm: 5 },
];

describe("votes of raters", () => {
  it("are those of an obvious count, SIMD and scalar, on every region", () => {
    for (let seed = 0; seed < 36; seed++) {
      const volumes = randomRaters(seed);
      const region = regions[seed % regions.length];
      const expected = oracle(volumes, region);
      expect(simd.countVotes(volumes, { region }), `seed ${seed}`).toEqual(expected);
      expect(scalar.countVotes(volumes, { region }), `seed ${seed}`).toEqual(expected);
    }
  });

  it.each([Uint16Array, Int16Array, Int32Array, Uint32Array])(
    "do not depend on the voxel type: %o",
    (Data) => {
      for (let seed = 0; seed < 12; seed++) {
        const volumes = randomRaters(seed);
        const converted = volumes.map((v, k) => (k % 2 ? v : { ...v, data: Data.from(v.data) as LabelData }));
        expect(simd.countVotes(converted)).toEqual(simd.countVotes(volumes));
      }
    },
  );

  it("of more than 256 ids, negative ones among them, keep their ids", () => {
    const data = Int32Array.from({ length: 600 }, (_, i) => i - 300);
    const volumes = [data, data.map((id) => id + 1)].map((ids) => ({
      data: ids,
      shape: [600, 1, 1] as const,
      spacingMm: [1, 1, 1] as const,
    }));
    for (const engine of [simd, scalar]) {
      const tables = engine.countVotes(volumes, { region: "image" });
      expect(tables).toEqual(oracle(volumes, "image"));
      expect(tables.at(-1)!.patterns.length).toBe(600);
    }
  });

  it("of more patterns than the table holds at a time", () => {
    const n = 40_000;
    const first = Uint16Array.from({ length: 2 * n }, (_, i) => i % n);
    const second = first.map((id, i) => (i < n ? id : (7 * id) % n));
    const volumes = [first, second].map((data) => ({
      data,
      shape: [n, 2, 1] as const,
      spacingMm: [1, 1, 1] as const,
    }));
    const structures = [{ label: 1, name: "one", ids: [[1], [1, 7]] }];
    const [one, map] = simd.countVotes(volumes, { region: "image", structures });
    const keys = new Map<string, number>();
    for (let i = 0; i < 2 * n; i++) {
      const key = `${first[i]},${second[i]}`;
      keys.set(key, (keys.get(key) ?? 0) + 1);
    }
    expect(new Map(map.patterns.map(({ ratings, voxels }) => [String(ratings), voxels]))).toEqual(keys);
    const both = (i: number) => Number(first[i] === 1) + 2 * Number([1, 7].includes(second[i]));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 2 * n; i++) counts[both(i)]++;
    expect(one.patterns).toEqual(
      [
        { ratings: [0, 0], voxels: counts[0] },
        { ratings: [0, 1], voxels: counts[2] },
        { ratings: [1, 0], voxels: counts[1] },
        { ratings: [1, 1], voxels: counts[3] },
      ].filter(({ voxels }) => voxels > 0),
    );
  });

  it("on a region that spans very many voxels: by distances, the same as by an obvious count", () => {
    const random = createRandom(7, 0);
    for (const spacingMm of [
      [0.15, 0.12, 0.1],
      [0.004, 0.004, 0.004],
      [5, 0.1, 0.07],
    ] as const) {
      const shape = [4, 40, 37] as const;
      const volumes = [0, 1].map(() => {
        const data = new Uint8Array(4 * 40 * 37);
        for (let k = 0; k < 3; k++) data[random.nextBelow(data.length)] = 1 + random.nextBelow(2);
        return { data, shape, spacingMm };
      });
      for (const dilationMm of [5, 3.3]) {
        const region = { dilationMm };
        expect(simd.countVotes(volumes, { region }), `${spacingMm}`).toEqual(oracle(volumes, region));
      }
    }
  });

  it("is found before the test times out where voxels are micrometres", () => {
    for (const micrometres of [4, 0.5]) {
      const data = new Uint8Array(64 ** 3).fill(1, 1000, 60_000);
      const spacing = micrometres / 1000;
      const volume = { data, shape: [64, 64, 64] as const, spacingMm: [spacing, spacing, spacing] as const };
      const [table] = simd.countVotes([volume, volume], { region: { dilationMm: 5 } });
      expect(table.region.voxels).toBe(64 ** 3);
    }
  });

  it("of structures that each rater numbers in another way", () => {
    const [a] = randomRaters(4);
    const b = { ...a, data: a.data.map((id) => (id === 1 ? 9 : id)) };
    const structures = [
      {
        label: 1,
        name: "organ",
        ids: [
          [1, 2],
          [9, 2],
        ],
      },
    ];
    for (const region of regions) {
      const [organ] = simd.countVotes([a, b], { region, structures });
      expect(organ.patterns.every(({ ratings }) => ratings[0] === ratings[1])).toBe(true);
      const same = {
        ...structures[0],
        ids: [
          [1, 2],
          [1, 2],
        ],
      };
      expect(organ).toEqual(simd.countVotes([a, a], { region, structures: [same] })[0]);
    }
  });

  it("of a structure that nobody marked: an empty region, or all background", () => {
    const empty = { data: new Uint8Array(60), shape: [3, 4, 5] as const, spacingMm: [1, 1, 1] as const };
    const structures = [{ label: 3, name: "cyst", ids: [[3], [3]] }];
    for (const region of ["union", { dilationMm: 5 }] as const) {
      for (const table of simd.countVotes([empty, empty], { region, structures })) {
        expect([table.region.voxels, table.patterns]).toEqual([0, []]);
      }
    }
    const [cyst] = simd.countVotes([empty, empty], { region: "image", structures });
    expect(cyst.patterns).toEqual([{ ratings: [0, 0], voxels: 60 }]);
  });

  it("refuses other grids by the number of the volume, and a region below zero", () => {
    const [a] = randomRaters(4);
    const other = { ...a, spacingMm: [9, 9, 9] as const };
    expect(() => simd.countVotes([a, a, other])).toThrow(/volumes\[0\] and volumes\[2\] .* spacing/);
    expect(() => simd.countVotes([])).toThrow(/at least one volume/);
    expect(() => simd.countVotes([a], { region: { dilationMm: -1 } })).toThrow(/0 mm or more, -1/);
    expect(() => simd.countVotes([a, a], { structures: [{ label: 1, name: "x", ids: [[1]] }] })).toThrow(
      /label 1 .* 2 volumes, 1 lists/,
    );
  });
});

describe("three raters of 512 x 512 x 60", () => {
  it("take no more memory than a piece of each, a table, and one bit a voxel", async () => {
    const [nx, ny, nz] = [512, 512, 60];
    const raters = [0, 2, -3].map((shift): LabelVolume => {
      const data = new Uint8Array(nx * ny * nz);
      for (let z = 10; z < 50; z++) {
        for (let y = 100; y < 400; y++) {
          const half = Math.sqrt(Math.max(0, 150 ** 2 - (y - 250) ** 2));
          data.fill(
            1,
            nx * (y + ny * z) + Math.round(250 - half) + shift,
            nx * (y + ny * z) + Math.round(250 + half),
          );
          if (y > 200 && y < 260) data.fill(2, nx * (y + ny * z) + 240 + shift, nx * (y + ny * z) + 270);
        }
      }
      return { data, shape: [nx, ny, nz], spacingMm: [0.7, 0.7, 5] };
    });
    const { instance } = await WebAssembly.instantiate(bytes("pgt.wasm"));
    const { memory } = instance.exports as { memory: WebAssembly.Memory };
    const { Engine } = await import("../src/engine.ts");
    const engine = new Engine(instance.exports as unknown as ConstructorParameters<typeof Engine>[0]);
    const tables = engine.countVotes(raters);
    const volumeBytes = nx * ny * nz;
    expect(memory.buffer.byteLength).toBeLessThanOrEqual(volumeBytes / 8 + 3 * 2 ** 17 + 1.5 * 2 ** 20);
    expect(memory.buffer.byteLength).toBeLessThan(3 * volumeBytes);
    expect(tables.map(({ label }) => label)).toEqual([1, 2, null]);
    const counts = new Float64Array(27);
    const [a, b, c] = raters.map(({ data }) => data);
    for (let i = 0; i < volumeBytes; i++) counts[9 * a[i] + 3 * b[i] + c[i]]++;
    const marked = tables[2].patterns.filter(({ ratings }) => ratings.some((id) => id !== 0));
    expect(marked.map(({ ratings: [x, y, z], voxels }) => [9 * x + 3 * y + z, voxels])).toEqual(
      [...counts.entries()].filter(([key, n]) => key > 0 && n > 0),
    );
    for (const { patterns, region } of tables) {
      expect(patterns.reduce((sum, { voxels }) => sum + voxels, 0)).toBe(region.voxels);
    }
  });
});
