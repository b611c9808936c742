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

  it("is exact up to 50 differences: the smallest p is 2^-50", () => {
    const first = Array.from({ length: 50 }, (_, at) => at + 1);
    expect(test(first, once(50).fill(0))).toMatchObject({ method: "exact", p: 2 ** -50 });
    expect(test([...first, 51], once(51).fill(0)).method).toBe("normal");
  });

  it("is exact with ties and zeros: five differences of one sign and size have p = 1/32", () => {
    expect(test([3, 4, 5, 4, 6], [2, 3, 4, 3, 5])).toEqual({
      statistic: 15,
      n: 5,
      method: "exact",
      p: 1 / 32,
    });
    expect(test([3, 4, 5, 4, 6, 7], [2, 3, 4, 3, 5, 7])).toMatchObject({ n: 5, method: "exact", p: 1 / 32 });
  });

  // R 4: wilcox.test(x, y, paired = TRUE, alternative = "greater", exact = FALSE) is computed here from its formula.
  it("beyond what is enumerated: normal approximation with both corrections", () => {
    const first = [10, 12, 9, 15, 11, 8, 14, 13];
    const second = [8, 12, 10, 11, 9, 9, 10, 12];
    // Differences 2 0 -1 4 2 -1 4 1; sizes without zero 1 1 1 2 2 4 4 have the ranks 2 2 2 4.5 4.5 6.5 6.5.
    const statistic = 4.5 + 6.5 + 4.5 + 6.5 + 2;
    const variance = (7 * 8 * 15) / 24 - (24 + 6 + 6) / 48;
    const z = (statistic - 14 - 0.5) / Math.sqrt(variance);
    const found = signedRankTest(signedDifferences(first, second), once(8), 6);
    expect(found).toMatchObject({ method: "normal", n: 7, statistic });
    expect(found.p).toBeCloseTo(upperNormal(z), 6);
  });

  it("ties keep their mid-ranks: p over all signs", () => {
    for (let trial = 0; trial < 20; trial++) {
      const random = createRandom(5, trial);
      const differences = Array.from({ length: 12 }, () => random.nextBelow(13) - 6).filter(
        (one) => one !== 0,
      );
      const zeros = once(differences.length).fill(0);
      const found = test(differences, zeros);
      expect(found.method).toBe("exact");
      expect(found.p).toBeCloseTo(signedRankByAllSigns(differences).p, 14);
      const approximate = signedRankTest(signedDifferences(differences, zeros), once(differences.length), 0);
      expect(Math.abs(approximate.p - found.p)).toBeLessThan(0.03);
    }
  });

  it("differences that differ by rounding are tied or zero", () => {
    // 0.93 - 0.91 and 0.95 - 0.93 differ in the last digits of a double.
    expect(0.93 - 0.91).not.toBe(0.95 - 0.93);
    expect(test([0.93, 0.95], [0.91, 0.93])).toEqual({ statistic: 3, n: 2, method: "exact", p: 0.25 });
    expect(test([0.1 + 0.2, 0.5], [0.3, 0.4])).toMatchObject({ n: 1, statistic: 1, p: 0.5 });
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
