import { describe, expect, it } from "vitest";
import { type InfluenceRow, influenceRows, spreadOf } from "../../src/quality/case-influence.ts";

function row(units: number, ...byUnit: number[]): InfluenceRow {
  return { byUnit: Float64Array.from(byUnit), units };
}

describe("degrees of freedom of a sum of organs", () => {
  it("are those of the cases where all organs have as many", () => {
    expect(spreadOf([row(4, 1, 0, 0, -1), row(4, 0, 1, -1, 0)])).toEqual({
      standardError: 2,
      degreesOfFreedom: 3,
    });
  });

  it("lie between the organs' own by their shares of the variance", () => {
    // Both organs have a variance of 1: (2 / (1 / √1 + 1 / √4))² = 16 / 9.
    const spread = spreadOf([row(2, 1, 0, 0, 0, 0), row(5, 0, 1, 0, 0, 0)])!;
    expect(spread.standardError).toBeCloseTo(Math.SQRT2, 12);
    expect(spread.degreesOfFreedom).toBeCloseTo(16 / 9, 12);
  });

  it("are no fewer than the organ of the fewest cases has, also where organs vary against each other", () => {
    // Shares 0.5 and -0.25 of a variance of 0.25: the formula alone gives 0.27.
    expect(spreadOf([row(3, 1, 0, 0, 0, 0), row(5, -0.5, 0, 0, 0, 0)])).toEqual({
      standardError: 0.5,
      degreesOfFreedom: 2,
    });
  });

  it("are not known where an organ has one case, or there is none", () => {
    expect(spreadOf([row(4, 1, 0, 0, -1), row(1, 0, 0, 0, 0)])).toBeNull();
    expect(spreadOf([])).toBeNull();
  });
});

describe("influences of cases on a mean over organs", () => {
  const units = { count: 3, unitOf: Int32Array.of(0, 1, 2) };

  it("are the differences from the organ's mean, in shares of the organs and corrected for its cases", () => {
    const [whole, sparse] = influenceRows(
      [Float64Array.of(1, 2, 3), Float64Array.of(4, Number.NaN, 6)],
      Float64Array.of(2.5, 2, 4.5),
      "organ",
      units,
    );
    const first = Math.sqrt(3 / 2) / 6;
    expect(whole.units).toBe(3);
    expect([...whole.byUnit]).toEqual([-first, 0, first].map((value) => expect.closeTo(value, 14)));
    expect(sparse.units).toBe(2);
    expect([...sparse.byUnit]).toEqual(
      [-Math.SQRT2 / 4, 0, Math.SQRT2 / 4].map((v) => expect.closeTo(v, 14)),
    );
  });
});
