import { createRandom } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { bootstrapCases } from "../../src/agreement/case-bootstrap.ts";
import { fleissKappa } from "../../src/agreement/fleiss-kappa.ts";
import { gwetAc } from "../../src/agreement/gwet-ac.ts";
import { krippendorffAlpha } from "../../src/agreement/krippendorff-alpha.ts";
import { countVotes, ratingTable } from "../../src/agreement/rating-table.ts";
import { type CaseVotes, voxelAgreement } from "../../src/agreement/voxel-agreement.ts";
import { williamsIndex } from "../../src/agreement/williams-index.ts";
import type { PairTensor } from "../../src/scores/tensor.ts";
import { masksInARow } from "./golden-ratings.ts";

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("bootstrap over cases", () => {
  const random = createRandom(5, 0);
  const values = Array.from({ length: 40 }, () => random.normal());
  const weightedMean = (weights: Float64Array) => {
    const total = values.reduce((sum, value, i) => sum + weights[i] * value, 0);
    return total / weights.reduce((a, b) => a + b);
  };

  it("of a mean is near the t interval, the same for the same seed, another for another", () => {
    const of = (seed: number) => bootstrapCases(40, (w) => ({ mean: weightedMean(w) }), { seed }).mean;
    const spread = Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)) / 39);
    expect(of(1).low).toBeCloseTo(mean(values) - 2.02 * spread, 1);
    expect(of(1).high).toBeCloseTo(mean(values) + 2.02 * spread, 1);
    expect(of(1)).toEqual(of(1));
    expect(of(2).low).not.toBe(of(1).low);
  });
  it("follows the statistic: of 3 - 2 mean it is the interval turned over", () => {
    const { a, b } = bootstrapCases(40, (w) => ({ a: weightedMean(w), b: 3 - 2 * weightedMean(w) }));
    expect(b.low).toBeCloseTo(3 - 2 * a.high!, 9);
    expect(b.high).toBeCloseTo(3 - 2 * a.low!, 9);
  });
  it("says when there are too few cases, or too many resamples without a value", () => {
    const few = bootstrapCases(4, () => ({ x: 1 })).x;
    expect(few).toMatchObject({ low: null, high: null, reason: "TOO_FEW_CASES" });
    // Undefined without case 0: about a third of the resamples.
    const rare = bootstrapCases(10, (w) => ({ x: w[0] > 0 ? w[0] : null })).x;
    expect(rare).toMatchObject({ low: null, high: null, reason: "UNDEFINED_RESAMPLES" });
    expect(rare.used).toBeGreaterThan(1100);
    expect(rare.used).toBeLessThan(1500);
  });
});

/** Cases of three raters with an organ of about 1000 voxels in a region of 3000. */
function simulated(count: number, seed: number): CaseVotes[] {
  const random = createRandom(seed, 1);
  return Array.from({ length: count }, (_, i) => {
    const n = () => 10 + random.nextBelow(60);
    const patterns = [
      { ratings: [0, 0, 0], voxels: 2000 + 10 * n() },
      { ratings: [0, 0, 1], voxels: n() },
      { ratings: [0, 1, 0], voxels: n() },
      { ratings: [1, 0, 0], voxels: n() },
      { ratings: [0, 1, 1], voxels: n() },
      { ratings: [1, 0, 1], voxels: n() },
      { ratings: [1, 1, 0], voxels: n() },
      { ratings: [1, 1, 1], voxels: 500 + 10 * n() },
    ];
    const voxels = patterns.reduce((sum, pattern) => sum + pattern.voxels, 0);
    return {
      case: `case${String(i).padStart(2, "0")}`,
      label: 1,
      name: "organ",
      region: { name: "union dilated by 5 mm", voxels },
      patterns,
    };
  });
}

