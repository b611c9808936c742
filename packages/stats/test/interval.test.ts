import { describe, expect, it } from "vitest";
import { bcaInterval } from "../src/inference/bca.ts";
import { holm } from "../src/inference/holm.ts";
import { meanInterval } from "../src/inference/interval.ts";
import { randomRatersInterval } from "../src/interval/random-raters.ts";
import { interRater } from "../src/interval/reliability.ts";
import { buildTensor } from "../src/scores/tensor.ts";
import { dice, row } from "./study-fixture.ts";

const pairs = { ab: [0.9, 0.85, 0.92, 0.8], ac: [0.88, 0.82, 0.95, 0.78], bc: [0.91, 0.8, 0.9, 0.84] };
const caseMeans = [0, 1, 2, 3].map((i) => (pairs.ab[i] + pairs.ac[i] + pairs.bc[i]) / 3);

describe("these raters (F)", () => {
  it("uses the logit scale for a metric in [0, 1] (scipy)", () => {
    const { low, high } = meanInterval(caseMeans, [0, 1]);
    expect(low).toBeCloseTo(0.7465693032732966, 10);
    expect(high).toBeCloseTo(0.9303465172437946, 10);
  });
  it("is a plain t interval otherwise (scipy), cut to the range", () => {
    const { low, high } = meanInterval(caseMeans, [0, Number.POSITIVE_INFINITY]);
    expect(low).toBeCloseTo(0.772865280508464, 10);
    expect(high).toBeCloseTo(0.9521347194915358, 10);
    expect(meanInterval([0.1, 0, 8], [0, Number.POSITIVE_INFINITY]).low).toBe(0);
    expect(meanInterval([0.9, 1, 0.2], [-1, 1]).high).toBe(1);
  });
  it("is a point where all cases are equal, the extremes included", () => {
    expect(meanInterval([1, 1, 1], [0, 1])).toEqual({ low: 1, high: 1 });
    expect(meanInterval([0, 0], [0, 1])).toEqual({ low: 0, high: 0 });
    const { low, high } = meanInterval([0.7, 0.7], [0, 1]);
    expect([low, high].map((end) => end!.toFixed(12))).toEqual(["0.700000000000", "0.700000000000"]);
  });
  it("gives no ends for fewer than two cases", () => {
    expect(meanInterval([0.8], [0, 1])).toEqual({ low: null, high: null });
    expect(meanInterval([], [0, 1], { method: "bca" })).toEqual({ low: null, high: null });
  });
});

describe("BCa bootstrap over cases", () => {
  const values = [
    0.71, 0.82, 0.93, 0.88, 0.79, 0.91, 0.95, 0.6, 0.85, 0.9, 0.77, 0.89, 0.92, 0.84, 0.66, 0.94, 0.87, 0.81,
    0.9, 0.86, 0.58, 0.96,
  ];
  it("agrees with scipy's BCa (200,000 resamples) within Monte Carlo error", () => {
    const { low, high } = bcaInterval(values, { replicates: 20_000 });
    expect(Math.abs(low! - 0.78)).toBeLessThan(0.002);
    expect(Math.abs(high! - 0.8713636)).toBeLessThan(0.002);
  });
  it("is the same for the same seed, another for another", () => {
    expect(bcaInterval(values, { seed: 5 })).toEqual(bcaInterval(values, { seed: 5 }));
    expect(bcaInterval(values, { seed: 5 })).not.toEqual(bcaInterval(values, { seed: 6 }));
  });
  it("stands in from 20 cases on", () => {
    const bca = { method: "bca" } as const;
    expect(meanInterval(values, [0, 1], bca)).toEqual(bcaInterval(values));
    const twenty = values.slice(0, 20);
    expect(meanInterval(twenty, [0, 1], bca)).toEqual(bcaInterval(twenty));
    expect(bcaInterval(twenty)).not.toEqual(meanInterval(twenty, [0, 1]));
    expect(meanInterval(values.slice(0, 19), [0, 1], bca)).toEqual(meanInterval(values.slice(0, 19), [0, 1]));
  });
  it("is a point where all cases are equal", () => {
    expect(bcaInterval(new Array(20).fill(0.5))).toEqual({ low: 0.5, high: 0.5 });
  });
});

describe("raters like these (P)", () => {
  const rows = [0, 1, 2, 3].flatMap((i) => [
    row(`c${i}`, "a", "b", pairs.ab[i]),
    row(`c${i}`, "a", "c", pairs.ac[i]),
    row(`c${i}`, "b", "c", pairs.bc[i]),
  ]);
  const tensor = buildTensor(rows, dice);
  const seriesOf = (raters: readonly string[]) => interRater(tensor, raters);
  it("is the two-way jackknife t interval (numpy)", () => {
    const interval = randomRatersInterval(["a", "b", "c"], seriesOf, [0, 1])!;
    expect(interval.low).toBeCloseTo(0.6884981576715318, 10);
    expect(interval.high).toBeCloseTo(0.9468143833945498, 10);
  });
  it("is not estimable for two raters", () => {
    expect(randomRatersInterval(["a", "b"], seriesOf, [0, 1])).toBeNull();
  });
});

describe("Holm", () => {
  it("adjusts by hand: .01, .04, .03 of three", () => {
    const results = holm([0.01, 0.04, 0.03]);
    expect(results.map(({ pAdjusted }) => pAdjusted)).toEqual([0.03, 0.06, 0.06]);
    // Rejected at alpha / 3; the second is the first that is not, at alpha / 2, and the third shares its level.
    expect(results.map(({ level }) => level)).toEqual([1 - 0.05 / 3, 0.975, 0.975]);
  });
  it("leaves a single p value as it is", () => {
    expect(holm([0.04])).toEqual([{ pAdjusted: 0.04, level: 0.95 }]);
    expect(holm([])).toEqual([]);
  });
});
