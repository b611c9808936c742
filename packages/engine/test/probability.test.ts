import { readFileSync } from "node:fs";
import {
  createRandom,
  evaluateUncertainty,
  findUncertaintyMetric,
  type MapMeasurement,
  type ProbabilityVolume,
  type UncertaintyMeasurement,
  uncertaintyRegistry,
  type Vector3,
} from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { createEngine } from "../src/engine.ts";
import { type BitMask, bitMaskOf, sharedVoxels, unionOf, voxelsOf } from "../src/probability/bit-mask.ts";
import { measureMap } from "../src/probability/map-sums.ts";
import { RaterVotes } from "../src/probability/rater-votes.ts";
import { shareMap } from "../src/probability/share-map.ts";

const bytes = (name: string) => readFileSync(new URL(`../../../assembly/build/${name}`, import.meta.url));
const engines = await Promise.all(["pgt.wasm", "pgt.scalar.wasm"].map((name) => createEngine(bytes(name))));

interface Example {
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly marks: readonly Uint8Array[];
  readonly masks: readonly BitMask[];
  readonly p: readonly number[];
  readonly maps: readonly ProbabilityVolume[];
}

/** Raters, and one map as floats and as 8-bit levels. */
function example(seed: number): Example {
  const random = createRandom(seed, 9);
  const pick = <T>(...values: readonly T[]): T => values[random.nextBelow(values.length)];
  const shape: Vector3 = [pick(1, 5, 33, 70), pick(1, 4, 7), pick(1, 3, 6)];
  const spacingMm: Vector3 = [pick(0.7, 1, 2.5), pick(0.8, 1), pick(1, 5)];
  const voxels = shape[0] * shape[1] * shape[2];
  const share = pick(0, 0.05, 0.5, 1);
  const marks = Array.from({ length: pick(1, 2, 3, 5) }, () =>
    Uint8Array.from({ length: voxels }, () => Number(random.next() < share)),
  );
  const codes = Uint8Array.from({ length: voxels }, () => pick(0, 255, 51, 153, random.nextBelow(256)));
  const levels = Float64Array.from({ length: 256 }, (_, code) => Math.fround(code / 255));
  const p = Array.from(codes, (code) => levels[code]);
  const grid = { shape, spacingMm };
  return {
    ...{ ...grid, marks, p },
    masks: marks.map((data) => bitMaskOf([{ volume: { data, shape }, ids: [1] }])),
    maps: [
      { ...grid, data: codes, levels },
      { ...grid, data: Float32Array.from(p), levels: null },
    ],
  };
}

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe("masks as bits", () => {
  it("count what they hold and share", () => {
    for (const seed of seeds) {
      const { marks, masks } = example(seed);
      const count = (isIn: (voxel: number) => boolean) => [...marks[0].keys()].filter(isIn).length;
      masks.forEach((a, k) => {
        expect(voxelsOf(a)).toBe(count((i) => marks[k][i] === 1));
        masks.forEach((b, l) => {
          expect(sharedVoxels(a, b)).toBe(count((i) => marks[k][i] === 1 && marks[l][i] === 1));
        });
      });
      expect(voxelsOf(unionOf(masks))).toBe(count((i) => marks.some((mask) => mask[i] === 1)));
    }
  });

  it("grow by exactly the voxels within a distance, that distance included", () => {
    for (const seed of seeds.slice(0, 30)) {
      const { shape, spacingMm, marks, masks } = example(seed);
      const at = (i: number) => [
        i % shape[0],
        Math.floor(i / shape[0]) % shape[1],
        Math.floor(i / shape[0] / shape[1]),
      ];
      const all = [...marks[0].keys()];
      const places = all.map((i) => at(i).map((v, axis) => v * spacingMm[axis]));
      const distance = (a: number, b: number) => {
        const [p, q] = [places[a], places[b]];
        return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
      };
      const inside = all.filter((i) => marks[0][i] === 1);
      const isNear = (i: number) => inside.some((j) => distance(i, j) <= 2.5 * (1 + 1e-6));
      const wanted = bitMaskOf([
        { volume: { data: Uint8Array.from(all, (i) => Number(isNear(i))), shape }, ids: [1] },
      ]);
      for (const engine of engines) expect(engine.dilate(masks[0], spacingMm, 2.5)).toEqual(wanted);
    }
  });

  it("are dilated as the definition says where a distance spans very many voxels", () => {
    const shape: Vector3 = [70, 45, 40];
    const spacingMm: Vector3 = [0.05, 0.05, 0.06];
    const place = (i: number) => [i % 70, Math.floor(i / 70) % 45, Math.floor(i / 3150)];
    const places = Array.from({ length: 70 * 45 * 40 }, (_, i) => place(i));
    const seeds = [place(3200), place(100_000)];
    const maskOf = (holds: (at: number[]) => boolean) => {
      const data = Uint8Array.from(places, (at) => Number(holds(at)));
      return bitMaskOf([{ volume: { data, shape }, ids: [1] }]);
    };
    const far = (a: number[], b: number[]) =>
      Math.hypot(...a.map((one, axis) => (one - b[axis]) * spacingMm[axis]));
    const mask = maskOf((at) => seeds.some((seed) => far(at, seed) === 0));
    const wanted = maskOf((at) => seeds.some((seed) => far(at, seed) <= 1.7123));
    for (const engine of engines) expect(engine.dilate(mask, spacingMm, 1.7123)).toEqual(wanted);
  });

  it("have as their mean the share of them that hold a voxel", () => {
    const { marks, masks, spacingMm } = example(7);
    const { data, levels } = shareMap(masks, spacingMm);
    const share = (i: number) => marks.reduce((sum, mask) => sum + mask[i], 0) / marks.length;
    expect(Array.from(data, (code) => levels![code])).toEqual([...marks[0].keys()].map(share));
  });
});

