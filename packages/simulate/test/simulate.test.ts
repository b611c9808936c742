import type { LabelVolume } from "@pgt/metrics";
import { createRandom, UsageError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { type SimulatedCase, simulateStudy } from "../src/simulate-study.ts";
import type { SimulationOptions } from "../src/simulation-options.ts";
import { smoothField } from "../src/smooth-field.ts";

const options: SimulationOptions = { cases: 4, raters: 3, sessions: 2, models: 3, seed: 11 };
const study = simulateStudy(options);
const cases = [...study.cases()];

const maskOf = (of: SimulatedCase, entity: string, session = 1) =>
  of.masks.find((mask) => mask.entity === entity && mask.session === session)!.volume;

function count({ data }: LabelVolume, label: number): number {
  let n = 0;
  for (let i = 0; i < data.length; i++) if (data[i] === label) n++;
  return n;
}

const isSame = (a: LabelVolume, b: LabelVolume) =>
  a.data.length === b.data.length && a.data.every((id, place) => id === b.data[place]);

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Surface area in mm2 from the faces between inside and outside: they show the surface projected along the
 * axes, |n_x| + |n_y| + |n_z| of it, which is 3/2 on average over directions.
 */
function areaMm2({ data, shape, spacingMm }: LabelVolume, label: number): number {
  const strides = [1, shape[0], shape[0] * shape[1]];
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  let area = 0;
  for (let i = 0; i < data.length - strides[2]; i++) {
    for (const axis of [0, 1, 2]) {
      if ((data[i] === label) !== (data[i + strides[axis]] === label)) area += voxelMm3 / spacingMm[axis];
    }
  }
  return area / 1.5;
}

/** Mean outward shift of the boundary in mm: change of volume over area. */
function shiftMm(truth: LabelVolume, mask: LabelVolume, label: number): number {
  const [sx, sy, sz] = truth.spacingMm;
  return ((count(mask, label) - count(truth, label)) * sx * sy * sz) / areaMm2(truth, label);
}

/** Sd of the distance between two boundaries in mm, if normal: E|e| = sd sqrt(2 / pi). */
function distanceSdMm(truth: LabelVolume, a: LabelVolume, b: LabelVolume, label: number): number {
  const [sx, sy, sz] = truth.spacingMm;
  let differing = 0;
  for (let i = 0; i < a.data.length; i++) {
    if ((a.data[i] === label) !== (b.data[i] === label)) differing++;
  }
  return ((differing * sx * sy * sz) / areaMm2(truth, label)) * Math.sqrt(Math.PI / 2);
}

describe("simulated study", () => {
  it("has the masks it was asked for, every label where it is declared", () => {
    expect(cases.map((one) => one.case)).toEqual(["case01", "case02", "case03", "case04"]);
    expect(cases[0].masks.map(({ entity, role, session }) => `${role} ${entity} ${session}`)).toEqual([
      "rater rater1 1",
      "rater rater1 2",
      "rater rater2 1",
      "rater rater2 2",
      "rater rater3 1",
      "rater rater3 2",
      "model coarse 1",
      "model accurate 1",
      "model copy-rater2 1",
    ]);
    for (const one of cases) {
      const labels = study.labelsOf.get(one.case)!;
      expect([...new Set(one.truth.data)].sort()).toEqual([0, ...labels]);
      for (const mask of one.masks.filter(({ entity }) => entity !== "coarse")) {
        expect([...new Set(mask.volume.data)].sort()).toEqual([0, ...labels]);
      }
    }
    expect(study.labelsOf.get("case04")).toEqual([1, 2, 3]);
    expect(study.labelsOf.get("case01")).toEqual([1, 2, 3, 4]);
  });

  it("keeps every mask off the border", () => {
    const [nx, ny, nz] = cases[0].truth.shape;
    for (const { data } of cases.flatMap((one) => [one.truth, ...one.masks.map(({ volume }) => volume)])) {
      let touching = 0;
      for (let i = 0; i < data.length; i++) {
        const [x, y, z] = [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))];
        const isBorder = x === 0 || y === 0 || z === 0 || x === nx - 1 || y === ny - 1 || z === nz - 1;
        if (isBorder && data[i] !== 0) touching++;
      }
      expect(touching).toBe(0);
    }
  });

  it("repeats by seed and differs by seed, case and session", () => {
    const again = [...simulateStudy({ ...options, cases: 1 }).cases()][0];
    expect(isSame(again.truth, cases[0].truth)).toBe(true);
    for (const [i, mask] of again.masks.entries()) {
      expect(isSame(mask.volume, cases[0].masks[i].volume)).toBe(true);
    }
    const other = [...simulateStudy({ ...options, cases: 1, seed: 12 }).cases()][0];
    expect(isSame(other.truth, cases[0].truth)).toBe(false);
    expect(isSame(cases[1].truth, cases[0].truth)).toBe(false);
    expect(isSame(maskOf(cases[0], "rater1", 1), maskOf(cases[0], "rater1", 2))).toBe(false);
  });

  it("leaves masks as they are when raters, sessions or models are added", () => {
    const more = [...simulateStudy({ ...options, cases: 1, raters: 4, sessions: 3, models: 5 }).cases()][0];
    for (const mask of cases[0].masks) {
      expect(isSame(maskOf(more, mask.entity, mask.session), mask.volume)).toBe(true);
    }
    expect(more.masks.map(({ entity }) => entity).slice(-2)).toEqual(["coarse-2", "accurate-2"]);
  });

  it.each([...study.raters, ...study.models.slice(1)])("$id has the style it declares", (style) => {
    const sessions = style.role === "rater" ? [1, 2] : [1];
    const shifts = cases.flatMap((one) =>
      sessions.map((session) => shiftMm(one.truth, maskOf(one, style.id, session), 1)),
    );
    expect(Math.abs(mean(shifts) - style.biasMm)).toBeLessThan(0.1);
  });

  it("has the noise it declares: between sessions of a rater, and of a model against the truth", () => {
    const between = study.raters.flatMap(({ id }) =>
      cases.map((one) => distanceSdMm(one.truth, maskOf(one, id, 1), maskOf(one, id, 2), 1) / Math.SQRT2),
    );
    expect(Math.abs(mean(between) / study.raters[0].sigmaMm - 1)).toBeLessThan(0.1);
    for (const { id, sigmaMm } of study.models.filter(({ biasMm }) => biasMm === 0)) {
      const sds = cases.map((one) => distanceSdMm(one.truth, one.truth, maskOf(one, id), 1));
      expect(Math.abs(mean(sds) / sigmaMm - 1)).toBeLessThan(0.15);
    }
  });

  it("gives the same styles in mm on a coarse grid", () => {
    const coarse = simulateStudy({ ...options, shape: [40, 40, 26], spacingMm: [2, 2, 3] });
    const shifts = [...coarse.cases()].map((one) => {
      const labels = coarse.labelsOf.get(one.case)!;
      expect([...new Set(one.truth.data)].sort()).toEqual([0, ...labels]);
      return shiftMm(one.truth, maskOf(one, "copy-rater2"), 1);
    });
    expect(Math.abs(mean(shifts) - 0.6)).toBeLessThan(0.1);
  });

  it("has one model that misses small structures and finds lesions where none are", () => {
    const many = simulateStudy({
      ...options,
      cases: 40,
      raters: 1,
      shape: [40, 40, 26],
      spacingMm: [2, 2, 3],
    });
    let [missed, invented] = [0, 0];
    for (const one of many.cases()) {
      const isThere = count(one.truth, 4) > 0;
      const isDrawn = count(maskOf(one, "coarse"), 4) > 0;
      if (isThere && !isDrawn) missed++;
      if (!isThere && isDrawn) invented++;
      expect(count(maskOf(one, "accurate"), 4) > 0).toBe(isThere);
    }
    expect(missed).toBeGreaterThan(0);
    expect(missed).toBeLessThan(12);
    expect(invented).toBeGreaterThan(0);
    expect(invented).toBeLessThan(9);
  });

  it("refuses what it cannot simulate", () => {
    const bad: Partial<SimulationOptions>[] = [
      { cases: 0 },
      { raters: 1.5 },
      { seed: -1 },
      { shape: [30, 30, 30] },
      { sigmaMm: 3 },
      { spacingMm: [1, 1, Number.NaN] },
    ];
    for (const wrong of bad) expect(() => simulateStudy({ ...options, ...wrong })).toThrow(UsageError);
  });
});

describe("smoothField", () => {
  it("has zero mean, unit variance everywhere and the correlation of smoothed white noise", () => {
    const size = [24, 3, 3] as const;
    const [correlationMm, lagMm] = [4, 4];
    const n = 4000;
    const sums = new Float64Array(size[0]);
    const squares = new Float64Array(size[0]);
    let lagged = 0;
    for (let k = 0; k < n; k++) {
      const field = smoothField({ size, spacingMm: [1, 1, 1], correlationMm, random: createRandom(3, k) });
      for (let x = 0; x < size[0]; x++) {
        sums[x] += field[x] / n;
        squares[x] += (field[x] * field[x]) / n;
      }
      lagged += (field[6] * field[6 + lagMm]) / n;
    }
    for (let x = 0; x < size[0]; x++) {
      expect(Math.abs(sums[x])).toBeLessThan(0.08);
      expect(Math.abs(squares[x] - 1)).toBeLessThan(0.12);
    }
    expect(Math.abs(lagged - Math.exp(-(lagMm ** 2) / (4 * correlationMm ** 2)))).toBeLessThan(0.08);
  });
});
