import { describe, expect, it } from "vitest";
import { sampleSd } from "../../src/inference/descriptive.ts";
import { tQuantile, tTwoSidedP } from "../../src/inference/distributions.ts";
import { holm } from "../../src/inference/holm.ts";
import { labelQuality } from "../../src/quality/label-quality.ts";
import { qualityInput } from "./fixture.ts";

const tables = [
  { A: [0.9, 0.8, 0.85, 0.7], B: [0.8, 0.75, 0.8, 0.72], C: [0.6, 0.5, 0.65, 0.4] },
  { A: [0.7, 0.75, 0.8, 0.6], B: [0.72, 0.7, 0.7, 0.61], C: [0.5, 0.55, 0.45, 0.5] },
];

/** Per case: mean over organs of A, less that of B. */
const differences = (a: "A" | "B" | "C", b: "A" | "B" | "C") =>
  [0, 1, 2, 3].map((at) => tables.reduce((sum, table) => sum + table[a][at] - table[b][at], 0) / 2);

describe("generators compared", () => {
  const { comparisons } = labelQuality(qualityInput(tables));

  it("by paired t tests of per-case differences of the organ mean", () => {
    const values = differences("A", "B");
    const mean = values.reduce((sum, value) => sum + value, 0) / 4;
    const error = sampleSd(values) / 2;
    const [first] = comparisons;
    expect(first).toMatchObject({ a: "A", b: "B", n: 4, expected: 4, metric: "dice" });
    expect(first.difference).toBeCloseTo(mean, 12);
    expect(first.p).toBeCloseTo(tTwoSidedP(mean / error, 3), 12);
    expect(first.high).toBeCloseTo(mean + tQuantile(0.975, 3) * error, 12);
  });

  it("with p adjusted over all pairs of a metric", () => {
    const adjusted = holm(comparisons.map(({ p }) => p!));
    expect(comparisons.map(({ a, b }) => a + b)).toEqual(["AB", "AC", "BC"]);
    comparisons.forEach(({ pHolm }, at) => void expect(pHolm).toBeCloseTo(adjusted[at].pAdjusted, 12));
    expect(comparisons.map(({ better }) => better)).toEqual([null, "A", "B"]);
  });

  it("over all values of each, as in the table", () => {
    const partial = [tables[0], { ...tables[1], B: ["FAILED", 0.7, "FAILED", 0.61] as const }];
    const { cells, comparisons: found } = labelQuality(qualityInput(partial));
    expect(found[0].difference).toBeCloseTo(cells[0].mean! - cells[1].mean!, 14);
    expect(found[0].difference).toBeCloseTo((3.25 / 4 + 2.85 / 4 - 3.07 / 4 - 1.31 / 2) / 2, 12);
  });

  it("for a distance the smaller is the more similar", () => {
    const found = labelQuality(qualityInput(tables, { metric: "hd95" })).comparisons;
    expect(found.map(({ better }) => better)).toEqual([null, "C", "C"]);
  });

  it("one case gives a difference, and no test", () => {
    const [only] = labelQuality(qualityInput([{ A: [0.9], B: [0.7] }])).comparisons;
    expect(only).toMatchObject({ n: 1, low: null, p: null, pHolm: null, better: null });
    expect(only.difference).toBeCloseTo(0.2, 12);
  });
});

describe("contrasts", () => {
  it("of an order are its steps and the whole way", () => {
    const { contrasts } = labelQuality(qualityInput(tables, { contrasts: [{ order: ["C", "B", "A"] }] }));
    expect(contrasts.map(({ name }) => name)).toEqual(["C to B", "B to A", "C to A"]);
    const [up, , whole] = contrasts;
    expect(up.difference).toBeCloseTo(differences("B", "C").reduce((s, v) => s + v, 0) / 4, 12);
    expect(whole.difference).toBeCloseTo(differences("A", "C").reduce((s, v) => s + v, 0) / 4, 12);
  });

  it("of weights are their sums", () => {
    const weights = { A: 1, B: -0.5, C: -0.5 };
    const { contrasts } = labelQuality(qualityInput(tables, { contrasts: [{ weights }] }));
    const expected = differences("A", "B").map((value, at) => (value + differences("A", "C")[at]) / 2);
    expect(contrasts[0]).toMatchObject({ name: "+1 A -0.5 B -0.5 C", weights });
    expect(contrasts[0].difference).toBeCloseTo(expected.reduce((s, v) => s + v, 0) / 4, 12);
  });

  it.each([
    [{ order: ["A", "X"] }, 'no generator "X"; the generators are A, B, C'],
    [{ order: ["A"] }, "two or more different generators"],
    [{ order: ["A", "A"] }, "two or more different generators"],
    [{ weights: { A: 1, B: -0.5 } }, "must add up to 0, found 0.5"],
  ])("%o is refused", (contrast, message) => {
    expect(() => labelQuality(qualityInput(tables, { contrasts: [contrast as never] }))).toThrow(message);
  });
});