/** Sums voxel by voxel. */
function oracle({ p, marks }: Example, isInside: (voxel: number) => boolean) {
  const q = p.map((_, i) => marks.reduce((sum, mask) => sum + mask[i], 0) / marks.length);
  const inside = p.map((_, i) => i).filter(isInside);
  const sum = (of: readonly number[], value: (i: number) => number) =>
    of.reduce((total, i) => total + value(i), 0);
  const all = p.map((_, i) => i);
  const cut = (value: number) => Math.min(1 - 1e-7, Math.max(1e-7, value));
  return {
    sumP: sum(all, (i) => p[i]),
    sumPSquared: sum(all, (i) => p[i] ** 2),
    sumProduct: sum(all, (i) => p[i] * q[i]),
    sumMinimum: sum(all, (i) => Math.min(p[i], q[i])),
    voxels: inside.length,
    sumSquaredError: sum(inside, (i) => (p[i] - q[i]) ** 2),
    sumLogLoss: sum(inside, (i) => -q[i] * Math.log(cut(p[i])) - (1 - q[i]) * Math.log(1 - cut(p[i]))),
    mass: massOracle(inside.map((i) => ({ p: p[i], q: q[i] }))),
  };
}

/** Mean gap of ten groups of equal size, over all orders of voxels with equal p. */
function massOracle(voxels: readonly { readonly p: number; readonly q: number }[]): number {
  const sharesOf = new Map<number, number[]>();
  for (const { p, q } of voxels) sharesOf.set(p, [...(sharesOf.get(p) ?? []), q]);
  const sorted = [...sharesOf]
    .sort(([a], [b]) => a - b)
    .flatMap(([p, shares]) => {
      const q = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      return shares.map(() => ({ p, q }));
    });
  const n = sorted.length;
  let gaps = 0;
  for (let group = 0; group < 10; group++) {
    const own = sorted.slice(Math.floor((group * n) / 10), Math.floor(((group + 1) * n) / 10));
    gaps += Math.abs(own.reduce((sum, { p, q }) => sum + q - p, 0)) / own.length;
  }
  return gaps / 10;
}

function measurementOf(map: MapMeasurement, raters: number): UncertaintyMeasurement {
  const voxelsByVotes = new Array<number>(raters + 1).fill(0);
  for (const byVotes of map.image.voxelsByBin) for (const [k, n] of byVotes.entries()) voxelsByVotes[k] += n;
  return { raters, voxelsByVotes, map };
}

const value = (id: string, measurement: UncertaintyMeasurement) =>
  evaluateUncertainty(findUncertaintyMetric(id)!, measurement).value;

