import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { aggregationOrders } from "../../src/ranking/aggregation.ts";
import { compactLetters } from "../../src/ranking/compact-letters.ts";
import { minRanks } from "../../src/ranking/min-ranks.ts";
import { type Ranking, ranking, ranksOf } from "../../src/ranking/ranking.ts";
import type { RankingTask } from "../../src/ranking/ranking-task.ts";
import { randomTask, signedRankByAllSigns, taskOf } from "./oracles.ts";

const quick = { replicates: 200 };

/** `min` ranks by counting. */
function counted(scores: readonly number[]): number[] {
  return scores.map((score) => 1 + scores.filter((other) => other > score + 1e-9).length);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function byName(result: Ranking) {
  return new Map(result.algorithms.map((one) => [one.algorithm, one]));
}

describe("aggregation orders", () => {
  it("mean, median and mean rank give the ranks counted by hand", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const task = randomTask(seed, 2 + (seed % 5), 3 + (seed % 8), 6);
      const values = task.values as number[][];
      const caseRanks = values[0].map((_, at) => counted(values.map((row) => row[at])));
      const expected = [
        counted(values.map(average)),
        counted(values.map(middle)),
        counted(values.map((_, algorithm) => -average(caseRanks.map((ranks) => ranks[algorithm])))),
      ];
      expected.forEach((ranks, at) => {
        expect(Object.values(ranksOf(task, { order: aggregationOrders[at] }))).toEqual(ranks);
      });
    }
  });

  it("test-then-rank counts wins after Holm over all ordered pairs", () => {
    // Without ties, so that the test is exact and all signs can be written out.
    const random = createRandom(2, 0);
    const shifts = [0, 0.02, 0.3, 0.32];
    const task = taskOf(shifts.map((shift) => Array.from({ length: 10 }, () => random.next() * 0.3 + shift)));
    const values = task.values as number[][];
    const pairs = values.flatMap((first, i) =>
      values.flatMap((second, j) =>
        i === j ? [] : [{ i, p: signedRankByAllSigns(first.map((value, at) => value - second[at])).p }],
      ),
    );
    const wins = shifts.map(() => 0);
    const ascending = [...pairs].sort((a, b) => a.p - b.p);
    for (const [at, { i, p }] of ascending.entries()) {
      if (p * (pairs.length - at) > 0.05) break;
      wins[i]++;
    }
    const result = ranking(task, { ...quick, order: "test-then-rank" });
    expect(wins.some((count) => count > 0)).toBe(true);
    expect(task.algorithms.map((name) => byName(result).get(name)!.aggregate)).toEqual(wins);
    expect(task.algorithms.map((name) => byName(result).get(name)!.rank)).toEqual(counted(wins));
    expect(result.tests).toHaveLength(12);
    expect(result.tests.every(({ method }) => method === "exact")).toBe(true);
  });

  it("lower is better where the metric says so, and aggregates keep its unit", () => {
    const result = ranking(
      taskOf(
        [
          [4, 6],
          [1, 3],
          [9, 2],
        ],
        { direction: "lower" },
      ),
      quick,
    );
    expect(result.algorithms.map(({ algorithm, rank, aggregate }) => [algorithm, rank, aggregate])).toEqual([
      ["A2", 1, 2],
      ["A1", 2, 5],
      ["A3", 3, 5.5],
    ]);
  });

  it("ties share the smallest rank", () => {
    expect(minRanks([5, 7, 7, 1])).toEqual([3, 1, 1, 4]);
    expect(minRanks([0.1 + 0.2, 0.3])).toEqual([1, 1]);
  });
});

describe("missing values", () => {
  const task = taskOf([
    [0.9, null, 0.9],
    [0.5, 0.5, 0.5],
    [0.4, 0.4, 0.4],
  ]);

  it("worst: the worst value in means, and last in its case", () => {
    const mean = byName(ranking(task, quick)).get("A1")!;
    expect(mean).toMatchObject({ rank: 1, n: 2, expected: 3 });
    expect(mean.aggregate).toBeCloseTo(0.6, 12);
    const ranks = byName(ranking(task, { ...quick, order: "rank-then-mean" }));
    expect(ranks.get("A1")!.aggregate).toBeCloseTo((1 + 3 + 1) / 3, 12);
    expect(ranks.get("A2")!.aggregate).toBeCloseTo((2 + 1 + 2) / 3, 12);
  });

  it("is last in its case also behind a value as bad as the worst; two missing ones share the place", () => {
    const low = taskOf([[null], [null], [0], [0.5]]);
    expect(ranksOf(low, { order: "rank-then-mean" })).toEqual({ A1: 3, A2: 3, A3: 2, A4: 1 });
    expect(ranksOf(low)).toEqual({ A1: 2, A2: 2, A3: 2, A4: 1 });
  });

  it("a value given stands in its place", () => {
    const given = byName(ranking(task, { ...quick, missing: 0.45, order: "rank-then-mean" }));
    expect(given.get("A1")!.aggregate).toBeCloseTo((1 + 2 + 1) / 3, 12);
  });
});

