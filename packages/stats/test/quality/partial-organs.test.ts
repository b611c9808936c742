import { sentenceOf } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { sampleSd } from "../../src/inference/descriptive.ts";
import { tQuantile, tTwoSidedP } from "../../src/inference/distributions.ts";
import { labelQuality } from "../../src/quality/label-quality.ts";
import { qualityInput } from "./fixture.ts";

const empty = "BOTH_EMPTY" as const;
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("an organ that is rightly absent from one generator, and invented by the other", () => {
  const liver = { A: [0.95, 0.96, 0.94, 0.95, 0.96, 0.94], B: [0.97, 0.98, 0.96, 0.97, 0.98, 0.96] };
  const lesion = { A: [0.8, 0.7, 0.9, empty, empty, empty], B: [0.95, 0.9, 0.97, 0, 0, 0] };
  const reversed = { A: liver.A, B: liver.B };
  const { cells, comparisons, contrasts } = labelQuality(
    qualityInput([reversed, lesion], { contrasts: [{ weights: { B: 1, A: -1 } }] }),
  );
  const [a, b] = cells.map(({ mean }) => mean!);

  it("does not turn the ranking round: the difference is that of the table", () => {
    expect(a > b).toBe(true);
    expect(comparisons[0].difference).toBeCloseTo(a - b, 14);
    expect(contrasts[0].difference).toBeCloseTo(b - a, 14);
    expect(comparisons[0]).toMatchObject({ n: 6, expected: 6, paired: 6 });
  });

  it("has the variance of the cases' influences on both means", () => {
    const share = (values: readonly (number | typeof empty)[]) => {
      const there = values.filter((value) => typeof value === "number");
      const m = there.length;
      return values.map((value) =>
        typeof value === "number" ? ((value - meanOf(there)) / m) * Math.sqrt(m / (m - 1)) : 0,
      );
    };
    const rows = [share(liver.A), share(lesion.A), share(liver.B), share(lesion.B)];
    const influence = liver.A.map((_, at) => (rows[0][at] + rows[1][at] - rows[2][at] - rows[3][at]) / 2);
    const variance = influence.reduce((sum, value) => sum + value * value, 0);
    const { difference, low, high, p, degreesOfFreedom } = comparisons[0];
    expect(degreesOfFreedom).toBeGreaterThanOrEqual(2);
    expect(degreesOfFreedom).toBeLessThanOrEqual(5);
    const reach = tQuantile(0.975, degreesOfFreedom!) * Math.sqrt(variance);
    expect([low, high]).toEqual([
      expect.closeTo(difference! - reach, 12),
      expect.closeTo(difference! + reach, 12),
    ]);
    expect(p).toBeCloseTo(tTwoSidedP(difference! / Math.sqrt(variance), degreesOfFreedom!), 12);
  });

  it("of that organ alone counts every case that bears on a mean, and says how many pair", () => {
    const [only] = labelQuality(qualityInput([lesion])).comparisons;
    expect(only).toMatchObject({ n: 6, expected: 6, paired: 3 });
    expect(only.difference).toBeCloseTo(0.8 - (0.95 + 0.9 + 0.97) / 6, 12);
  });
});