describe("agreement on voxels", () => {
  const cases = simulated(12, 3);
  const [found] = voxelAgreement(cases);

  it("pools the voxels of all cases, and says on which region", () => {
    const pooled = countVotes(
      ratingTable(
        cases.flatMap(({ patterns }) => patterns.map((p) => ({ ratings: p.ratings, units: p.voxels }))),
      ),
    );
    expect(found.fleiss.value).toBeCloseTo(fleissKappa(pooled).value!, 12);
    expect(found.alpha.value).toBeCloseTo(krippendorffAlpha(pooled).value!, 12);
    expect(found.ac1.value).toBeCloseTo(gwetAc(pooled).value!, 12);
    expect(found.region).toEqual({
      name: "union dilated by 5 mm",
      voxels: cases.reduce((sum, { region }) => sum + region.voxels, 0),
    });
    expect([found.cases, found.emptyCases]).toEqual([12, 0]);
  });
  it("and gives the mean over cases beside it, with what is undefined", () => {
    const kappas = cases.map(
      ({ patterns }) =>
        fleissKappa(countVotes(ratingTable(patterns.map((p) => ({ ratings: p.ratings, units: p.voxels })))))
          .value!,
    );
    expect(found.fleiss.perCase.mean).toBeCloseTo(mean(kappas), 12);
    expect(found.fleiss.perCase).toMatchObject({ n: 12, undefined: {} });
    const absent = {
      ...cases[0],
      case: "none",
      patterns: [{ ratings: [0, 0, 0], voxels: 100 }],
      region: { ...cases[0].region, voxels: 100 },
    };
    const [more] = voxelAgreement([...cases, absent], { replicates: 100 });
    expect(more.fleiss.perCase).toMatchObject({ n: 12, undefined: { ONE_CATEGORY: 1 } });
    expect(more.gci.perCase).toMatchObject({ n: 12, undefined: { EMPTY: 1 } });
  });
  it("intervals hold the estimate, are of cases and not of voxels, and do not depend on the order", () => {
    for (const { value, ci } of [found.fleiss, found.alpha, found.ac1, found.gci, found.positiveAgreement]) {
      expect(ci.low!).toBeLessThan(value!);
      expect(ci.high!).toBeGreaterThan(value!);
    }
    const tenfold = cases.map((votes) => ({
      ...votes,
      patterns: votes.patterns.map((p) => ({ ...p, voxels: 10 * p.voxels })),
    }));
    expect(voxelAgreement(tenfold)[0].gci.ci.low).toBeCloseTo(found.gci.ci.low!, 9);
    expect(voxelAgreement([...cases].reverse())[0].fleiss.ci).toEqual(found.fleiss.ci);
    expect(voxelAgreement(cases, { seed: 4 })[0].gci.ci.low).not.toBe(found.gci.ci.low);
  });
  it("resamples patients where cases belong to them", () => {
    const clusterOf = (id: string) => `patient${Number(id.slice(4)) % 6}`;
    const [clustered] = voxelAgreement(cases, { clusterOf });
    expect(clustered.fleiss.value).toBeCloseTo(found.fleiss.value!, 12);
    expect(clustered.fleiss.perCase.n).toBe(6);
    const two = voxelAgreement(cases, { clusterOf: (id) => String(Number(id.slice(4)) % 2) });
    expect(two[0].fleiss.ci.reason).toBe("TOO_FEW_CASES");
  });
  it("of the three masks of docs/methods/reference-values.md", () => {
    const patterns = masksInARow.map((ratings) => ({ ratings, voxels: 1 }));
    const votes = { case: "a", label: 2, name: "row", region: { name: "image", voxels: 20 }, patterns };
    const [one] = voxelAgreement([votes]);
    expect(one.gci.value).toBeCloseTo(0.75, 12);
    expect(one.gci.ci).toMatchObject({ low: null, high: null, reason: "TOO_FEW_CASES" });
    expect(one.gci.perCase).toMatchObject({ mean: one.gci.value, low: null, high: null, n: 1 });
  });
  it("of the whole label map: no index that is of one label", () => {
    const map = cases.map((votes) => ({
      ...votes,
      label: null,
      patterns: votes.patterns.map((p) => ({ ...p, ratings: p.ratings.map((r) => 5 * r!) })),
    }));
    const [label, all] = voxelAgreement([...map, ...cases], { replicates: 100 });
    expect([label.label, all.label]).toEqual([1, null]);
    expect(all.fleiss.value).toBeCloseTo(found.fleiss.value!, 12);
    expect(all.gci).toMatchObject({ value: null, reason: "SEVERAL_LABELS" });
    expect(all.gci.ci.reason).toBe("SEVERAL_LABELS");
  });
  it("of cases with another number of raters: alpha stands, Fleiss' kappa does not", () => {
    const two = { ...cases[0], case: "two", patterns: [{ ratings: [1, 0], voxels: 50 }] };
    const [mixed] = voxelAgreement([...cases, two], { replicates: 50 });
    expect(mixed.fleiss).toMatchObject({ value: null, reason: "UNEQUAL_RATERS" });
    expect(mixed.alpha.value).toBeLessThan(found.alpha.value!);
  });
  it("of nothing: a label without a voxel in any case", () => {
    const empty = { ...cases[0], patterns: [], region: { name: "union", voxels: 0 } };
    const [none] = voxelAgreement([empty]);
    expect([none.cases, none.emptyCases, none.region.voxels]).toEqual([0, 1, 0]);
    for (const estimate of [none.fleiss, none.alpha, none.gci]) expect(estimate.value).toBeNull();
    expect(voxelAgreement([])).toEqual([]);
  });
  it("refuses a case twice, and regions that differ", () => {
    expect(() => voxelAgreement([cases[0], cases[0]])).toThrow(/label 1 .* "case00", two found/);
    const image = { ...cases[1], region: { name: "image", voxels: 9 } };
    expect(() => voxelAgreement([cases[0], image])).toThrow(/"union dilated by 5 mm" and "image"/);
  });
});

