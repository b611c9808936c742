import { createRandom, parseMetric } from "@pgt/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean } from "../src/inference/descriptive.ts";
import { erf, erfInverse } from "../src/inference/distributions.ts";
import { foldedNormalMean, foldedNormalQuantile } from "../src/inference/folded-normal.ts";
import { biasWhereTruthScores, ceilingScore, tippingBias, truthScore } from "../src/noise/truth-score.ts";
import type { MetricTraits } from "../src/scores/metric-traits.ts";
import { bracketIntervals } from "../src/simulation/bracket-intervals.ts";
import {
  drawAnnotation,
  drawStyle,
  drawTruth,
  newOutline,
  polarOverlap,
} from "../src/simulation/polar-annotators.ts";
import { rve } from "./study-fixture.ts";

const keys = ["dice", "jaccard", "nsd@2", "assd", "masd", "rmsd", "hd95"];
const metricOf = (key: string): MetricTraits => parseMetric(key);
const dice = metricOf("dice");

describe("distributions of displacements", () => {
  it("erf and its inverse (printed tables)", () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 12);
    expect(erf(1)).toBeCloseTo(0.8427007929497149, 12);
    expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 12);
    expect(erfInverse(0.5)).toBeCloseTo(0.4769362762044699, 12);
    expect(erfInverse(-0.9)).toBeCloseTo(-1.1630871536766743, 12);
    for (const x of [1e-3, 0.3, 1.7, 3]) expect(erfInverse(erf(x))).toBeCloseTo(x, 9);
  });
  it("mean of a folded normal, by hand", () => {
    expect(foldedNormalMean(0, 1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 12);
    expect(foldedNormalMean(0, 2)).toBeCloseTo(2 / Math.sqrt(Math.PI), 12);
    // √(2/π) e^(-1/2) + erf(1/√2)
    expect(foldedNormalMean(1, 1)).toBeCloseTo(0.4839414490382867 + 0.6826894921370859, 12);
    expect(foldedNormalMean(-3, 0)).toBe(3);
    expect(foldedNormalMean(10, 1)).toBeCloseTo(10, 9);
  });
  it("mean and quantile of a folded normal, by simulation", () => {
    const random = createRandom(3, 0);
    const sizes = Array.from({ length: 40_000 }, () => Math.abs(0.8 + random.normal())).sort((a, b) => a - b);
    expect(mean(sizes)).toBeCloseTo(foldedNormalMean(0.8, 1), 1);
    expect(sizes[38_000]).toBeCloseTo(foldedNormalQuantile(0.95, 0.8), 1);
    expect(foldedNormalQuantile(0.95, 0)).toBeCloseTo(1.959963984540054, 9);
  });
});

describe("root-2 rule (docs/methods/noise-model.md), by hand", () => {
  it.each([
    ["dice", 0.9, 1 - 0.1 / Math.SQRT2],
    // Dice .9 is Jaccard .81818, and .929289 is .867919.
    ["jaccard", 0.9 / 1.1, 0.9292893218813453 / (2 - 0.9292893218813453)],
    ["assd", 2, Math.SQRT2],
    ["masd", 2, Math.SQRT2],
    ["rmsd", 2, Math.SQRT2],
    ["hd95", 7, 7 / Math.SQRT2],
    ["hd", 7, 7 / Math.SQRT2],
    // 95 % within 1.96 √2 sd: within 2.7718 sd of one annotation.
    ["nsd@2", 0.95, 0.9944254],
  ])("%s %d", (key, inter, expected) => {
    expect(truthScore(metricOf(key), inter)).toBeCloseTo(expected, 6);
    expect(ceilingScore(metricOf(key), inter)).toBe(truthScore(metricOf(key), inter));
  });
  it("says nothing of other metrics, nor of the largest distance under a bias", () => {
    expect(truthScore(rve, 0.1)).toBeNull();
    expect(truthScore(metricOf("sens"), 0.9)).toBeNull();
    expect(truthScore(metricOf("hd"), 7, 0.5)).toBeNull();
    expect(tippingBias(metricOf("hd"), 7)).toBeNull();
  });
  it.each(keys)("%s: leaves perfect agreement perfect, and never scores worse than raters do", (key) => {
    const metric = metricOf(key);
    const sign = metric.definition.direction === "higher" ? 1 : -1;
    expect(truthScore(metric, metric.definition.identical!)).toBe(metric.definition.identical);
    const score =
      sign === 1 ? fc.double({ min: 0, max: 1, noNaN: true }) : fc.double({ min: 0, max: 80, noNaN: true });
    fc.assert(
      fc.property(score, fc.double({ min: 0, max: 5, noNaN: true }), (inter, bias) => {
        const unbiased = truthScore(metric, inter)!;
        expect(sign * (unbiased - inter)).toBeGreaterThanOrEqual(-1e-9);
        expect(sign * (unbiased - truthScore(metric, inter, bias)!)).toBeGreaterThanOrEqual(-1e-9);
        expect(unbiased).toBeGreaterThanOrEqual(metric.definition.range[0]);
        expect(unbiased).toBeLessThanOrEqual(metric.definition.range[1]);
      }),
    );
  });
});