describe("intervals of organs that few cases have", () => {
  const sparse = (values: readonly number[], cases: number) => [
    ...values,
    ...Array.from({ length: cases - values.length }, () => empty),
  ];
  const intervalOf = (...tables: (readonly (number | typeof empty)[])[]) =>
    labelQuality(qualityInput(tables.map((A) => ({ A })))).cells[0].interval;

  it.each([15, 25])("%i cases, two of which have the organ: the interval of the two alone", (cases) => {
    const alone = intervalOf([0.83, 0.7]);
    const among = intervalOf(sparse([0.83, 0.7], cases));
    expect(among).toEqual({
      low: expect.closeTo(alone.low!, 12),
      high: expect.closeTo(alone.high!, 12),
      method: "t",
      reason: null,
    });
  });

  it.each([15, 25])("%i cases, one of which has the organ: none, and why", (cases) => {
    const { cells, warnings } = labelQuality(qualityInput([{ A: sparse([0.857], cases) }]));
    expect(cells[0]).toMatchObject({
      mean: 0.857,
      interval: { low: null, high: null, method: null, reason: "TOO_FEW_CASES" },
    });
    const small = warnings.filter(({ code }) => code === "W-SMALLN");
    expect(small).toHaveLength(1);
    expect(small[0].message).toContain("liver (1 case)");
  });

  it("beside an organ of all cases: degrees of freedom of the organ that makes the variance", () => {
    const whole = Array.from({ length: 15 }, (_, at) => 0.9 + 0.001 * at);
    const wide = intervalOf(whole, sparse([0.9, 0.5], 15));
    const [x, y] = [0.9, 0.5];
    const error = Math.hypot(sampleSd(whole) / Math.sqrt(15), sampleSd([x, y]) / Math.sqrt(2)) / 2;
    // Nearly all variance is that of two values: one degree of freedom, not 14.
    expect(wide.high! - wide.low!).toBeGreaterThan(8 * error);
  });

  it("names all organs of few cases in one line", () => {
    const whole = Array.from({ length: 12 }, (_, at) => 0.9 + 0.001 * at);
    const { warnings } = labelQuality(
      qualityInput([{ A: whole }, { A: sparse([0.9, 0.5], 12) }, { A: sparse([0.9, 0.5, 0.6], 12) }]),
    );
    const small = warnings.filter(({ code }) => code === "W-SMALLN");
    expect(small.map(({ message }) => message)).toEqual([
      expect.stringContaining("spleen (2 cases), prostate (3 cases)"),
    ]);
  });
});

describe("organs of the reference", () => {
  it("are counted from what any comparison tells", () => {
    const input = qualityInput([{ A: [0.9, 0.8, empty], B: ["FAILED", "NO_PREDICTION", "FAILED"] }]);
    const { organs } = labelQuality(input);
    expect(organs.map(({ inReference, referenceKnown }) => [inReference, referenceKnown])).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  it("are unknown where nobody told", () => {
    const { organs } = labelQuality(qualityInput([{ A: [0.9, "FAILED"], B: ["FAILED", "FAILED"] }]));
    expect(organs[1]).toMatchObject({ inReference: 1, referenceKnown: 1 });
    const [nobody] = labelQuality(qualityInput([{ A: ["FAILED", "FAILED"] }])).organs;
    expect(nobody).toMatchObject({ inReference: null, referenceKnown: 0 });
  });
});

describe("generators with different cases", () => {
  const table = {
    A: [0.9, 0.8, 0.7, "FAILED"] as const,
    B: [0.8, 0.7, "NO_PREDICTION", 0.2] as const,
  };

  it("are named with what they lack, and their means over the cases of both", () => {
    const { warnings } = labelQuality(qualityInput([table]));
    const cases = warnings.filter(({ code }) => code === "W-CASES");
    expect(cases).toHaveLength(1);
    const message = sentenceOf(cases[0]);
    expect(message).toMatch(/^A is averaged over 3 of 4 cases, B over 3 of 4 /);
    expect(message).toContain("(missing: case_02 (not B), case_03 (not A))");
    expect(message).toContain("Over the 2 cases of all: dice A 0.850, B 0.750");
  });

  it("are not named when all lack the same case, or none", () => {
    const same = { A: [0.9, 0.8, "FAILED"] as const, B: [0.8, 0.7, "FAILED"] as const };
    for (const one of [same, { A: [0.9, 0.8, empty], B: [0.9, 0, 0] }]) {
      const { warnings } = labelQuality(qualityInput([one]));
      expect(warnings.filter(({ code }) => code === "W-CASES")).toEqual([]);
    }
  });
});
