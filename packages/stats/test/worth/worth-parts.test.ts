import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { correlationOf } from "../../src/worth/column-correlation.ts";
import { comparableCells } from "../../src/worth/comparable-cells.ts";
import { gainCurve } from "../../src/worth/expected-gain.ts";
import { checkTable } from "../../src/worth/forensic/check-table.ts";
import type { PrintedCell } from "../../src/worth/forensic/printed-cell.ts";
import { gapConcordance } from "../../src/worth/gap-concordance.ts";
import { inIsotonicOrder, isotonicSteps, isotonicValue } from "../../src/worth/isotonic.ts";
import { costPerGain, labellingCost } from "../../src/worth/labelling-cost.ts";
import { pairedGain } from "../../src/worth/paired-gain.ts";
import { tableMetric } from "../../src/worth/table-metric.ts";
import { chiSquareUpperTail } from "../../src/worth/tables/chi-square.ts";
import { varianceShares } from "../../src/worth/tables/variance-decomposition.ts";
import { withCaveat, worthAnswer } from "../../src/worth/worth-answer.ts";
import type { WorthCell } from "../../src/worth/worth-cells.ts";
import type { WorthColumn } from "../../src/worth/worth-column.ts";
import { worthDecision } from "../../src/worth/worth-decision.ts";

it("the chi-square tail at its 95 % points (tables)", () => {
  const points = [3.841459, 5.991465, 7.814728, 9.487729, 11.070498, 12.591587, 14.06714, 15.507313];
  points.forEach((x, at) => {
    expect(chiSquareUpperTail(x, at + 1)).toBeCloseTo(0.05, 7);
  });
  expect(chiSquareUpperTail(0, 3)).toBe(1);
});

describe("isotonic regression", () => {
  /** Min-max formula: the fit at i is the largest over starts of the smallest mean over ends. */
  const minMax = (y: readonly number[]) =>
    y.map((_, i) =>
      Math.max(
        ...y.slice(0, i + 1).map((__, s) =>
          Math.min(
            ...y.slice(i).map((___, e) => {
              const part = y.slice(s, i + e + 1);
              return part.reduce((sum, value) => sum + value, 0) / part.length;
            }),
          ),
        ),
      ),
    );

  it("is the min-max formula", () => {
    const random = createRandom(1, 0);
    for (let trial = 0; trial < 30; trial++) {
      const y = Array.from({ length: 12 }, () => random.nextBelow(5));
      const steps = isotonicSteps(y.map((value, x) => ({ x, y: value })));
      y.forEach((_, x) => {
        expect(isotonicValue(steps, x)).toBeCloseTo(minMax(y)[x], 12);
      });
    }
  });

  it("lets the step rise among equal x, or gives them one value", () => {
    const points = inIsotonicOrder([0, 1, 1].map((y, at) => ({ x: at === 0 ? 5 : at === 1 ? 5 : 1, y })));
    expect(isotonicSteps(points, undefined, "primary").map(({ from, value }) => [from, value])).toEqual([
      [1, 0.5],
      [5, 1],
    ]);
    expect(isotonicSteps(points, undefined, "secondary").map(({ value }) => value)).toEqual([2 / 3]);
  });

  it("has no value before the first point", () => expect(isotonicValue([], 1)).toBeNull());
});

describe("permutation p", () => {
  it("of four values in the same order is 2 of 24 orders", () => {
    const { spearman, kendall, exact } = correlationOf([1, 2, 3, 4], [1, 2, 3, 4]);
    expect([spearman, kendall]).toEqual([
      { value: 1, p: 2 / 24 },
      { value: 1, p: 2 / 24 },
    ]);
    expect(exact).toBe(true);
  });

  it("of nine values is drawn at random, the same for the same seed", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const y = [2, 1, 4, 3, 6, 5, 8, 9, 7];
    const found = correlationOf(x, y, 5);
    expect(found.exact).toBe(false);
    expect(found.kendall.p).toBeLessThan(0.02);
    expect(correlationOf(x, y, 5)).toEqual(found);
  });

  it("is none where a list is constant", () => {
    expect(correlationOf([1, 1, 1], [1, 2, 3]).pearson).toEqual({ value: null, p: null });
  });
});

const column = (dataset: string, gain: number) => ({
  task: "t",
  dataset,
  points: [0, 0.02, 0.1].map((quality, at) => ({
    version: `v${at}`,
    quality,
    downstream: 0.5 + gain * quality,
  })),
});

