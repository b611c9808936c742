import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, sampleSd } from "../src/inference/descriptive.ts";
import { summarize } from "../src/scores/summary.ts";
import { dice, hd95, row } from "./study-fixture.ts";

const distance = { metric: "hd95", unit: "mm" };

describe("summarize", () => {
  it("gives mean, sample sd and median by hand", () => {
    const rows = [0.9, 0.8, 0.6, 0.7].map((value, index) =>
      row(`c${index}`, "reference", "prediction", value),
    );
    const [summary] = summarize(rows, [dice]);
    expect(summary.mean).toBeCloseTo(0.75, 12);
    expect(summary.sd).toBeCloseTo(Math.sqrt(0.05 / 3), 12);
    expect(summary.median).toBeCloseTo(0.75, 12);
    expect(summary).toMatchObject({
      label: 1,
      name: "kidney",
      n: 4,
      expected: 4,
      substituted: 0,
      undefined: {},
    });
  });

  const rows = [
    row("c1", "reference", "prediction", 4, distance),
    row("c2", "reference", "prediction", "PRED_EMPTY", distance),
    row("c3", "reference", "prediction", "REF_EMPTY", distance),
    row("c4", "reference", "prediction", "BOTH_EMPTY", distance),
  ];
  it("puts the case's worst value in for a missed structure, and for nothing else", () => {
    const [summary] = summarize(rows, [hd95], { worstCaseMm: (id) => (id === "c2" ? 100 : 999) });
    expect(summary).toMatchObject({ mean: 52, median: 52, n: 2, expected: 4, substituted: 1 });
    expect(summary.undefined).toEqual({ PRED_EMPTY: 1, REF_EMPTY: 1, BOTH_EMPTY: 1 });
  });
  it("leaves it out, and counts it, where there is no worst value", () => {
    expect(summarize(rows, [hd95])[0]).toMatchObject({
      mean: 4,
      sd: null,
      n: 1,
      expected: 4,
      substituted: 0,
    });
    const unknown = summarize(rows, [hd95], { worstCaseMm: () => undefined });
    expect(unknown[0]).toMatchObject({ mean: 4, n: 1, substituted: 0 });
  });
  it("never substitutes for a metric that is no distance", () => {
    const missed = [row("c1", "reference", "prediction", "PRED_EMPTY")];
    const [summary] = summarize(missed, [dice], { worstCaseMm: () => 100 });
    expect(summary).toMatchObject({ mean: null, sd: null, median: null, n: 0, expected: 1 });
  });
  it("orders labels by first appearance and metrics as asked for", () => {
    const mixed = [
      row("c1", "r", "p", 1, { label: 7, name: "b", metric: "dice" }),
      row("c1", "r", "p", 2, { label: 7, name: "b", ...distance }),
      row("c1", "r", "p", 3, { label: 2, name: "a", ...distance }),
      row("c1", "r", "p", 4, { label: 2, name: "a", metric: "other" }),
    ];
    const order = summarize(mixed, [hd95, dice]).map(({ label, metric }) => [label, metric]);
    expect(order).toEqual([
      [7, "hd95"],
      [7, "dice"],
      [2, "hd95"],
    ]);
  });
  it("accounts for every comparison and does not depend on the order of rows", () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.constantFrom("PRED_EMPTY", "REF_EMPTY", "BOTH_EMPTY"),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const made = values.map((v, i) => row(`c${i}`, "r", "p", v as number, distance));
        const [summary] = summarize(made, [hd95], { worstCaseMm: () => 80 });
        const undefinedCount = Object.values(summary.undefined).reduce((sum, count) => sum + count, 0);
        expect(summary.n - summary.substituted + undefinedCount).toBe(summary.expected);
        expect(summarize([...made].reverse(), [hd95], { worstCaseMm: () => 80 })[0]).toEqual(summary);
      }),
    );
  });
});

describe("quantile of type 7", () => {
  it("interpolates as numpy's linear method", () => {
    const values = [7, 1, 3, 12];
    expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => quantile(values, p))).toEqual([1, 1.6, 2.5, 5, 10.5, 12]);
    expect(quantile([], 0.5)).toBeNaN();
    expect(sampleSd([3])).toBeNaN();
  });
});
