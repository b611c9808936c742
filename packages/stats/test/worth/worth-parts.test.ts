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
    expect(gain).toMatchObject({
      gain: expect.closeTo(0.05, 9),
      low: expect.closeTo(0.05, 9),
      beyondObserved: false,
    });
    expect(worthDecision(gain, 0.04)).toBe("WORTH");
    expect(worthDecision(gain, 0.06)).toBe("NOT WORTH");
    expect(worthDecision(gain, 0.05)).toBe("UNDECIDED");
    expect(worthDecision(gain, null)).toBe("UNDECIDED");
    expect(gainCurve(columns).smallestGapWithGain(0.03)).toBeCloseTo(0.08, 9);
    expect(gapConcordance(columns, { binEnds: [0.05] })).toMatchObject({ pairs: 15, share: 1 });
  });

  it.each([
    ["one column", ["a"], /5 columns .* there is 1 column with pairs, of 1 dataset$/],
    ["four columns", ["a", "b", "c", "d"], /there are 4 columns with pairs, of 4 datasets$/],
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
    expect(worthDecision(gain, 0.01)).toBe("UNDECIDED");
    expect(worthDecision(gain, 0.9)).toBe("UNDECIDED");
    const shares = gapConcordance(columns, { binEnds: [0.05] });
    expect(shares).toMatchObject({ share: 1, low: null, high: null, noInterval: gain.noInterval });
    expect(shares.reliable[0]).toMatchObject({ gap: 0.02, low: null, high: null, notReached: null });
  });

  it("columns without a pair do not count", () => {
    const flat = { ...column("e", 0.5), points: column("e", 0.5).points.slice(0, 1) };
    const columns = [...["a", "b", "c", "d"].map((dataset) => column(dataset, 0.5)), flat];
    expect(gainCurve(columns).at(0.1).noInterval).toContain("4 columns with pairs");
  });

  it("beyond the largest observed gap there is no gain, and nothing is decided", () => {
    const curve = gainCurve(["a", "b", "c", "d", "e"].map((dataset) => column(dataset, 0.5)));
    expect(curve.at(0.1)).toMatchObject({ beyondObserved: false, noInterval: null });
    const beyond = curve.at(0.11);
    expect(beyond).toMatchObject({ gain: null, low: null, beyondObserved: true, largestGap: 0.1 });
    expect(worthDecision(beyond, 0.01)).toBe("UNDECIDED");
  });

  it("a loss is not worth it, even if no relevant gain is given", () => {
    const gain = gainCurve(["a", "b", "c", "d", "e"].map((dataset) => column(dataset, -0.5))).at(0.1);
    expect(worthDecision(gain, null)).toBe("NOT WORTH");
  });

  it("the answer of all versions says which others are decided otherwise", () => {
    const of = (variant: string, slope: number) => {
      const columns = ["a", "b", "c", "d", "e"].map((dataset) => column(dataset, slope));
      const concordance = gapConcordance(columns, { binEnds: [] });
      const proposed = { gap: 0.1, from: null, to: null };
      const options = { proposed, relevantGain: 0.01, cost: null };
      return worthAnswer(columns, concordance, tableMetric("dice"), variant, options);
    };
    const answers = withCaveat([of("all", 0.05), of("without x", 0.5), of("with y as perfect", 0.05)]);
    expect(answers.map(({ decision }) => decision)).toEqual(["NOT WORTH", "WORTH", "NOT WORTH"]);
    expect(answers.map(({ caveat }) => caveat)).toEqual(["but WORTH without x", null, null]);
  });

  it("the cost of a gain that may be none is unbounded", () => {
    const gain = {
      ...{ gap: 1, gain: 2, low: -1, high: 4, beyondObserved: false, largestGap: 2, noInterval: null },
      resampled: [-1, 4],
    };
    expect(costPerGain(100, gain)).toMatchObject({ estimate: 50, high: null, unbounded: true });
    const sure = { ...gain, low: 1, resampled: [1, 4] };
    expect(costPerGain(100, sure)).toMatchObject({ estimate: 50, high: 100, unbounded: false });
    const unknown = { ...gain, low: null, high: null, noInterval: "too few columns", resampled: [] };
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
