import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { spearman } from "../../src/inference/correlation.ts";
import { averageLinkage, cutAt } from "../../src/ranking/average-linkage.ts";
import { metricAgreement } from "../../src/ranking/metric-agreement.ts";
import { referenceDependence } from "../../src/ranking/rank-distribution.ts";
import { randomTask, taskOf } from "./oracles.ts";

const quick = { replicates: 100 };

describe("metric-metric agreement", () => {
  const one = randomTask(3, 4, 12, 50);

  it("a metric and a rising function of it are redundant; with its negative as a distance too", () => {
    const squared = { ...one, values: one.values.map((row) => row.map((value) => value! ** 2)) };
    const distance = {
      ...one,
      direction: "lower" as const,
      values: one.values.map((row) => row.map((value) => 10 - value!)),
    };
    const other = randomTask(99, 4, 12, 50);
    const found = metricAgreement(
      [
        { metric: "m", task: one },
        { metric: "other", task: other },
        { metric: "squared", task: squared },
        { metric: "distance", task: distance },
      ],
      quick,
    )!;
    expect(found.groups).toEqual([["m", "squared", "distance"], ["other"]]);
    const pair = found.pairs.find(({ first, second }) => first === "m" && second === "distance")!;
    expect(pair.withinAlgorithm.spearman).toEqual({ estimate: 1, low: 1, high: 1 });
    expect(pair.overAlgorithms.kendall.estimate).toBeCloseTo(1, 12);
    expect(pair.flips).toMatchObject({ flipped: 0, pairs: 6 });
    expect(found.pairs).toHaveLength(6);
  });

  it("within algorithms: the mean of the correlations over the cases that both metrics have", () => {
    const gaps = randomTask(5, 4, 12, 50, 0.2);
    const { withinAlgorithm } = metricAgreement(
      [
        { metric: "m", task: one },
        { metric: "gaps", task: gaps },
      ],
      quick,
    )!.pairs[0];
    const expected = one.values.map((row, at) => {
      const both = row.flatMap((x, place) => {
        const y = gaps.values[at][place];
        return y === null ? [] : [[x!, y] as const];
      });
      return {
        n: both.length,
        rho: spearman(
          both.map(([x]) => x),
          both.map(([, y]) => y),
        )!,
      };
    });
    expect(withinAlgorithm.byAlgorithm.map(({ n }) => n)).toEqual(expected.map(({ n }) => n));
    const mean = expected.reduce((sum, { rho }) => sum + rho, 0) / 4;
    expect(withinAlgorithm.spearman.estimate).toBeCloseTo(mean, 12);
    expect(withinAlgorithm.spearman.low!).toBeLessThan(mean);
    expect(withinAlgorithm.spearman.high!).toBeGreaterThan(mean);
  });

  it("flips are pairs of algorithms that the means order differently", () => {
    const cases = 6;
    const level = (values: readonly number[]) => taskOf(values.map((value) => new Array(cases).fill(value)));
    const { flips, overAlgorithms } = metricAgreement(
      [
        { metric: "m", task: level([1, 2, 3, 4]) },
        { metric: "n", task: level([2, 1, 3, 3]) },
      ],
      quick,
    )!.pairs[0];
    expect(flips).toMatchObject({ flipped: 1, pairs: 6, share: { estimate: 1 / 6 } });
    // Five untied pairs, four concordant, one not: 3 / sqrt(6 * 5).
    expect(overAlgorithms.kendall.estimate).toBeCloseTo(3 / Math.sqrt(30), 12);
  });

  it("takes the algorithms and cases that all metrics have", () => {
    const part = { ...one, cases: one.cases.slice(0, 7), algorithms: ["A1", "A9", "A3", "A4"] };
    const found = metricAgreement(
      [
        { metric: "m", task: one },
        { metric: "part", task: { ...part, values: one.values.map((row) => row.slice(0, 7)) } },
      ],
      quick,
    )!;
    expect([found.algorithms, found.cases]).toEqual([["A1", "A3", "A4"], 7]);
    expect(metricAgreement([{ metric: "m", task: one }], quick)).toBeNull();
  });
});

it("fewer than five cases do not tell which metrics are redundant", () => {
  const few = randomTask(3, 4, 2, 50);
  const found = metricAgreement(
    [
      { metric: "m", task: few },
      { metric: "n", task: few },
    ],
    quick,
  )!;
  expect(found.groups).toBeNull();
  expect(found.pairs[0].withinAlgorithm.spearman).toMatchObject({ low: null, high: null });
});

it("without replicates there are estimates and no intervals", () => {
  const pair = ["m", "n"].map((metric, at) => ({ metric, task: randomTask(3 + at, 4, 9, 50) }));
  const [whole, bare] = [quick, { replicates: 0 }].map((options) => metricAgreement(pair, options)!.pairs[0]);
  const { estimate } = whole.withinAlgorithm.spearman;
  expect(bare.withinAlgorithm.spearman).toEqual({ estimate, low: null, high: null });
});

describe("average linkage", () => {
  it("joins by the mean distance of all pairs", () => {
    for (let trial = 0; trial < 20; trial++) {
      const random = createRandom(17, trial);
      const n = 6;
      const distances = Array.from({ length: n }, () => new Array<number>(n).fill(0));
      for (let i = 0; i < n; i++)
        for (let j = 0; j < i; j++) distances[i][j] = distances[j][i] = random.next();
      const merges = averageLinkage(distances);
      expect(merges).toHaveLength(n - 1);
      for (const { left, right, height } of merges) {
        const all = left.flatMap((i) => right.map((j) => distances[i][j]));
        expect(height).toBeCloseTo(all.reduce((sum, one) => sum + one, 0) / all.length, 12);
      }
      // The first merge is the nearest pair, and heights never fall.
      const smallest = Math.min(...distances.flatMap((row, i) => row.filter((_, j) => j !== i)));
      expect(merges[0].height).toBe(smallest);
      merges.slice(1).forEach(({ height }, at) => {
        expect(height).toBeGreaterThanOrEqual(merges[at].height);
      });
      expect(cutAt(merges, n, 2)).toEqual([[0, 1, 2, 3, 4, 5]]);
      expect(cutAt(merges, n, -1)).toHaveLength(n);
    }
  });

  it("leaves apart what has no distance", () => {
    const merges = averageLinkage([
      [0, 0.1, null],
      [0.1, 0, null],
      [null, null, 0],
    ]);
    expect(cutAt(merges, 3, 1)).toEqual([[0, 1], [2]]);
  });
});

describe("reference raters", () => {
  it("counts the ranks that each algorithm gets", () => {
    const { algorithms, taus } = referenceDependence(
      ["x", "y", "z"],
      [
        { reference: "anna", cases: 5, ranks: { x: 1, y: 2, z: 3 } },
        { reference: "ben", cases: 5, ranks: { x: 2, y: 1, z: 3 } },
        { reference: "y", cases: 5, ranks: { x: 1, z: 2 } },
      ],
    );
    expect(algorithms).toEqual([
      { algorithm: "x", best: 1, worst: 2, mean: 4 / 3, first: 2, references: 3 },
      { algorithm: "y", best: 1, worst: 2, mean: 1.5, first: 1, references: 2 },
      { algorithm: "z", best: 2, worst: 3, mean: 8 / 3, first: 0, references: 3 },
    ]);
    expect(taus.map(({ tau }) => tau)).toEqual([expect.closeTo(1 / 3, 12), 1, 1]);
  });
});
