import { createRandom, type MaskRow, parseMetric, type ScoreRow, sentenceOf } from "@pgt/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import type { StudyScores } from "../src/scores/study-scores.ts";
import { caseName, dice, hd95, row, simpleStudy } from "./study-fixture.ts";

const spread = (centre: number, n: number, step = 0.01) =>
  Array.from({ length: n }, (_, i) => centre + step * (i - (n - 1) / 2));
const codes = (study: StudyScores) => pgtInterval(study).warnings.map(({ code }) => code);
const message = (study: StudyScores, code: string) => {
  const warning = pgtInterval(study).warnings.find((one) => one.code === code);
  return warning && sentenceOf(warning);
};

describe("bounds", () => {
  it("are the papers' bracket: inter below, intra above", () => {
    const [bound] = pgtInterval(simpleStudy(spread(0.8, 12), spread(0.9, 12), [])).bounds;
    expect(bound).toMatchObject({ label: 1, name: "kidney", metric: "dice", direction: "higher" });
    expect(bound.inter.estimate).toBeCloseTo(0.8, 12);
    expect(bound.inter).toMatchObject({ n: 12, expected: 12, pairs: 1, randomRaters: null });
    expect(bound.intra!.estimate).toBeCloseTo(0.9, 12);
    expect(bound.pgt).toMatchObject({
      estimate: null,
      low: bound.inter.estimate,
      high: bound.intra!.estimate,
    });
    expect(bound).toMatchObject({ ceiling: null, noiseMm: null, tippingBiasMm: null });
  });
  it("are put by size for distances: intra is the low end", () => {
    const [bound] = pgtInterval(simpleStudy([4, 6], [1, 3], [], hd95)).bounds;
    expect(bound).toMatchObject({ direction: "lower", unit: "mm", pgt: { low: 2, high: 5 } });
  });
  it("leave the end open that is not known", () => {
    const [higher] = pgtInterval(simpleStudy([0.7, 0.8], [], [])).bounds;
    expect(higher.intra).toBeNull();
    expect(higher.pgt).toMatchObject({ estimate: null, low: 0.75, high: null });
    const [lower] = pgtInterval(simpleStudy([4, 6], [], [], hd95)).bounds;
    expect(lower.pgt).toMatchObject({ estimate: null, low: null, high: 5 });
  });
  it("give raters like these from three raters on", () => {
    const rows = spread(0.8, 12).flatMap((value, i) => [
      row(caseName(i), "a", "b", value),
      row(caseName(i), "a", "c", value - 0.05),
      row(caseName(i), "b", "c", value + 0.02),
    ]);
    const { inter } = pgtInterval({ rows, raters: ["a", "b", "c"], metrics: [dice] }).bounds[0];
    expect(inter.pairs).toBe(3);
    expect(inter.randomRaters!.low!).toBeLessThan(inter.fixedRaters.low!);
    expect(inter.randomRaters!.high!).toBeGreaterThan(inter.fixedRaters.high!);
    // A rater without any mask says nothing about raters.
    const { inter: two } = pgtInterval({ rows, raters: ["a", "b", "d"], metrics: [dice] }).bounds[0];
    expect(two.randomRaters).toBeNull();
  });
  it("count cases without a value against all cases of the study", () => {
    const rows = [row("1", "a", "b", 0.8), row("2", "a", "b", "BOTH_EMPTY"), row("3", "a", "b", 0.9)];
    const study = { rows, raters: ["a", "b"], metrics: [dice], cases: ["1", "2", "3", "4"] };
    const [{ inter }] = pgtInterval(study).bounds;
    expect(inter).toMatchObject({ n: 2, expected: 4, comparisons: { used: 2, expected: 3 } });
    expect(inter.undefined).toEqual({ BOTH_EMPTY: 1 });
  });
  it("keep a label asked for that is in no row", () => {
    const study = { ...simpleStudy([0.8], [], []), labels: [{ label: 9, name: "cyst" }] };
    const [{ label, name, inter, pgt }] = pgtInterval(study).bounds;
    expect({ label, name, estimate: inter.estimate, n: inter.n, pgt }).toMatchObject({
      label: 9,
      name: "cyst",
      estimate: null,
      n: 0,
      pgt: { estimate: null, low: null, high: null },
    });
  });
  it("give no ends for one case", () => {
    const [bound] = pgtInterval(simpleStudy([0.8], [0.9], [])).bounds;
    expect(bound.inter).toMatchObject({
      estimate: 0.8,
      fixedRaters: { low: null, high: null },
      randomRaters: null,
      n: 1,
    });
  });
});