describe("gain and decision", () => {
  it("a gain that grows with quality is found, and its size", () => {
    const columns = ["a", "b", "c", "d", "e"].map((dataset) => column(dataset, 0.5));
    const gain = gainCurve(columns).at(0.1);
    // Resamples without the first or the last version have no pair with that gap.
    expect(gain).toMatchObject({
      gain: expect.closeTo(0.05, 9),
      high: expect.closeTo(0.05, 9),
      noInterval: null,
    });
    expect(gain.low!).toBeLessThan(0.05);
    expect(worthDecision(gain, 0.06, null)).toBe("NOT WORTH");
    expect(worthDecision(gain, 0.05, null)).toBe("UNDECIDED");
    expect(worthDecision(gain, null, null)).toBe("UNDECIDED");
    expect(worthDecision({ low: 0.02, high: 0.03 }, 0.01, null)).toBe("WORTH");
    expect(gapConcordance(columns, { binEnds: [0.05] })).toMatchObject({ pairs: 15, share: 1 });
  });

  it.each([
    ["one column", ["a"], /2 datasets; there is 1 column with pairs, of 1 dataset$/],
    [
      "columns of one dataset",
      ["a", "a", "a", "a", "a", "a"],
      /2 datasets; there are 6 columns .* of 1 dataset$/,
    ],
  ])("%s: no interval, why not, and nothing is decided", (_, datasets, why) => {
    const columns = datasets.map((dataset) => column(dataset, 0.5));
    const gain = gainCurve(columns).at(0.1);
    expect(gain).toMatchObject({ gain: expect.closeTo(0.05, 9), low: null, high: null });
    expect(gain.noInterval).toMatch(why);
    expect(worthDecision(gain, 0.01, null)).toBe("UNDECIDED");
    expect(worthDecision(gain, 0.9, null)).toBe("UNDECIDED");
    const shares = gapConcordance(columns, { binEnds: [0.05] });
    expect(shares).toMatchObject({ share: 1, low: null, high: null, noInterval: gain.noInterval });
    expect(shares.reliable[0]).toMatchObject({ gap: 0.02, low: null, high: null, notReached: null });
  });

  it("columns without a pair do not count", () => {
    const flat = { ...column("e", 0.5), points: column("e", 0.5).points.slice(0, 1) };
    const columns = [column("a", 0.5), flat];
    expect(gainCurve(columns).at(0.1).noInterval).toContain("1 column with pairs");
  });

  it("beyond the largest observed gap there is no gain, and nothing is decided", () => {
    const curve = gainCurve(["a", "b", "c", "d", "e"].map((dataset) => column(dataset, 0.5)));
    expect(curve.at(0.1)).toMatchObject({ beyondObserved: false, noInterval: null });
    const beyond = curve.at(0.11);
    expect(beyond).toMatchObject({ gain: null, low: null, beyondObserved: true, largestGap: 0.1 });
    expect(worthDecision(beyond, 0.01, null)).toBe("UNDECIDED");
  });

  it("a loss is not worth it, even if no relevant gain is given", () => {
    const gain = gainCurve(["a", "b", "c", "d", "e"].map((dataset) => column(dataset, -0.5))).at(0.1);
    expect(worthDecision(gain, null, null)).toBe("NOT WORTH");
  });

  it("two to four datasets: t over their own values, tasks of a dataset together", () => {
    const columns = [column("a", 0.4), column("a", 0.6), column("b", 0.7), column("c", 0.9)];
    const { gain, low, high } = gainCurve(columns).at(0.1);
    // The two tasks of a: 0.04 and 0.06, so 0.05; b 0.07, c 0.09.
    const reach = 4.302652729911275 * (0.02 / Math.sqrt(3));
    expect(gain).toBeCloseTo(0.065, 9);
    expect([low, high]).toEqual([expect.closeTo(0.07 - reach, 9), expect.closeTo(0.07 + reach, 9)]);
  });

  it("a share of all pairs is not certain: Wilson's limits, a dataset counted once", () => {
    const five = ["a", "b", "c", "d", "e"].map((dataset) => column(dataset, 0.5));
    const z2 = 1.959963984540054 ** 2;
    for (const [columns, datasets] of [
      [five, 5],
      [[...five.slice(0, 2), ...five.slice(0, 2)], 2],
    ] as const) {
      const { share, low, high } = gapConcordance(columns, { binEnds: [] });
      expect([share, high]).toEqual([1, expect.closeTo(1, 9)]);
      expect(low).toBeCloseTo(datasets / (datasets + z2), 6);
    }
  });

  describe("a decision", () => {
    /** Scores follow the ranks of quality with this slope, and a version's own effect. */
    const table = (versions: number, slope: number, own: readonly number[] = []): WorthColumn[] =>
      ["a", "b", "c", "d", "e"].map((dataset, d) => ({
        task: "t",
        dataset,
        points: Array.from({ length: versions }, (_, v) => ({
          version: `v${v}`,
          quality: 0.8 + 0.02 * v + 0.001 * d,
          downstream: 0.7 + slope * 0.02 * v + (own[v] ?? 0) + 0.0001 * ((v * 7 + d * 3) % 5),
        })),
      }));
    const decided = (columns: readonly WorthColumn[], gap = 0.04, relevantGain: number | null = 0.005) => {
      const concordance = gapConcordance(columns, { binEnds: [] });
      const options = { proposed: { gap, from: null, to: null }, relevantGain, cost: null };
      return worthAnswer(columns, concordance, tableMetric("dice"), "all", options);
    };
    it("is WORTH where interval and permutation say so", () => {
      expect(decided(table(6, 0.5))).toMatchObject({ decision: "WORTH", permutation: { exact: true } });
    });
    it("is NOT WORTH where both say that the gain is below the relevant one", () => {
      expect(decided(table(6, 0), 0.04, 0.02).decision).toBe("NOT WORTH");
    });
    it("is never made of four versions or fewer, and says so", () => {
      const { decision, permutation, sentence } = decided(table(4, 0.5));
      expect(decision).toBe("UNDECIDED");
      expect(permutation!.pGreater).toBeCloseTo(1 / 24, 12);
      expect(sentence).toMatch(
        /interval alone would say WORTH.* p = 0\.\d+ .*fewer than 5 versions never decide/,
      );
    });
    it("is not made of one version's own effect", () => {
      // v5 has the best labels and is better for another reason: in 1 of 6 orders the best labels are its.
      const { decision, permutation } = decided(table(6, 0, [0, 0, 0, 0, 0, 0.05]), 0.1);
      expect(permutation!.pGreater).toBeGreaterThan(0.1);
      expect(decision).toBe("UNDECIDED");
    });
    it("is not made of two versions, two datasets and three tasks", () => {
      const points = (gain: number) => [
        { version: "a", quality: 0.8, downstream: 0.7 },
        { version: "b", quality: 0.825, downstream: 0.7 + gain },
      ];
      const columns = [
        { task: "1", dataset: "x", points: points(0.0063) },
        { task: "2", dataset: "x", points: points(0.0067) },
        { task: "1", dataset: "y", points: points(0.008) },
      ];
      const { decision, sentence, comparable } = decided(columns, 0.025, 0.005);
      expect(decision).toBe("UNDECIDED");
      expect(comparable!.low!).toBeLessThan(0.5);
      expect(sentence).toMatch(/100 % of 3 comparable pairs \[3\d, 100\]/);
    });
    it("of all versions says which others are decided otherwise", () => {
      const answers = [table(6, 0.5), table(4, 0.5), table(6, 0.5)].map((columns, at) => ({
        ...decided(columns),
        variant: ["all", "without x", "with y as perfect"][at],
      }));
      expect(withCaveat(answers).map(({ caveat }) => caveat)).toEqual([
        "but UNDECIDED without x",
        null,
        null,
      ]);
    });
  });

  it("the cost of a gain that may be none is unbounded", () => {
    const gain = {
      ...{ gap: 1, gain: 2, low: -1, high: 4, beyondObserved: false, largestGap: 2, noInterval: null },
    };
    expect(costPerGain(100, gain)).toMatchObject({ estimate: 50, high: null, unbounded: true });
    const sure = { ...gain, low: 1 };
    expect(costPerGain(100, sure)).toMatchObject({ estimate: 50, high: 100, unbounded: false });
    const unknown = { ...gain, low: null, high: null, noInterval: "too few columns" };
    expect(costPerGain(100, unknown)).toEqual({ estimate: 50, low: null, high: null, unbounded: false });
    const { review, money } = labellingCost({
      masks: 60,
      minutesPerMask: 10,
      rate: 100,
      reviewShare: 0.5,
      reviewMinutes: 2,
    });
    expect(money).toBe(1000);
    expect(review).toEqual({ share: 0.5, minutes: 2, masks: 30, hours: 1, money: 100 });
  });

  it("paired gains are over the cases that both have", () => {
    const first = new Map([
      ["a", 1],
      ["b", 3],
      ["c", 9],
    ]);
    const second = new Map([
      ["a", 0],
      ["b", 0],
      ["d", 5],
    ]);
    expect(pairedGain(first, second)).toMatchObject({ gain: 2, n: 2, standardError: expect.closeTo(1, 12) });
    expect(pairedGain(first, new Map())).toBeNull();
  });

  it("the interval of a gain over fewer than 20 cases is Student's", () => {
    const versionOf = (values: readonly number[]) => new Map(values.map((value, i) => [`c${i}`, value]));
    const [first, second] = [versionOf([1, 4, 2]), versionOf([0, 0, 0])];
    const reach = 4.302652729911275 * (Math.sqrt(7 / 3) / Math.sqrt(3));
    const { gain, low, high } = pairedGain(first, second)!;
    expect([gain - low!, high! - gain]).toEqual([expect.closeTo(reach, 9), expect.closeTo(reach, 9)]);
  });
});

