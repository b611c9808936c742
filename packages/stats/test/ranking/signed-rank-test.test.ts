import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { signedDifferences, signedRankTest } from "../../src/ranking/signed-rank-test.ts";
import { signedRankByAllSigns } from "./oracles.ts";

function once(count: number): number[] {
  return new Array<number>(count).fill(1);
}

function test(first: readonly number[], second: readonly number[], weights = once(first.length)) {
  return signedRankTest(signedDifferences(first, second), weights);
}

describe("Wilcoxon's signed-rank test", () => {
  it("is exact without ties and zeros: p over all signs", () => {
    for (let trial = 0; trial < 40; trial++) {
      const random = createRandom(3, trial);
      const n = 1 + (trial % 11);
      const first = Array.from({ length: n }, () => random.next());
      const second = Array.from({ length: n }, () => random.next());
      const found = test(first, second);
      const expected = signedRankByAllSigns(first.map((value, at) => value - second[at]));
      expect(found.method).toBe("exact");
      expect(found.statistic).toBe(expected.statistic);
      expect(found.p).toBeCloseTo(expected.p, 14);
    }
  });

  it("is exact up to 49 differences: the smallest p is 2^-49", () => {
    const first = Array.from({ length: 49 }, (_, at) => at + 1);
    expect(test(first, once(49).fill(0))).toMatchObject({ method: "exact", p: 2 ** -49 });
    expect(test([...first, 50], once(50).fill(0)).method).toBe("normal");
  });

  // R 4: wilcox.test(x, y, paired = TRUE, alternative = "greater", exact = FALSE) is computed here from its formula.
  it("with ties and zeros: normal approximation with both corrections", () => {
    const first = [10, 12, 9, 15, 11, 8, 14, 13];
    const second = [8, 12, 10, 11, 9, 9, 10, 12];
    // Differences 2 0 -1 4 2 -1 4 1; sizes without zero 1 1 1 2 2 4 4 have the ranks 2 2 2 4.5 4.5 6.5 6.5.
    const statistic = 4.5 + 6.5 + 4.5 + 6.5 + 2;
    const variance = (7 * 8 * 15) / 24 - (24 + 6 + 6) / 48;
    const z = (statistic - 14 - 0.5) / Math.sqrt(variance);
    const found = test(first, second);
    expect(found).toMatchObject({ method: "normal", n: 7, statistic });
    expect(found.p).toBeCloseTo(upperNormal(z), 6);
  });

  it("the approximation is close to all signs, ties included", () => {
    for (let trial = 0; trial < 20; trial++) {
      const random = createRandom(5, trial);
      const differences = Array.from({ length: 14 }, () => random.nextBelow(13) - 6).filter(
        (one) => one !== 0,
      );
      const found = test(differences, once(differences.length).fill(0));
      expect(Math.abs(found.p - signedRankByAllSigns(differences).p)).toBeLessThan(0.02);
    }
  });

  it("differences that differ by rounding are tied or zero", () => {
    // 0.93 - 0.91 and 0.95 - 0.93 differ in the last digits of a double.
    expect(0.93 - 0.91).not.toBe(0.95 - 0.93);
    expect(test([0.93, 0.95], [0.91, 0.93])).toMatchObject({ method: "normal", statistic: 3 });
    expect(test([0.1 + 0.2, 0.5], [0.3, 0.4])).toMatchObject({ method: "normal", n: 1, statistic: 1 });
  });

  it("without a difference there is no evidence: p is 1", () => {
    expect(test([0.5, 0.7], [0.5, 0.7])).toEqual({ statistic: 0, n: 0, method: "none", p: 1 });
  });

  it("a resample is the test of the repeated cases", () => {
    for (let trial = 0; trial < 40; trial++) {
      const random = createRandom(7, trial);
      const n = 12;
      const first = Array.from({ length: n }, () => random.nextBelow(9));
      const second = Array.from({ length: n }, () => random.nextBelow(9));
      const drawn = Array.from({ length: n }, () => random.nextBelow(n));
      const weights = once(n).map((_, at) => drawn.filter((one) => one === at).length);
      expect(test(first, second, weights)).toEqual(
        test(
          drawn.map((at) => first[at]),
          drawn.map((at) => second[at]),
        ),
      );
    }
  });
});

/** P(Z > z) by Simpson's rule. */
function upperNormal(z: number): number {
  const steps = 2000;
  const width = (8 - z) / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  for (let at = 0; at <= steps; at++) {
    const weight = at === 0 || at === steps ? 1 : at % 2 === 1 ? 4 : 2;
    sum += weight * density(z + at * width);
  }
  return (sum * width) / 3;
}