describe("warnings", () => {
  const twelve = simpleStudy(spread(0.8, 12), spread(0.9, 12), []);
  it("W-BIAS always and once", () => {
    expect(codes(twelve).filter((code) => code === "W-BIAS")).toHaveLength(1);
  });
  it("W-NOINTRA: no repeats, no upper bound", () => {
    const study = simpleStudy(spread(0.8, 12), [], []);
    expect(message(study, "W-NOINTRA")).toMatch(/no repeats.*no upper bound/);
    expect(codes(twelve)).not.toContain("W-NOINTRA");
  });
  it("W-NOINTRA for a label whose repeats have no value", () => {
    const rows = twelve.rows.flatMap((entry) => [
      entry,
      {
        ...entry,
        label: 2,
        name: "cyst",
        ...(entry.a === entry.b && { value: null, reason: "BOTH_EMPTY" as const }),
      },
    ]);
    const found = pgtInterval({ ...twelve, rows }).warnings.filter(({ code }) => code === "W-NOINTRA");
    expect(found).toMatchObject([{ label: 2, metric: "dice" }]);
    expect(found[0].found).toMatch(/none of the 12 comparisons.*marked in neither mask: 12/);
  });
  it("W-NOINTER: one rater", () => {
    const rows = twelve.rows.filter(({ a, b }) => a === b);
    const study = { ...twelve, rows, raters: ["a"] };
    expect(codes(study)).toContain("W-NOINTER");
    expect(codes(twelve)).not.toContain("W-NOINTER");
  });
  it("W-SMALLN: few cases, few raters", () => {
    expect(message(simpleStudy([0.8], [0.9], []), "W-SMALLN")).toMatch(/only 1 case .*none is given/);
    expect(codes(simpleStudy(spread(0.8, 9), [], [])).filter((code) => code === "W-SMALLN")).toHaveLength(2);
    expect(message(twelve, "W-SMALLN")).toMatch(/only 2 raters/);
    const withThird = twelve.rows.flatMap((entry) =>
      entry.a === entry.b ? [entry] : [entry, { ...entry, b: "c" }],
    );
    expect(codes({ ...twelve, rows: withThird, raters: ["a", "b", "c"] })).not.toContain("W-SMALLN");
  });
  it("W-SMALLN counts the cases and raters that gave values, not those that were dropped", () => {
    const one = { ...simpleStudy([0.8], [], []), cases: ["case000", "case001", "case002"] };
    expect(message(one, "W-SMALLN")).toMatch(/^Only 1 of 3 cases gave a value .*none is given/);
    const withoutThird = { ...twelve, raters: ["a", "b", "c"] };
    expect(message(withoutThird, "W-SMALLN")).toMatch(/^Only 2 of 3 raters gave a value \(fewer than 3\)/);
  });
  it("W-SMALLN for a label that few cases have", () => {
    const rows = twelve.rows.flatMap((entry, i) => [
      i < 8 ? { ...entry, value: null, reason: "BOTH_EMPTY" as const } : entry,
      { ...entry, label: 2, name: "cyst" },
      ...(entry.a === entry.b ? [] : [{ ...entry, label: 2, name: "cyst", b: "c" }]),
    ]);
    const found = pgtInterval({ ...twelve, rows, raters: ["a", "b", "c"] }).warnings;
    expect(found.find(({ code }) => code === "W-SMALLN")).toMatchObject({ label: 1, metric: "dice" });
    expect(found.find(({ code }) => code === "W-EMPTY")?.found).toMatch(
      /4 of 12 between raters \(marked in neither mask: 4\) and 4 of 12 with own repeats/,
    );
  });
  it("W-INV with both numbers, in either direction", () => {
    const inverted = simpleStudy(spread(0.9, 12), spread(0.8, 12), []);
    expect(message(inverted, "W-INV")).toMatch(/^Raters agree less .*0\.800, 12 cases.*0\.900, 12 cases/);
    expect(codes(twelve)).not.toContain("W-INV");
    const equalButForRounding = simpleStudy([0.3, 0.6], [0.3, 0.6], []);
    const rows = equalButForRounding.rows.map((entry) =>
      entry.a === entry.b ? { ...entry, value: entry.value === 0.3 ? 0.3 - 1e-16 : 0.6 } : entry,
    );
    expect(codes({ ...equalButForRounding, rows })).not.toContain("W-INV");
    expect(codes(simpleStudy([3, 4], [5, 6], [], hd95))).toContain("W-INV");
    expect(codes(simpleStudy([5, 6], [3, 4], [], hd95))).not.toContain("W-INV");
  });
  it("W-SUBSET recomputes both bounds on the common cases", () => {
    const study = simpleStudy(spread(0.8, 12), [0.9, 0.92], []);
    expect(message(study, "W-SUBSET")).toMatch(
      /on 12 cases, intra-rater agreement on 2; on the 2 cases.* is 0\.750 \(0\.800 on all\).*0\.910/,
    );
    expect(codes(twelve)).not.toContain("W-SUBSET");
  });
  it("W-CEIL: mean above .98, or most cases at the best value", () => {
    expect(message(simpleStudy(spread(0.985, 12, 0.001), [], []), "W-CEIL")).toMatch(/0\.985/);
    const perfect = spread(0.8, 12).map((value, i) => (i < 7 ? 1 : value));
    expect(message(simpleStudy(perfect, [], []), "W-CEIL")).toMatch(/7 of 12 cases/);
    const distances = spread(3, 12).map((value, i) => (i < 7 ? 0 : value));
    expect(codes(simpleStudy(distances, [], [], hd95))).toContain("W-CEIL");
    expect(codes(twelve)).not.toContain("W-CEIL");
    const half = spread(0.8, 12).map((value, i) => (i < 6 ? 1 : value));
    expect(codes(simpleStudy(half, [], []))).not.toContain("W-CEIL");
  });
  it("W-CEIL advises by the family of the metric: no boundary metric in place of one, no tolerance to W-TOL's contrary", () => {
    const near = (key: string) =>
      message(simpleStudy(spread(0.985, 12, 0.001), [], [], parseMetric(key)), "W-CEIL");
    expect(near("nsd@2")).toMatch(/apart\. Use a distance in mm, which has no tolerance\.$/);
    expect(near("dice")).toMatch(/a boundary metric with a tolerance as small as the voxels can show\.$/);
    const zeros = simpleStudy(Array(12).fill(0), [], [], parseMetric("hd95"));
    expect(message(zeros, "W-CEIL")).toMatch(/apart\. Compare overlap, or a mean distance/);
  });
});

