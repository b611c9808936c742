import { createRandom, type LabelVolume, noteText, UsageError, type Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { fitNoise } from "../src/fit-noise.ts";
import { maskComponents } from "../src/mask-components.ts";
import { poisson } from "../src/poisson.ts";
import { signedDistanceMm } from "../src/signed-distance.ts";
import {
  anatomyStructures,
  annotateCase,
  checkSimulation,
  raterStyle,
  trueCaseOfAnatomy,
  trueCaseOfMask,
} from "../src/simulate-raters.ts";
import { anchoredField } from "../src/smooth-field.ts";
import { type StructureNoise, structureNoise } from "../src/structure-noise.ts";
import {
  annotations,
  areaMm2,
  ball,
  count,
  diceOf,
  isSame,
  mean,
  overlap,
  simulation,
  truth,
} from "./ball-annotations.ts";

describe("signed distance", () => {
  const size = [7, 6, 5] as const;
  const spacingMm = [1, 0.7, 2.5] as const;
  const place = (i: number) => [i % 7, Math.floor(i / 7) % 6, Math.floor(i / 42)];
  const gaps = (i: number, j: number) => place(i).map((at, axis) => Math.abs(at - place(j)[axis]));

  it.each([0.1, 0.5, 0.9])(
    "is the mean of the exact distances to both layers, %s of voxels inside",
    (share) => {
      const random = createRandom(1, Math.round(10 * share));
      const mask = Uint8Array.from({ length: 210 }, () => (random.next() < share ? 1 : 0));
      const all = [...mask.keys()];
      const faces = all.filter((i) =>
        all.some((j) => mask[j] !== mask[i] && gaps(i, j).reduce((sum, gap) => sum + gap, 0) === 1),
      );
      const nearest = (i: number, targets: readonly number[]) =>
        Math.min(...targets.map((j) => Math.hypot(...gaps(i, j).map((gap, axis) => gap * spacingMm[axis]))));
      const found = signedDistanceMm(mask, size, spacingMm);
      for (const i of all) {
        const other = all.filter((j) => mask[j] !== mask[i]);
        const own = faces.filter((j) => mask[j] === mask[i]);
        const expected = (nearest(i, other) + nearest(i, own)) / 2;
        expect(found[i]).toBeCloseTo(mask[i] === 1 ? expected : -expected, 12);
      }
    },
  );

  it.each([
    [
      [40, 40, 40],
      [1, 1, 1],
    ],
    [
      [40, 40, 14],
      [1, 1, 3],
    ],
  ] as [Vector3, Vector3][])(
    "of a ball on a grid of %s voxels is its distance, but for the grid",
    (shape, spacing) => {
      const mask = ball(11, shape, spacing);
      const found = signedDistanceMm(Uint8Array.from(mask.data), shape, spacing);
      const errors: number[] = [];
      for (let i = 0; i < found.length; i++) {
        const at = [i % shape[0], Math.floor(i / shape[0]) % shape[1], Math.floor(i / (shape[0] * shape[1]))];
        const radius = Math.hypot(
          ...at.map((one, axis) => (one - shape[axis] / 2 + 0.1 * (axis + 1)) * spacing[axis]),
        );
        if (Math.abs(11 - radius) < 5) errors.push(found[i] - (11 - radius));
      }
      expect(Math.abs(mean(errors))).toBeLessThan(0.05);
      expect(mean(errors.map(Math.abs))).toBeLessThan(0.2 * spacing[2]);
    },
  );

  it("of an empty mask is infinite", () => {
    expect([...signedDistanceMm(new Uint8Array(2), [2, 1, 1], [1, 1, 1])]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });
});

describe("mask components", () => {
  it("joins at corners, and parts what is apart, largest first", () => {
    const mask = Uint8Array.from([1, 0, 0, 1, 0, 1, 0, 1]);
    const found = maskComponents(mask, [4, 2, 1]);
    expect(found.map(({ voxels }) => [...voxels].sort((a, b) => a - b))).toEqual([
      [0, 5],
      [3, 7],
    ]);
    expect(found[1].box).toEqual({ origin: [3, 0, 0], size: [1, 2, 1] });
  });
});

describe("raters simulated on a mask", () => {
  it("without noise draw the mask", () => {
    const [only] = annotations({ sigmaMm: 0, tauMm: 0 });
    expect(isSame(only.volume, truth)).toBe(true);
    const thick = ball(11, [40, 40, 14], [1, 1, 3]);
    expect(isSame(annotations({ sigmaMm: 0, tauMm: 0 }, {}, thick)[0].volume, thick)).toBe(true);
  });

  it.each([
    [1.5, 0.1],
    [-1.5, 0.1],
    // Within a voxel the mask does not say how an oblique boundary runs.
    [0.7, 0.3],
    [-0.7, 0.3],
  ])("a shared bias of %s mm moves the boundary by as much, within a share of %s", (muMm, share) => {
    // Where within voxels the boundary passes is drawn by seed.
    const drawn = [1, 2, 3, 4, 5, 6].flatMap((seed) => annotations({ sigmaMm: 0, tauMm: 0, muMm }, { seed }));
    const change = mean(drawn.map(({ volume }) => count(volume))) - count(truth);
    const expected = (4 / 3) * Math.PI * ((11 + muMm) ** 3 - 11 ** 3);
    expect(Math.abs(change / expected - 1)).toBeLessThan(share);
  });

  it("random noise has the size asked for, by the closed form of docs/methods/noise-model.md", () => {
    const sigmaMm = 1;
    const drawn = annotations({ sigmaMm, tauMm: 0 }, { raters: 6, sessions: 2 });
    const losses = [0, 2, 4, 6, 8, 10].map((at) => 1 - diceOf(drawn[at].volume, drawn[at + 1].volume));
    const volume = (4 / 3) * Math.PI * 11 ** 3;
    const found = mean(losses) * ((2 * volume) / areaMm2) * (Math.sqrt(Math.PI / 2) / Math.SQRT2);
    expect(found / sigmaMm).toBeGreaterThan(0.85);
    expect(found / sigmaMm).toBeLessThan(1.15);
  });

  it("a rater's constant bias is the same in every session and case, and has variance tau²", () => {
    const noise = { sigmaMm: 0, tauMm: 0.8, constantShare: 1 };
    const plan = simulation(noise, { raters: 3, sessions: 2 });
    const [first, second] = [truth, ball(9, [40, 40, 40], [1, 1, 1])].map((mask, at) => [
      ...annotateCase(trueCaseOfMask(mask, at, plan), at, plan),
    ]);
    for (const rater of [0, 1, 2]) {
      expect(isSame(first[2 * rater].volume, first[2 * rater + 1].volume)).toBe(true);
      const sign = Math.sign(raterStyle(plan.seed, rater + 1, 1).constant);
      expect(Math.sign(count(first[2 * rater].volume) - count(truth))).toBe(sign);
      expect(Math.sign(count(second[2 * rater].volume) - count(ball(9, [40, 40, 40], [1, 1, 1])))).toBe(sign);
    }
    const constants = Array.from(
      { length: 400 },
      (_, k) => raterStyle(5, (k % 250) + 1, 1 + Math.floor(k / 250)).constant,
    );
    expect(Math.abs(mean(constants))).toBeLessThan(0.15);
    expect(Math.abs(mean(constants.map((one) => one * one)) - 1)).toBeLessThan(0.2);
  });

  it("a rater's smooth bias is fixed to the structure: moved with it, it draws the same", () => {
    const moved: LabelVolume = { ...truth, data: new Uint8Array(truth.data.length) };
    moved.data.set(truth.data.subarray(0, truth.data.length - 3), 3);
    const noise = { sigmaMm: 0, tauMm: 1, constantShare: 0, styleCorrelationMm: 4 };
    const [here] = annotations(noise);
    const [there] = annotations(noise, {}, moved);
    const back: LabelVolume = { ...truth, data: new Uint8Array(truth.data.length) };
    back.data.set(there.volume.data.subarray(3));
    // The places within voxels are drawn per box, the rater's field is the same.
    expect(diceOf(here.volume, back)).toBeGreaterThan(0.999);
    expect(diceOf(here.volume, truth)).toBeLessThan(0.97);
  });

  it("leaves annotations as they are when raters and sessions are added, and differs by seed", () => {
    const noise = { sigmaMm: 0.7 };
    const few = annotations(noise, { raters: 2, sessions: 1 });
    const many = annotations(noise, { raters: 3, sessions: 2 });
    expect(many.map(({ rater, session }) => `${rater} ${session}`)).toEqual([
      "rater1 1",
      "rater1 2",
      "rater2 1",
      "rater2 2",
      "rater3 1",
      "rater3 2",
    ]);
    expect(isSame(few[0].volume, many[0].volume)).toBe(true);
    expect(isSame(few[1].volume, many[2].volume)).toBe(true);
    expect(isSame(few[0].volume, annotations(noise, { seed: 8 })[0].volume)).toBe(false);
  });

  it("the built-in anatomy has its structures where they exist, apart", () => {
    const structures = anatomyStructures.map(({ label, name }) => ({ label, name, noise: structureNoise() }));
    const plan = { raters: 1, sessions: 1, structures, seed: 2 };
    const grid = { shape: [48, 48, 32], spacingMm: [2, 2, 3] } as const;
    const [first, fourth] = [0, 3].map((index) => trueCaseOfAnatomy(grid, index, plan));
    expect([...new Set(first.truth.data)].sort()).toEqual([0, 1, 2, 3, 4]);
    expect([...new Set(fourth.truth.data)].sort()).toEqual([0, 1, 2, 3]);
    expect(fourth.structures[3].parts).toEqual([]);
    expect(first.structures[1].parts).toHaveLength(2);
    const [drawn] = annotateCase(first, 0, plan);
    expect(diceOf(drawn.volume, first.truth)).toBeGreaterThan(0.85);
  });
});

describe("fit of the noise to agreement", () => {
  const grid = { shape: truth.shape, spacingMm: truth.spacingMm };
  const loose = simulation({ sigmaMm: 2, tauMm: 1 });
  const structure = trueCaseOfMask(truth, 0, loose).structures[0];
  const options = { overlap, seed: 3, fixed: { correlationMm: 3 } };

  it("takes all noise as random without repeats, and says so", () => {
    const fit = fitNoise([{ structure, grid }], { inter: 0.9, intra: null }, options);
    expect(fit.noise.tauMm).toBe(0);
    expect(Math.abs(fit.simulated.inter - 0.9)).toBeLessThan(0.002);
    expect(fit.notes.map(noteText).join(" ")).toContain("without repeats");
  });

  it("sets tau to 0 where raters agree with each other as with themselves", () => {
    const fit = fitNoise([{ structure, grid }], { inter: 0.93, intra: 0.92 }, options);
    expect(fit.noise.tauMm).toBe(0);
    expect(Math.abs(fit.simulated.intra - 0.92)).toBeLessThan(0.002);
    expect(fit.notes.map(noteText).join(" ")).toContain("tau is 0");
  });

  it("says so if it does not get there", () => {
    const fit = fitNoise(
      [{ structure, grid }],
      { inter: 0.8, intra: 0.95 },
      { ...options, maximumRounds: 1 },
    );
    expect(fit).toMatchObject({ rounds: 1, converged: false });
  });

  it("refuses what cannot be fitted", () => {
    expect(() => fitNoise([], { inter: 0.9, intra: null }, options)).toThrow(UsageError);
    expect(() => fitNoise([{ structure, grid }], { inter: 0, intra: null }, options)).toThrow(/inter/);
    expect(() => fitNoise([{ structure, grid }], { inter: 0.9, intra: 1.2 }, options)).toThrow(/intra/);
  });
});

describe("parameters", () => {
  it("names the parameter, what was expected and what was found", () => {
    expect(() => structureNoise({ sigmaMm: -1 })).toThrow(
      "sigmaMm: expected a number from 0 to 20, found -1",
    );
    expect(() => structureNoise({ constantShare: Number.NaN })).toThrow(/constantShare/);
    expect(() => structureNoise({ sigma: 1 } as Partial<StructureNoise>)).toThrow(/"sigma" does not exist/);
    expect(() => structureNoise({ tauMm: "1" } as unknown as Partial<StructureNoise>)).toThrow(/found "1"/);
    expect(() => structureNoise({ drop: { a: 1 } } as unknown as Partial<StructureNoise>)).toThrow(/drop.b/);
  });

  it("refuses counts, and noise that would leave the built-in anatomy", () => {
    expect(() => checkSimulation(simulation({}, { raters: 0 }))).toThrow(/raters/);
    expect(() => checkSimulation(simulation({}, { sessions: 300 }))).toThrow(/sessions/);
    const grid = { shape: [48, 48, 32], spacingMm: [2, 2, 3] } as const;
    expect(() => trueCaseOfAnatomy(grid, 0, simulation({ sigmaMm: 3 }))).toThrow(/at most 7 mm/);
  });
});

describe("random parts", () => {
  it("Poisson numbers have their mean and variance", () => {
    const random = createRandom(4, 4);
    const drawn = Array.from({ length: 4000 }, () => poisson(2.5, random));
    expect(Math.abs(mean(drawn) - 2.5)).toBeLessThan(0.1);
    expect(Math.abs(mean(drawn.map((one) => (one - 2.5) ** 2)) - 2.5)).toBeLessThan(0.25);
    expect(poisson(0, random)).toBe(0);
  });

  it("boxes cut out of an anchored field agree where they overlap", () => {
    const coefficient = (x: number, y: number, z: number) =>
      createRandom(1, (x + 99) * 1e6 + (y + 99) * 1e3 + z + 99).normal();
    const cut = (firstMm: Vector3, size: Vector3) =>
      anchoredField({ size, spacingMm: [1, 1, 2], correlationMm: 3, firstMm, coefficient });
    const whole = cut([-6.5, -4, -3], [12, 9, 5]);
    const part = cut([-2.5, -1, 1], [4, 3, 2]);
    for (let z = 0, i = 0; z < 2; z++) {
      for (let y = 0; y < 3; y++) {
        for (let x = 0; x < 4; x++, i++) {
          expect(part[i]).toBeCloseTo(whole[x + 4 + 12 * (y + 3 + 9 * (z + 2))], 10);
        }
      }
    }
  });
});
