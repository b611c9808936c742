import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { meanInterval } from "../../src/inference/interval.ts";
import { labelQuality } from "../../src/quality/label-quality.ts";
import { type OrganTable, qualityInput } from "./fixture.ts";

const plainMean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const plainVariance = (values: readonly number[], ddof: number) =>
  values.reduce((sum, value) => sum + (value - plainMean(values)) ** 2, 0) / (values.length - ddof);

/** Random scores, complete, with a generator that is worse. */
function randomTables(cases: number, organs: number, seed = 1): OrganTable[] {
  const random = createRandom(seed, 0);
  return Array.from({ length: organs }, () => ({
    A: Array.from({ length: cases }, () => 0.8 + 0.2 * random.next()),
    B: Array.from({ length: cases }, () => 0.5 + 0.4 * random.next()),
  }));
}

describe("equations 2 and 4", () => {
  it.each([0, 1] as const)("means and root mean square of the organs' sds, ddof %i", (ddof) => {
    const tables = randomTables(7, 3);
    const { cells, organs } = labelQuality(qualityInput(tables), { ddof });
    for (const generator of ["A", "B"]) {
      const columns = tables.map((table) => table[generator] as number[]);
      const cell = cells.find((one) => one.generator === generator)!;
      expect(cell.mean).toBeCloseTo(plainMean(columns.map(plainMean)), 12);
      const variances = columns.map((values) => plainVariance(values, ddof));
      expect(cell.rmsSd).toBeCloseTo(Math.sqrt(plainMean(variances)), 12);
      columns.forEach((values, at) => {
        const organ = organs.find((one) => one.generator === generator && one.label === at + 1)!;
        expect(organ.mean).toBeCloseTo(plainMean(values), 12);
        expect(organ.sd).toBeCloseTo(Math.sqrt(plainVariance(values, ddof)), 12);
        expect(organ).toMatchObject({ n: 7, expected: 7, common: true });
      });
      expect(cell).toMatchObject({ n: 21, expected: 21, organs: 3, undefined: {} });
    }
  });

  it("at 30 cases the two standard deviations differ by the factor 1.017 (docs/methods/label-quality.md)", () => {
    const input = qualityInput(randomTables(30, 2));
    const [sample] = labelQuality(input, { ddof: 1 }).cells;
    const [population] = labelQuality(input, { ddof: 0 }).cells;
    expect(sample.rmsSd! / population.rmsSd!).toBeCloseTo(1.017, 3);
  });

  it("N_o is the number of cases with a value, and the order of means then matters", () => {
    const input = qualityInput([{ A: [0.9, 0.7, 0.8] }, { A: [0.4, "BOTH_EMPTY", "BOTH_EMPTY"] }]);
    const [organFirst] = labelQuality(input).cells;
    expect(organFirst.mean).toBeCloseTo((0.8 + 0.4) / 2, 12);
    expect(organFirst).toMatchObject({ n: 4, expected: 6, undefined: { BOTH_EMPTY: 2 } });
    // One value has no sd, so it has no share in the root mean square.
    expect(organFirst.rmsSd).toBeCloseTo(0.1, 12);
    const [caseFirst] = labelQuality(input, { order: "case" }).cells;
    expect(caseFirst.mean).toBeCloseTo((0.65 + 0.7 + 0.8) / 3, 12);
  });

  it("the order of means does not matter for complete scores", () => {
    const input = qualityInput(randomTables(6, 3));
    const organFirst = labelQuality(input).cells;
    labelQuality(input, { order: "case" }).cells.forEach((cell, at) => {
      expect(cell.mean).toBeCloseTo(organFirst[at].mean!, 12);
    });
  });

  it("an organ without a value from a generator leaves the mean of all, with a warning", () => {
    const { cells, warnings, organs } = labelQuality(
      qualityInput([
        { A: [0.9, 0.8], B: [0.7, 0.6] },
        { A: [0.1, 0.1], B: ["FAILED", "FAILED"] },
      ]),
    );
    expect(cells.map(({ mean }) => mean)).toEqual([expect.closeTo(0.85, 12), expect.closeTo(0.65, 12)]);
    expect(organs.filter(({ common }) => !common).map(({ name }) => name)).toEqual(["spleen", "spleen"]);
    expect(warnings).toContainEqual(expect.objectContaining({ code: "W-EMPTY", label: 2, metric: "dice" }));
  });

  it("a generator without any value takes no organ from the others", () => {
    const { cells } = labelQuality(qualityInput([{ A: [0.9, 0.8], B: ["FAILED", "FAILED"] }]));
    expect(cells[0].mean).toBeCloseTo(0.85, 12);
    expect(cells[1]).toMatchObject({ mean: null, rmsSd: null, rank: null, undefined: { FAILED: 2 } });
  });

  it("a case without a row is counted as not annotated", () => {
    const input = qualityInput([{ A: [0.9, 0.8] }]);
    const [cell] = labelQuality({ ...input, cases: [...input.cases, "case_99"] }).cells;
    expect(cell).toMatchObject({ n: 2, expected: 3, undefined: { NO_PREDICTION: 1 } });
  });

  it("does not depend on the order of rows and cases", () => {
    const input = qualityInput(randomTables(25, 3));
    const shuffled = { ...input, rows: [...input.rows].reverse(), cases: [...input.cases].reverse() };
    expect(labelQuality(shuffled).cells).toEqual(labelQuality(input).cells);
  });
});

