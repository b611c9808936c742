import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, sampleSd } from "../src/inference/descriptive.ts";
import { summarize } from "../src/scores/summary.ts";
import { worstCases } from "../src/scores/worst-cases.ts";
import { dice, hd95, row } from "./study-fixture.ts";

const distance = { metric: "hd95", unit: "mm" };

describe("worstCases", () => {
  const values = [0.9, 0.5, "PRED_EMPTY", "BOTH_EMPTY", 0.7, "NO_PREDICTION"] as const;
  const rows = values.map((value, at) => row(`c${at}`, "reference", "prediction", value));
  it("names misses first, then the least similar, three of each structure", () => {
    const others = rows.map((one) => ({ ...one, label: 2, name: "cyst" }));
    const worst = worstCases([...rows, ...others], dice);
    expect(worst.map(({ label, case: id }) => `${label} ${id}`)).toEqual(
      [1, 2].flatMap((label) => ["c2", "c5", "c1"].map((id) => `${label} ${id}`)),
    );
  });
  it("takes the largest of distances, and twelve in all", () => {
    const far = [1, 9, 5, 2].map((value, at) => row(`c${at}`, "reference", "prediction", value, distance));
    expect(worstCases(far, hd95).map(({ value }) => value)).toEqual([9, 5, 2]);
    const many = Array.from({ length: 20 }, (_, label) => far.map((one) => ({ ...one, label })));
    const worst = worstCases(many.flat(), hd95);
    expect(worst).toHaveLength(12);
    expect(new Set(worst.map(({ label }) => label)).size).toBe(12);
  });
});

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

  it("has the t interval of the mean over cases, on the logit scale for 0 to 1, and none for one value", () => {
    const rows = [0.9, 0.8, 0.7].map((value, index) => row(`c${index}`, "reference", "prediction", value));
    // t(.975, 2) = 4.302653; half-width on the logit scale 4.302653 * 0.1 / sqrt(3) / (0.8 * 0.2).
    const half = (4.302653 * 0.1) / Math.sqrt(3) / 0.16;
    const [{ interval }] = summarize(rows, [dice]);
    expect(interval.low).toBeCloseTo(1 / (1 + Math.exp(-(Math.log(4) - half))), 6);
    expect(interval.high).toBeCloseTo(1 / (1 + Math.exp(-(Math.log(4) + half))), 6);
    expect(summarize(rows.slice(0, 1), [dice])[0].interval).toEqual({ low: null, high: null });
  });

  it("puts the worst value in for a case without a prediction where that is the rule, and only there", () => {
    const scores = [
      row("c1", "reference", "prediction", 0.8),
      row("c2", "reference", "prediction", "NO_PREDICTION"),
      row("c1", "reference", "prediction", 4, distance),
      row("c2", "reference", "prediction", "NO_PREDICTION", distance),
    ];
    const worstCaseMm = () => 100;
    const rule = { worstCaseMm, penaliseMissing: true };
    expect(summarize(scores, [dice, hd95], rule)).toMatchObject([
      { mean: 0.4, n: 2, expected: 2, substituted: 1 },
      { mean: 52, n: 2, expected: 2, substituted: 1 },
    ]);
    expect(summarize(scores, [dice, hd95], { worstCaseMm })).toMatchObject([
      { mean: 0.8, n: 1, expected: 2, substituted: 0, undefined: { NO_PREDICTION: 1 } },
      { mean: 4, n: 1, expected: 2, substituted: 0 },
    ]);
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