describe("stability", () => {
  it("a clear order is kept by every resample", () => {
    const clear = taskOf(
      [0.9, 0.7, 0.5].map((base) => Array.from({ length: 8 }, (_, at) => base + at / 100)),
    );
    const { algorithms, stability } = ranking(clear, quick);
    expect(algorithms.map(({ winnerShare }) => winnerShare)).toEqual([1, 0, 0]);
    expect(algorithms.map(({ rankShares }) => rankShares)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(algorithms[1].rankInterval).toEqual({ low: 2, high: 2 });
    expect(stability!.tau).toEqual({ n: 200, mean: 1, quantiles: [1, 1, 1, 1, 1], sameRanking: 1 });
  });

  it("an algorithm that is better in k of n cases by one unit wins as often as the binomial says", () => {
    // 7 of 10 cases are won by A1, each by the same amount: A1 is strictly first if more than half of the draws are.
    const task = taskOf([
      [2, 2, 2, 2, 2, 2, 2, 1, 1, 1],
      [1, 1, 1, 1, 1, 1, 1, 2, 2, 2],
    ]);
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const atLeastHalf = [5, 6, 7, 8, 9, 10].reduce(
      (sum, k) => sum + choose(10, k) * 0.7 ** k * 0.3 ** (10 - k),
      0,
    );
    const first = byName(ranking(task, { replicates: 4000 })).get("A1")!.winnerShare!;
    expect(Math.abs(first - atLeastHalf)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 4000));
  });

  it("alike algorithms: one rank, no tau, both first in every resample", () => {
    const row = [0.1, 0.4, 0.2, 0.9, 0.3, 0.5];
    const { algorithms, stability } = ranking(taskOf([row, row]), quick);
    expect(algorithms.map(({ rank, winnerShare }) => [rank, winnerShare])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(stability!.tau).toEqual({ n: 0, mean: null, quantiles: null, sameRanking: 1 });
  });

  it("is not given for fewer than five cases", () => {
    const { algorithms, stability } = ranking(randomTask(1, 3, 4), quick);
    expect(stability).toBeNull();
    expect(algorithms[0]).toMatchObject({ winnerShare: null, rankShares: null, rankInterval: { low: null } });
  });
});

describe("invariances", () => {
  const orders = aggregationOrders.map((order) => ({ order, ...quick }));

  it("the order of cases does not matter, resamples included", () => {
    const task = randomTask(4, 5, 12, 9, 0.1);
    const turned = [...task.cases.keys()].reverse();
    const again: RankingTask = {
      ...task,
      cases: turned.map((at) => task.cases[at]),
      values: task.values.map((row) => turned.map((at) => row[at])),
    };
    for (const options of orders) expect(ranking(again, options)).toEqual(ranking(task, options));
  });

  it("algorithms under another order and other names get the same results", () => {
    const task = randomTask(8, 5, 12);
    const places = [3, 0, 4, 1, 2];
    const again: RankingTask = {
      ...task,
      algorithms: places.map((at) => `new ${task.algorithms[at]}`),
      values: places.map((at) => task.values[at]),
    };
    for (const options of orders) {
      const [before, after] = [byName(ranking(task, options)), byName(ranking(again, options))];
      for (const [name, one] of before) {
        const { algorithm: _, letters: _letters, ...rest } = one;
        expect(after.get(`new ${name}`)).toMatchObject(rest);
      }
      expect(ranking(again, options).stability).toEqual(ranking(task, options).stability);
    }
  });

  it("rank-then-mean sees only the order of values within a case", () => {
    const task = randomTask(6, 5, 15, 9, 0.1);
    const random = createRandom(1, 1);
    const powers = task.cases.map(() => 0.2 + 5 * random.next());
    const bent: RankingTask = {
      ...task,
      values: task.values.map((row) => row.map((value, at) => (value === null ? null : value ** powers[at]))),
    };
    const options = { ...quick, order: "rank-then-mean" } as const;
    const [before, after] = [ranking(task, options), ranking(bent, options)];
    expect(after.algorithms.map(({ letters: _, wins: _wins, ...rest }) => rest)).toEqual(
      before.algorithms.map(({ letters: _, wins: _wins, ...rest }) => rest),
    );
    expect(after.stability).toEqual(before.stability);
  });

  it("another seed gives other resamples of the same ranking", () => {
    const task = randomTask(9, 4, 10);
    const [one, other] = [ranking(task, quick), ranking(task, { ...quick, seed: 7 })];
    expect(other.stability).not.toEqual(one.stability);
    expect(other.orders).toEqual(one.orders);
  });
});

describe("groups", () => {
  it("two share a letter exactly if they are not told apart, and no letter is redundant", () => {
    for (let trial = 0; trial < 200; trial++) {
      const random = createRandom(13, trial);
      const count = 1 + (trial % 8);
      const apart = Array.from({ length: count }, () =>
        Array.from({ length: count }, () => random.next() < 0.5),
      );
      const letters = compactLetters(count, (i, j) => apart[i][j]);
      for (let i = 0; i < count; i++) {
        expect(letters[i]).not.toBe("");
        for (let j = i + 1; j < count; j++) {
          const shared = [...letters[i]].some((letter) => letters[j].includes(letter));
          expect(shared).toBe(!apart[i][j]);
        }
      }
      const members = [...new Set(letters.join(""))].map((letter) =>
        letters.flatMap((own, at) => (own.includes(letter) ? [at] : [])),
      );
      const isPart = (a: readonly number[], b: readonly number[]) => a.every((one) => b.includes(one));
      members.forEach((group, at) => {
        expect(members.some((other, place) => place !== at && isPart(group, other))).toBe(false);
      });
    }
  });

  it("the first algorithm has the letter a", () => {
    expect(compactLetters(3, () => true)).toEqual(["a", "b", "c"]);
    expect(compactLetters(3, () => false)).toEqual(["a", "a", "a"]);
    expect(compactLetters(3, (i, j) => i === 0 && j === 2)).toEqual(["a", "ab", "b"]);
  });
});
