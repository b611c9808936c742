import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { averageRanks, kendallTauB, pearson, spearman } from "../../src/inference/correlation.ts";
import { kendallW } from "../../src/ranking/kendall-w.ts";
import { weightedCorrelations } from "../../src/ranking/weighted-correlation.ts";

const tables = fileURLToPath(new URL("../../../../../shared/data/good-enough/tables.csv", import.meta.url));
const hasTables = existsSync(tables);

function randomList(stream: number, length: number, below: number): number[] {
  const random = createRandom(11, stream);
  return Array.from({ length }, () => random.nextBelow(below) / 10);
}

/** tau-b by looking at every pair. */
function tauByPairs(x: readonly number[], y: readonly number[]): number | null {
  let [sum, xUntied, yUntied] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      sum += Math.sign(x[i] - x[j]) * Math.sign(y[i] - y[j]);
      if (x[i] !== x[j]) xUntied++;
      if (y[i] !== y[j]) yUntied++;
    }
  }
  return xUntied * yUntied === 0 ? null : sum / Math.sqrt(xUntied * yUntied);
}

describe("correlation", () => {
  it("tau-b is that of all pairs, ties included", () => {
    for (let trial = 0; trial < 200; trial++) {
      const length = 2 + (trial % 12);
      const below = 2 + (trial % 9);
      const [x, y] = [randomList(2 * trial, length, below), randomList(2 * trial + 1, length, below)];
      const expected = tauByPairs(x, y);
      if (expected === null) expect(kendallTauB(x, y)).toBeNull();
      else expect(kendallTauB(x, y)).toBeCloseTo(expected, 12);
    }
  });

  it("ranks share the mean of their places", () => {
    expect(averageRanks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
    for (let trial = 0; trial < 50; trial++) {
      const values = randomList(trial, 9, 5);
      const counted = values.map(
        (one) =>
          values.filter((other) => other < one).length +
          (values.filter((other) => other === one).length + 1) / 2,
      );
      expect(averageRanks(values)).toEqual(counted);
    }
  });

  it("is undefined for a constant list and for fewer than two pairs", () => {
    for (const correlation of [pearson, spearman, kendallTauB]) {
      expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
      expect(correlation([1], [2])).toBeNull();
      expect(correlation([], [])).toBeNull();
    }
  });

  it("Pearson keeps its digits beside a large offset", () => {
    const x = [1, 2, 4, 8];
    const y = [2, 1, 5, 9];
    const moved = x.map((value) => value + 2 ** 40);
    expect(pearson(moved, y)).toBeCloseTo(pearson(x, y)!, 12);
    expect(pearson(x, x)).toBe(1);
    expect(
      pearson(
        x,
        x.map((value) => -value),
      ),
    ).toBe(-1);
  });
});

describe("correlations of a resample", () => {
  it("are those of the repeated points, ties included", () => {
    for (let trial = 0; trial < 100; trial++) {
      const length = 3 + (trial % 9);
      const [x, y] = [randomList(3 * trial, length, 6), randomList(3 * trial + 1, length, 6)];
      const random = createRandom(19, trial);
      const weights = x.map(() => random.nextBelow(4));
      // The point of place 0 has no values; its weight does not count.
      const points = x.flatMap((_, place) => (place === 0 ? [] : [{ place, x: x[place], y: y[place] }]));
      const drawn = points.flatMap((point) => new Array<typeof point>(weights[point.place]).fill(point));
      const [xs, ys] = [drawn.map((point) => point.x), drawn.map((point) => point.y)];
      const found = weightedCorrelations(points)(weights);
      const expected = { spearman: spearman(xs, ys), kendall: tauByPairs(xs, ys) };
      for (const name of ["spearman", "kendall"] as const) {
        if (expected[name] === null) expect(found[name]).toBeNull();
        else expect(found[name]).toBeCloseTo(expected[name], 12);
      }
    }
  });
});

interface TableRow {
  readonly task: string;
  readonly dataset: string;
  readonly version: string;
  readonly metric: string;
  readonly mean: number;
}

function tableRows(): TableRow[] {
  const [, ...lines] = readFileSync(tables, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [task, dataset, version, metric, mean] = line.split(",");
    return { task, dataset, version, metric, mean: mean === "" ? Number.NaN : Number(mean) };
  });
}

describe.skipIf(!hasTables)(
  hasTables ? "the tables of Jaus et al. 2025" : "skipped: ../shared/data/good-enough is missing",
  () => {
    it("Dice and surface Dice over the seven generators correlate as in the printed tables", () => {
      const rows = tableRows().filter(({ task }) => task === "label quality");
      const [first, second] = [...new Set(rows.map(({ metric }) => metric))];
      const of = (metric: string, dataset?: string) =>
        rows.filter((row) => row.metric === metric && (dataset === undefined || row.dataset === dataset));
      const datasets = [...new Set(rows.map(({ dataset }) => dataset))];
      expect(datasets.length).toBe(5);
      const pairs = datasets.map((dataset) =>
        [first, second].map((metric) => of(metric, dataset).map(({ mean }) => mean)),
      );
      const close = (found: readonly (number | null)[], expected: readonly number[]) => {
        found.forEach((value, at) => {
          expect(Math.abs(value! - expected[at])).toBeLessThan(0.001);
        });
      };
      close(
        pairs.map(([x, y]) => pearson(x, y)),
        [0.995, 0.859, 0.913, 0.981, 0.995],
      );
      close(
        pairs.map(([x, y]) => spearman(x, y)),
        [0.847, 1, 0.929, 0.955, 1],
      );
      close(
        pairs.map(([x, y]) => kendallTauB(x, y)),
        [0.683, 1, 0.81, 0.878, 1],
      );
      const pooled = [first, second].map((metric) => of(metric).map(({ mean }) => mean));
      close(
        [pearson, spearman, kendallTauB].map((correlation) => correlation(pooled[0], pooled[1])),
        [0.954, 0.933, 0.813],
      );
    });

    it("concordance over ten columns of pre-trained versions is that of Friedman's statistic", () => {
      const rows = tableRows().filter(
        ({ task, version }) => task !== "label quality" && version !== "no pretrain",
      );
      const expected = [
        { w: 0.24, chiSquare: 14.44 },
        { w: 0.19, chiSquare: 11.1 },
      ];
      const metrics = [...new Set(rows.map(({ metric }) => metric))];
      metrics.forEach((metric, at) => {
        const own = rows.filter((row) => row.metric === metric);
        const incomplete = new Set(
          own.filter(({ mean }) => Number.isNaN(mean)).map(({ version }) => version),
        );
        const columns = [...new Set(own.map(({ task, dataset }) => `${task}/${dataset}`))];
        const complete = [...new Set(own.map(({ version }) => version))].filter(
          (version) => !incomplete.has(version),
        );
        const scores = columns.map((column) =>
          complete.map(
            (version) =>
              own.find((row) => `${row.task}/${row.dataset}` === column && row.version === version)!.mean,
          ),
        );
        const found = kendallW(scores);
        expect([found.judges, found.items]).toEqual([10, 7]);
        expect(Math.abs(found.chiSquare! - expected[at].chiSquare)).toBeLessThan(0.005);
        expect(Math.abs(found.w! - expected[at].w)).toBeLessThan(0.005);
      });
    });
  },
);