describe("Williams index", () => {
  const score = (value: number | null) => [{ value, reason: null, substituted: false }];
  const key = (a: string, b: string) => (a < b ? `${a}\u0000${b}` : `${b}\u0000${a}`);
  /** Dice of the masks of docs/methods/reference-values.md: raters A, B, C, and prediction [5, 14). */
  const golden = new Map([
    [key("A", "B"), score(0.9)],
    [key("A", "C"), score(16 / 18)],
    [key("B", "C"), score(14 / 18)],
    [key("A", "p"), score(18 / 19)],
    [key("B", "p"), score(18 / 19)],
    [key("C", "p"), score(14 / 17)],
  ]);
  const random = createRandom(8, 0);
  const study: PairTensor = Array.from({ length: 15 }, (_, i) => ({
    case: `c${i + 10}`,
    pairs: new Map([...golden].map(([pair, [{ value }]]) => [pair, score(value! - 0.1 * random.next())])),
  }));

  it("of prediction 0", () => {
    const { value, n, ci } = williamsIndex([{ case: "a", pairs: golden }], "p", ["A", "B", "C"]);
    expect(value).toBeCloseTo(1.059065, 6);
    expect([n, ci.reason]).toEqual([1, "TOO_FEW_CASES"]);
  });
  it("interval: leave-one-case-out by hand, and a bootstrap near it", () => {
    const found = williamsIndex(study, "p", ["A", "B", "C"]);
    const meanOf = (cases: PairTensor, pairs: string[][]) =>
      mean(pairs.map(([a, b]) => mean(cases.map((c) => c.pairs.get(key(a, b))![0].value!))));
    const index = (cases: PairTensor) =>
      meanOf(cases, [
        ["p", "A"],
        ["p", "B"],
        ["p", "C"],
      ]) /
      meanOf(cases, [
        ["A", "B"],
        ["A", "C"],
        ["B", "C"],
      ]);
    const left = study.map((_, i) => index(study.filter((_, j) => j !== i)));
    const se = Math.sqrt((14 / 15) * left.reduce((sum, v) => sum + (v - mean(left)) ** 2, 0));
    expect(found.value).toBeCloseTo(index(study), 12);
    expect(found.jackknife.standardError).toBeCloseTo(se, 12);
    expect(found.jackknife.low).toBeCloseTo(index(study) - 1.959964 * se, 8);
    expect(Math.abs(found.ci.low! - found.jackknife.low!)).toBeLessThan(se);
    expect(Math.abs(found.ci.high! - found.jackknife.high!)).toBeLessThan(se);
    const legacy = williamsIndex(study, "p", ["A", "B", "C"], { jackknife: "legacy" });
    expect(legacy.jackknife.standardError).toBeCloseTo(se / (14 / Math.sqrt(15)), 12);
  });
  it("of a distance takes reciprocals of means", () => {
    const pairs = new Map([
      [key("A", "B"), score(2)],
      [key("A", "m"), score(1)],
      [key("B", "m"), score(4)],
    ]);
    const { value } = williamsIndex([{ case: "a", pairs }], "m", ["A", "B"], { form: "distance" });
    expect(value).toBeCloseTo((1 / 1 + 1 / 4) / 2 / (1 / 2), 12);
    const zero = new Map([...pairs, [key("A", "B"), score(0)]]);
    expect(williamsIndex([{ case: "a", pairs: zero }], "m", ["A", "B"], { form: "distance" })).toMatchObject({
      value: null,
      reason: "ZERO_DISTANCE",
    });
  });
  it("averages the pairs that a case has; patients where given", () => {
    const holes = study.map((c, i) =>
      i === 3 ? { ...c, pairs: new Map([...c.pairs, [key("A", "B"), score(null)]]) } : c,
    );
    const found = williamsIndex(holes, "p", ["A", "B", "C"]);
    expect(found).toMatchObject({ n: 15, expected: 15 });
    const of = (c: (typeof study)[number], pairs: string[]) =>
      mean(pairs.flatMap(([a, b]) => c.pairs.get(key(a, b))![0].value ?? []));
    const withRaters = mean(holes.map((c) => of(c, ["pA", "pB", "pC"])));
    expect(found.value).toBeCloseTo(withRaters / mean(holes.map((c) => of(c, ["AB", "AC", "BC"]))), 12);
    const nobody = study.map((c) => ({ ...c, pairs: new Map([[key("A", "p"), score(0.8)]]) }));
    expect(williamsIndex(nobody, "p", ["A", "B"])).toMatchObject({ value: null, n: 0, expected: 15 });
    const patients = study.map((c, i) => ({ ...c, cluster: `p${i % 5}` }));
    const whole = williamsIndex(patients, "p", ["A", "B", "C"]);
    expect([whole.n, whole.expected]).toEqual([5, 5]);
    expect(whole.value).toBeCloseTo(williamsIndex(study, "p", ["A", "B", "C"]).value!, 12);
  });
  it("is null with a reason for one other rater or no case", () => {
    expect(williamsIndex(study, "p", ["A"])).toMatchObject({ value: null, reason: "ONE_RATER" });
    expect(williamsIndex([], "p", ["A", "B"])).toMatchObject({ value: null, reason: "TOO_FEW_CASES" });
    expect(williamsIndex(study, "q", ["A", "B"]).reason).toBe("TOO_FEW_CASES");
  });
});