describe("organs that a mask lacks", () => {
  const input = (metric = "dice") =>
    qualityInput([{ A: [0.8, "BOTH_EMPTY", "REF_EMPTY", "PRED_EMPTY"] }], { metric });
  const meanOf = (choices: Parameters<typeof labelQuality>[1], metric = "dice") => {
    const [cell] = labelQuality(input(metric), choices).cells;
    return [cell.mean, cell.n];
  };

  it.each([
    [{}, (0.8 + 0 + 0) / 3, 3],
    [{ absent: "1" }, (0.8 + 1 + 0 + 0) / 4, 4],
    [{ absent: "0" }, (0.8 + 0 + 0 + 0) / 4, 4],
    [{ absentInReference: "skip" }, (0.8 + 0) / 2, 2],
    [{ absent: "1", absentInReference: "skip" }, (0.8 + 1 + 0) / 3, 3],
  ] as const)("%o", (choices, mean, n) => {
    expect(meanOf(choices)).toEqual([expect.closeTo(mean, 12), n]);
  });

  it("are told from the voxels where these are known: a 0 may stand for an empty reference", () => {
    const base = qualityInput([{ A: [0.8, 0] }]);
    const voxelsOf = ({ value }: { value: number | null }) =>
      value === 0 ? { reference: 0, prediction: 5 } : { reference: 5, prediction: 5 };
    const [skipped] = labelQuality({ ...base, voxelsOf }, { absentInReference: "skip" }).cells;
    expect(skipped).toMatchObject({ mean: 0.8, n: 1, undefined: { REF_EMPTY: 1 } });
    const { organs } = labelQuality({ ...base, voxelsOf });
    expect(organs[0]).toMatchObject({ mean: 0.4, inReference: 1 });
  });

  it("have no distance; for a missed one the worst case stands in", () => {
    const worst = { ...input("hd95"), worstCaseMm: () => 100 };
    const [cell] = labelQuality(worst, { absent: "1" }).cells;
    expect(cell).toMatchObject({
      n: 2,
      substituted: 1,
      undefined: { BOTH_EMPTY: 1, REF_EMPTY: 1, PRED_EMPTY: 1 },
    });
    expect(cell.mean).toBeCloseTo((0.8 + 100) / 2, 12);
  });

  it("in no reference at all are named", () => {
    const { warnings } = labelQuality(
      qualityInput([{ A: [0.8, 0.7] }, { A: ["REF_EMPTY", "BOTH_EMPTY"] }], {}),
    );
    expect(warnings.find(({ label }) => label === 2)?.found).toContain("in no reference mask");
  });

  it.each([
    [{ absent: "2" }, "absent: expected skip or 1 or 0"],
    [{ ddof: 2 }, "ddof: expected 0 or 1"],
    [{ order: "random" }, "order"],
    [{ absentInReference: "1" }, "absentInReference"],
  ])("choices that do not exist are refused: %o", (choices, message) => {
    expect(() => labelQuality(input(), choices as never)).toThrow(message);
  });
});