describe("sums over a map", () => {
  it("are those of every voxel, for floats and levels, in a region and the image", () => {
    for (const seed of seeds) {
      const one = example(seed);
      const votes = new RaterVotes(one.masks);
      for (const region of [null, one.masks[0]]) {
        const wanted = oracle(one, (i) => region === null || one.marks[0][i] === 1);
        for (const map of one.maps) {
          const found = measureMap(map, votes, region);
          for (const field of ["sumP", "sumPSquared", "sumProduct", "sumMinimum"] as const) {
            expect(found.image[field], `${field}, seed ${seed}`).toBeCloseTo(wanted[field], 9);
          }
          expect(found.region.voxels).toBe(wanted.voxels);
          expect(found.region.sumSquaredError).toBeCloseTo(wanted.sumSquaredError, 9);
          expect(found.region.sumLogLoss).toBeCloseTo(wanted.sumLogLoss, 6);
          const ace = value("ace", measurementOf(found, one.masks.length));
          if (wanted.voxels >= 10) expect(ace, `ace, seed ${seed}`).toBeCloseTo(wanted.mass, 9);
          else expect(ace).toBeNull();
        }
      }
    }
  });

  it("do not depend on the order of raters", () => {
    for (const seed of seeds) {
      const { masks, maps } = example(seed);
      const [found, turned] = [masks, [...masks].reverse()].map((order) =>
        measurementOf(measureMap(maps[1], new RaterVotes(order), null), masks.length),
      );
      for (const { id, needs } of uncertaintyRegistry) {
        if (needs === "map") expect(value(id, turned) ?? -1, id).toBeCloseTo(value(id, found) ?? -1, 9);
      }
    }
  });

  it("of p = q have no calibration error, the best QUBIQ score and the attainable soft Dice", () => {
    for (const seed of seeds) {
      const { masks, spacingMm, marks } = example(seed);
      const found = measurementOf(
        measureMap(shareMap(masks, spacingMm), new RaterVotes(masks), null),
        masks.length,
      );
      for (const id of ["ece", "mce", "brier"]) expect(value(id, found), id).toBeCloseTo(0, 12);
      expect(value("qubiq", found)).toBe(1);
      expect(value("soft-dice", found) ?? -1).toBeCloseTo(value("soft-dice-ceiling", found) ?? -1, 12);
      if (marks.some((mask) => mask.includes(1))) {
        expect(value("soft-dice-sq", found)).toBeCloseTo(1, 12);
        expect(value("soft-dice-min", found)).toBeCloseTo(1, 12);
      }
    }
  });

  it("of a constant map have the difference to the mean share as their calibration error", () => {
    const { shape, spacingMm, masks, marks } = example(3);
    const data = new Float32Array(marks[0].length).fill(0.7);
    const found = measurementOf(
      measureMap({ data, levels: null, shape, spacingMm }, new RaterVotes(masks), null),
      masks.length,
    );
    const mean =
      marks.reduce((sum, mask) => sum + mask.reduce((a, b) => a + b, 0), 0) / masks.length / data.length;
    for (const id of ["ece", "mce"])
      expect(value(id, found), id).toBeCloseTo(Math.abs(mean - Math.fround(0.7)), 6);
    expect(found.map!.region.bins[7].voxels).toBe(data.length);
  });

  it("of nothing at all are undefined, with the reason", () => {
    const shape: Vector3 = [4, 3, 2];
    const empty = bitMaskOf([{ volume: { data: new Uint8Array(24), shape }, ids: [1] }]);
    const grid = { shape, spacingMm: [1, 1, 1] as const, levels: null };
    const ask = (p: number) =>
      measurementOf(
        measureMap({ ...grid, data: new Float32Array(24).fill(p) }, new RaterVotes([empty, empty]), empty),
        2,
      );
    const reason = (id: string, p: number) => evaluateUncertainty(findUncertaintyMetric(id)!, ask(p));
    expect(reason("ece", 0)).toEqual({ value: null, reason: "BOTH_EMPTY" });
    expect(reason("ece", 0.3)).toEqual({ value: null, reason: "REF_EMPTY" });
    expect(reason("soft-dice", 0)).toEqual({ value: null, reason: "BOTH_EMPTY" });
    expect(reason("soft-dice", 0.3)).toEqual({ value: 0, reason: null });
    expect(reason("qubiq", 0)).toEqual({ value: 1, reason: null });
    expect(reason("dice-expected", 0)).toEqual({ value: 1, reason: null });
  });

  it("place 0.7 of float32 in the bin that begins at 0.7, and 1 in the last", () => {
    const shape: Vector3 = [2, 1, 1];
    const mask = bitMaskOf([{ volume: { data: Uint8Array.of(1, 1), shape }, ids: [1] }]);
    const map = { data: Float32Array.of(0.7, 1), levels: null, shape, spacingMm: [1, 1, 1] as const };
    const { bins } = measureMap(map, new RaterVotes([mask]), null).region;
    expect(bins.map(({ voxels }) => voxels)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
  });
});