it("sums of squares of a table without a missing cell add up to the whole", () => {
  const random = createRandom(3, 0);
  const cells = ["a", "b", "c"].flatMap((row) =>
    ["x", "y"].map((col) => ({ row, column: col, value: random.normal() })),
  );
  const { row, column: col, residual } = varianceShares(cells);
  expect(row! + col! + residual!).toBeCloseTo(1, 12);
});

describe("forensic checks", () => {
  const cell = (
    version: string,
    dataset: string,
    mean: number,
    sd: number | null,
    more = {},
  ): PrintedCell => ({
    ...{ place: `line ${version}`, task: "label quality", dataset, version, metric: "m", mean, sd },
    ...{ meanDecimals: 1, sdDecimals: 1, ...more },
  });
  const options = {
    metricOf: () => ({ range: [0, 1] as const, direction: 1 as const }),
    qualityTask: "label quality",
  };
  const kinds = (cells: readonly PrintedCell[]) =>
    checkTable(cells, options).map(({ kind, count }) => [kind, count]);

  it("deviations beyond what the range and the mean allow", () => {
    expect(kinds([cell("a", "x", 50, 56), cell("b", "x", 50, 55), cell("c", "x", 98, 30)])).toEqual([
      ["SD_TOO_LARGE", 1],
    ]);
    expect(kinds([cell("a", "x", 50, 57), cell("c", "x", 98, 30)])).toEqual([["SD_TOO_LARGE", 2]]);
  });

  it("copies of a row and cells given twice", () => {
    const row = (version: string) => ["x", "y", "z"].map((dataset, at) => cell(version, dataset, 80 + at, 3));
    expect(kinds([...row("a"), ...row("b")])).toEqual([["DUPLICATE", 3]]);
    expect(kinds([cell("a", "x", 80, 3), cell("a", "x", 81, 3)])).toEqual([["DUPLICATE", 1]]);
  });

  it("percent among fractions", () => {
    expect(kinds([cell("a", "x", 0.8, null), cell("b", "x", 0.7, null), cell("c", "x", 82, null)])).toEqual([
      ["MIXED_SCALE", 1],
    ]);
  });

  it("means that n whole numbers cannot have", () => {
    const whole = (mean: number) => cell("a", "x", mean, null, { n: 8, step: 1, meanDecimals: 2 });
    expect(kinds([whole(3.13), { ...whole(3.25), version: "b" }])).toEqual([]);
    expect(kinds([whole(3.19)])).toEqual([["GRANULARITY", 1]]);
  });
});

it("a version with another split is not compared, and named", () => {
  const cell = (version: string, split: string | null): WorthCell => ({
    ...{ task: "t", dataset: "d", version, metric: "m", mean: 0.5, sd: null, status: "", place: "" },
    ...{ n: null, expected: null, seeds: null, split, recipe: null, prompted: false, byCase: null },
  });
  const { cells, warnings } = comparableCells([
    cell("a", "80/20"),
    cell("b", "80/20"),
    cell("c", "70/30"),
    cell("d", null),
  ]);
  expect(cells.map(({ mean }) => mean)).toEqual([0.5, 0.5, null, 0.5]);
  expect(cells[2].status).toBe("not comparable: split 70/30 in place of 80/20");
  expect(warnings).toMatchObject([{ code: "W-RECIPE", message: expect.stringContaining("c on d, t m") }]);
});