describe("intervals", () => {
  it("of few complete cases are t intervals of the case means", () => {
    const tables = randomTables(8, 3);
    const { interval } = labelQuality(qualityInput(tables)).cells[0];
    const means = tables[0].A.map((_, at) => plainMean(tables.map((table) => table.A[at] as number)));
    const { low, high } = meanInterval(means, [0, 1]);
    expect(interval).toMatchObject({
      low: expect.closeTo(low!, 12),
      high: expect.closeTo(high!, 12),
      method: "t",
    });
  });

  it("of many cases come from resamples, and hold the mean", () => {
    for (const { interval, mean } of labelQuality(qualityInput(randomTables(25, 3))).cells) {
      expect(interval.method).toBe("bca");
      expect(interval.low!).toBeLessThan(mean!);
      expect(interval.high!).toBeGreaterThan(mean!);
    }
  });

  it("rest on patients where cases share one", () => {
    // Each patient twice with the same values: as many cases again say nothing more.
    const once = randomTables(8, 2);
    const twice = once.map(({ A, B }) => ({ A: A.flatMap((v) => [v, v]), B: B.flatMap((v) => [v, v]) }));
    const clusterOf = (id: string) => String(Math.floor(Number(id.slice(5)) / 2));
    const single = labelQuality(qualityInput(once));
    const double = labelQuality(qualityInput(twice, { clusterOf }));
    double.cells.forEach(({ interval }, at) => {
      expect(interval.low).toBeCloseTo(single.cells[at].interval.low!, 12);
    });
    expect(double.comparisons[0].p).toBeCloseTo(single.comparisons[0].p!, 12);
  });

  it("one case has none", () => {
    const [cell] = labelQuality(qualityInput([{ A: [0.9] }])).cells;
    expect(cell).toMatchObject({ mean: 0.9, rmsSd: null, interval: { low: null, high: null, method: null } });
  });
});

describe("ranks", () => {
  it("follow the direction of the metric, and ties share the better one", () => {
    const table = { A: [0.5, 0.5], B: [0.9, 0.9], C: [0.9, 0.9] };
    const ranks = (metric: string) =>
      labelQuality(qualityInput([table], { metric })).cells.map(({ rank }) => rank);
    expect(ranks("dice")).toEqual([3, 1, 1]);
    expect(ranks("hd95")).toEqual([1, 2, 2]);
  });
});

describe("labels that were dropped", () => {
  it("have their effect shown for generators that have them", () => {
    const input = qualityInput([{ A: [0.8, 0.9], B: [0.7, 0.7] }]);
    const extra = qualityInput([
      { A: [0.8, 0.9], B: [0.7, 0.7] },
      { A: [0.3, 0.5], B: ["NOT_IN_LABELSET", "NOT_IN_LABELSET"] },
    ]);
    const { cells, sensitivity } = labelQuality({
      ...input,
      rows: extra.rows,
      dropped: [{ label: 2, name: "spleen", generators: ["A"] }],
    });
    expect(cells[0].mean).toBeCloseTo(0.85, 12);
    expect(sensitivity).toEqual([
      {
        dataset: "D",
        generator: "A",
        metric: "dice",
        mean: expect.closeTo(0.85, 12),
        withDropped: expect.closeTo((0.85 + 0.4) / 2, 12),
        added: [{ label: 2, name: "spleen" }],
      },
    ]);
  });
});