describe("shared bias", () => {
  it("tips at 0.943 for metrics of the mean size, at 1 for the root mean square, whatever the score", () => {
    for (const key of ["dice", "jaccard", "assd", "masd"]) {
      for (const inter of [0.6, 0.9]) expect(tippingBias(metricOf(key), inter)).toBeCloseTo(0.943, 3);
    }
    expect(tippingBias(metricOf("rmsd"), 3)).toBeCloseTo(1, 9);
  });
  it("tips where the truth scores as raters do", () => {
    for (const key of keys) {
      const metric = metricOf(key);
      const inter = metric.definition.direction === "higher" ? 0.85 : 2.5;
      const tipping = tippingBias(metric, inter)!;
      expect(tipping).toBeGreaterThan(0.5);
      expect(truthScore(metric, inter, tipping)).toBeCloseTo(inter, 9);
    }
  });
  it("has a bias for every score below the unbiased, none for perfect agreement", () => {
    expect(biasWhereTruthScores(dice, 0.9, 0.99)).toBe(0);
    expect(biasWhereTruthScores(dice, 0.9, 1 - 0.1 / Math.SQRT2)).toBe(0);
    const rho = biasWhereTruthScores(dice, 0.9, 0.8)!;
    expect(truthScore(dice, 0.9, rho)).toBeCloseTo(0.8, 9);
    expect(tippingBias(dice, 1)).toBeNull();
    expect(tippingBias(metricOf("assd"), 0)).toBeNull();
  });
});

describe("intervals I0 to I4 (docs/methods/simulation.md)", () => {
  const inter = { estimate: 0.9, low: 0.86, high: 0.93 };
  const intra = { estimate: 0.94, low: 0.92, high: 0.96 };
  it("by hand for dice", () => {
    const found = bracketIntervals({ metric: dice, inter, intra });
    const biased = foldedNormalMean(1, 1) / foldedNormalMean(0, 2);
    expect(found.i0).toEqual({ low: 0.9, high: 0.94 });
    expect(found.i1).toEqual({ low: 0.86, high: 0.96 });
    expect(found.i2.low).toBeCloseTo(1 - 0.14 / Math.SQRT2, 12);
    expect(found.i2.high).toBeCloseTo(1 - 0.07 / Math.SQRT2, 12);
    expect(found.i3.low).toBeCloseTo(1 - 0.1 * biased, 12);
    expect(found.i3.high).toBeCloseTo(1 - 0.06 / Math.SQRT2, 12);
    expect(found.i4.low).toBeCloseTo(1 - 0.14 * biased, 12);
    expect(found.i4.high).toBeCloseTo(1 - 0.04 / Math.SQRT2, 12);
  });
  it("are turned for distances: the worse end is the high one", () => {
    const found = bracketIntervals({
      metric: metricOf("rmsd"),
      inter: { estimate: 2, low: 1.5, high: 2.5 },
      intra: { estimate: 1, low: 0.8, high: 1.2 },
    });
    expect(found.i0).toEqual({ low: 1, high: 2 });
    expect(found.i1).toEqual({ low: 0.8, high: 2.5 });
    expect(found.i4.low).toBeCloseTo(0.8 / Math.SQRT2, 12);
    expect(found.i4.high).toBeCloseTo(2.5, 12);
  });
  it("leave open what is not known", () => {
    const unknown = bracketIntervals({ metric: dice, inter: { ...inter, low: null, high: null }, intra });
    expect(unknown.i4.low).toBeNull();
    expect(unknown.i4.high).not.toBeNull();
    const other = bracketIntervals({ metric: metricOf("sens"), inter, intra });
    expect(other.i1).toEqual({ low: 0.86, high: 0.96 });
    expect(other.i4).toEqual({ low: null, high: null });
  });
});

describe("on simulated outlines of radius 20 px (docs/methods/noise-model.md)", () => {
  const circle = () => newOutline().fill(20);
  /**
   * Mean overlap over 1500 draws of: two raters, a rater and the own repeat, truth and rater, truth with style and
   * rater.
   */
  function simulate(mu: number, tau: number, sigma: number, varied: boolean) {
    const random = createRandom(20230418, 77);
    const sums = { inter: 0, intra: 0, truth: 0, ceiling: 0 };
    const [first, second] = [newOutline(), newOutline()];
    const [a, b, repeat, noise, truth] = [newOutline(), newOutline(), newOutline(), newOutline(), circle()];
    const draws = 1500;
    const how = { mu, tau, sigma, arcDrop: 0 };
    for (let draw = 0; draw < draws; draw++) {
      if (varied) drawTruth(random, truth);
      drawStyle(random, tau, first);
      drawStyle(random, tau, second);
      drawAnnotation(random, truth, first, how, noise, a);
      drawAnnotation(random, truth, first, how, noise, repeat);
      drawAnnotation(random, truth, second, how, noise, b);
      sums.inter += polarOverlap(a, b) / draws;
      sums.intra += polarOverlap(a, repeat) / draws;
      sums.truth += polarOverlap(truth, a) / draws;
      const styled = truth.map((radius, j) => radius + mu + first[j]);
      sums.ceiling += polarOverlap(styled, a) / draws;
    }
    return sums;
  }
  it("predicts 1 - intra = .0564 at sigma = 1, and it is .0561", () => {
    // S/(2V) = 1/R, E|δ| = √(2 · 2 / π).
    expect(foldedNormalMean(0, 2) / 20).toBeCloseTo(0.0564, 4);
    // Three standard errors of 1500 draws.
    expect(Math.abs(1 - simulate(0, 0, 1, false).intra - 0.0561)).toBeLessThan(0.001);
  });
  it.each([
    [0.5, 1],
    [1, 1],
    [2, 1],
  ])("the root-2 rule holds within .002: tau %d, sigma %d", (tau, sigma) => {
    const found = simulate(0, tau, sigma, true);
    expect(Math.abs(truthScore(dice, found.inter)! - found.truth)).toBeLessThan(0.002);
    expect(Math.abs(ceilingScore(dice, found.intra)! - found.ceiling)).toBeLessThan(0.002);
  });
  it("knows the fall under a shared bias within .006", () => {
    const found = simulate(Math.SQRT2, 1, 1, true);
    expect(Math.abs(truthScore(dice, found.inter, 1)! - found.truth)).toBeLessThan(0.006);
  });
});