describe("pgtInterval", () => {
  it("refuses an entity with two roles", () => {
    expect(() => pgtInterval({ ...simpleStudy([0.8], [], []), models: ["a"] })).toThrow(/entity "a"/);
  });

  const random = createRandom(11, 0);
  const score = () => 0.5 + random.next() / 2;
  const ids = ["a", "b", "c", "m"];
  const rows: ScoreRow[] = Array.from({ length: 22 }, (_, i) => i).flatMap((i) =>
    ids.flatMap((a, k) => [
      ...ids
        .slice(k + 1)
        .map((b) => ((i + k) % 2 ? row(caseName(i), a, b, score()) : row(caseName(i), b, a, score()))),
      ...(a === "m" ? [] : [row(caseName(i), a, `${a}#2`, (i + k) % 7 ? score() : "BOTH_EMPTY")]),
    ]),
  );
  it.each(["t", "bca"] as const)("does not depend on the order of the rows (%s)", (method) => {
    const raters = ["a", "b", "c"];
    const masks = Array.from({ length: 22 }, (_, i) =>
      raters.map(
        (entity, k): MaskRow => ({
          case: caseName(i),
          label: 1,
          name: "kidney",
          entity,
          session: 1,
          volumeMl: 0.1 + i + k / 7,
          areaMm2: 100 + 3 * i,
        }),
      ),
    ).flat();
    const study = {
      raters,
      models: ["m"],
      metrics: [parseMetric("dice")],
      interval: { method, replicates: 50 },
    };
    const expected = JSON.stringify(pgtInterval({ ...study, rows, masks }));
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
    fc.assert(
      fc.property(shuffled(rows), shuffled(masks), (someRows, someMasks) => {
        expect(JSON.stringify(pgtInterval({ ...study, rows: someRows, masks: someMasks }))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });
  it.each(["dice", "jaccard", "nsd@2", "assd", "rmsd", "hd95", "hd", "sens", "rve"])(
    "holds no NaN and no infinity, at the ends of the range and without spread too: %s",
    (key) => {
      const metric = parseMetric(key);
      const [low, high] = [Math.max(0, metric.definition.range[0]), Math.min(9, metric.definition.range[1])];
      const value = fc.constantFrom(low, (low + high) / 2, high);
      const series = fc.array(value, { minLength: 1, maxLength: 5 });
      const numbersIn = (entry: unknown): number[] => {
        if (typeof entry === "number") return [entry];
        return entry && typeof entry === "object" ? Object.values(entry).flatMap(numbersIn) : [];
      };
      fc.assert(
        fc.property(series, series, series, (inter, intra, model) => {
          const study = simpleStudy(inter, intra, model, metric);
          const third = study.rows.flatMap((entry) =>
            entry.b === "b"
              ? [
                  { ...entry, b: "c" },
                  { ...entry, a: "b", b: "c" },
                ]
              : [],
          );
          const result = pgtInterval({
            ...study,
            rows: [...study.rows, ...third],
            raters: ["a", "b", "c"],
            interval: { method: "bca", replicates: 200 },
          });
          expect(numbersIn(result).filter((number) => !Number.isFinite(number))).toEqual([]);
        }),
        { numRuns: 15 },
      );
    },
  );
  it("keeps every interval around its estimate", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 15 });
    fc.assert(
      fc.property(values, (inter) => {
        const [{ inter: found }] = pgtInterval(simpleStudy(inter, [], [])).bounds;
        expect(found.fixedRaters.low!).toBeLessThanOrEqual(found.estimate!);
        expect(found.fixedRaters.high!).toBeGreaterThanOrEqual(found.estimate!);
        expect(found.fixedRaters.low!).toBeGreaterThanOrEqual(0);
        expect(found.fixedRaters.high!).toBeLessThanOrEqual(1);
      }),
    );
  });
});
