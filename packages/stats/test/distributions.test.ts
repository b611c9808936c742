import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile, tCdf, tQuantile, tTwoSidedP } from "../src/inference/distributions.ts";

/** Reference values: scipy.stats 1.x; the first rows are those of printed t and normal tables. */
const tQuantiles = [
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.95, 5, 2.0150483733330233],
  [0.975, 10, 2.228138851986274],
  [0.975, 19, 2.0930240544083087],
  [0.995, 30, 2.7499956535672254],
  [0.975, 11.5, 2.1893658938043634],
  [0.9995, 3, 12.923978636687961],
  [0.6, 4, 0.2707222947075976],
  [0.975, 1e6, 1.959966356814107],
];
const tProbabilities = [
  [-2, 3, 0.06966298427942152],
  [1.5, 19, 0.9249757346288642],
  [-4.3, 19, 0.0001931889016080464],
  [0.3, 1, 0.5927735790777423],
  [-12, 2.5, 0.0014181075150391622],
];
const normalQuantiles = [
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [1e-6, -4.753424308822899],
];
const normalProbabilities = [
  [-6, 9.865876450376946e-10],
  [-1, 0.15865525393145707],
  [0.5, 0.6914624612740131],
  [1.959963984540054, 0.975],
  [3, 0.9986501019683699],
];

function expectRelative(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}

describe("distribution functions, to 1e-9 relative", () => {
  it.each(tQuantiles)("t quantile at %d with %d degrees of freedom", (probability, df, expected) => {
    expectRelative(tQuantile(probability, df), expected);
    expectRelative(tQuantile(1 - probability, df), -expected);
  });
  it.each(tProbabilities)("t probability below %d with %d degrees of freedom", (t, df, expected) => {
    expectRelative(tCdf(t, df), expected);
  });
  it.each(normalQuantiles)("normal quantile at %d", (probability, expected) => {
    expectRelative(normalQuantile(probability), expected);
  });
  it.each(normalProbabilities)("normal probability below %d", (z, expected) => {
    expectRelative(normalCdf(z), expected);
  });
  it("has the closed form of one degree of freedom far into the tail", () => {
    expectRelative(tQuantile(1e-8, 1), -1 / Math.tan(Math.PI * 1e-8));
  });
  it("inverts", () => {
    for (const df of [1, 2, 3.7, 19, 200]) {
      for (const t of [-30, -2, -0.1, 0.4, 3]) expect(tQuantile(tCdf(t, df), df)).toBeCloseTo(t, 9);
    }
  });
  it("has its limits and refuses what lies outside", () => {
    expect(tQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect(tQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(tQuantile(0.5, 3)).toBe(0);
    expect(tQuantile(1.1, 3)).toBeNaN();
    expect(tQuantile(0.9, 0)).toBeNaN();
    expect(tTwoSidedP(0, 5)).toBe(1);
    expectRelative(tTwoSidedP(2.0930240544083087, 19), 0.05);
  });
});
