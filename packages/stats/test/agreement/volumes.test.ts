import type { MaskRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { blandAltman } from "../../src/agreement/bland-altman.ts";
import { concordance } from "../../src/agreement/concordance.ts";
import { fCdf, fQuantile } from "../../src/agreement/f-distribution.ts";
import { type IccForm, intraclassCorrelation } from "../../src/agreement/intraclass-correlation.ts";
import { presenceAgreement } from "../../src/agreement/presence-agreement.ts";
import { volumeAgreement } from "../../src/agreement/volume-agreement.ts";
import { shroutFleiss, volumes } from "./golden-ratings.ts";

describe("F distribution", () => {
  it.each([
    // 0.975 and 0.95 points of printed tables; one of fractional degrees of freedom has the closed form of d1 = 2.
    [0.975, 5, 15, 3.57642],
    [0.95, 1, 1, 161.44764],
    [0.95, 10, 10, 2.97824],
    [0.975, 2, 7.5, (7.5 / 2) * (0.025 ** (-2 / 7.5) - 1)],
  ])("%d quantile with %d and %d degrees of freedom", (probability, d1, d2, expected) => {
    expect(Math.abs(fQuantile(probability, d1, d2) / expected - 1)).toBeLessThan(2e-6);
  });
  it("inverts, and has its limits", () => {
    for (const x of [0.01, 0.7, 1, 4, 90]) expect(fQuantile(fCdf(x, 3, 11.4), 3, 11.4) / x).toBeCloseTo(1, 8);
    expect([fQuantile(0, 2, 3), fQuantile(1, 2, 3)]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect(fQuantile(1.2, 2, 3)).toBeNaN();
  });
});

describe("intraclass correlation", () => {
  it.each([
    ["1,1", 0.1657],
    ["2,1", 0.2898],
    ["3,1", 0.7148],
    ["1,k", 0.4428],
    ["2,k", 0.6201],
    ["3,k", 0.9093],
  ] as const)("(%s) of Shrout & Fleiss 1979", (form, value) => {
    expect(intraclassCorrelation(shroutFleiss).forms[form].value).toBeCloseTo(value, 4);
  });
  it.each([
    // (1,1), (1,k), (2,k) and (3,k): R, psych::ICC of the same table.
    ["1,1", -0.13, 0.72, 2],
    ["2,1", 0.0188, 0.7611, 4],
    ["3,1", 0.3425, 0.9459, 4],
    ["1,k", -0.88, 0.91, 2],
    ["2,k", 0.07, 0.93, 2],
    ["3,k", 0.68, 0.99, 2],
  ] as const)("(%s) interval", (form, low, high, digits) => {
    const found = intraclassCorrelation(shroutFleiss).forms[form];
    expect(found.low).toBeCloseTo(low, digits);
    expect(found.high).toBeCloseTo(high, digits);
  });
  it("does not see a constant difference of raters in consistency, but in agreement", () => {
    const shifted = [1, 4, 2, 9, 5].map((x) => [x, x + 3]);
    const { forms } = intraclassCorrelation(shifted);
    expect(forms["3,1"]).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(forms["2,1"].value).toBeLessThan(0.9);
  });
  it("is 1 for identical volumes", () => {
    const { forms } = intraclassCorrelation([1.1, 4.7, 2.3, 9.9].map((x) => [x, x, x]));
    for (const form of Object.values(forms)) expect(form).toMatchObject({ value: 1, low: 1, high: 1 });
  });
  it("is null with a reason, never NaN", () => {
    const reasonOf = (values: number[][], form: IccForm = "2,1") => intraclassCorrelation(values).forms[form];
    expect(reasonOf([])).toEqual({ value: null, reason: "TOO_FEW_CASES", low: null, high: null });
    expect(reasonOf([[1], [2]]).reason).toBe("ONE_RATER");
    expect(reasonOf([[1, 2]]).reason).toBe("TOO_FEW_CASES");
    expect(
      reasonOf([
        [0.1, 0.1],
        [0.1, 0.1],
        [0.1, 0.1],
      ]).reason,
    ).toBe("NO_VARIANCE");
    // Targets are all alike: the mean of raters has no correlation to speak of.
    const alike = intraclassCorrelation([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    for (const form of Object.values(alike.forms)) {
      for (const end of [form.value, form.low, form.high]) expect(end).not.toBeNaN();
    }
    expect(() => intraclassCorrelation([[1, 2], [1]])).toThrow(/2 finite numbers/);
    expect(() => intraclassCorrelation([[1, Number.NaN]])).toThrow(/finite/);
  });
});

describe("intraclass correlation of values that agree less than by chance", () => {
  const { forms } = intraclassCorrelation([
    [1, 5, 3],
    [3, 1, 4],
    [5, 3, 2],
    [2, 4, 3],
  ]);
  it("of the mean of raters is undefined where its denominator is not above 0", () => {
    expect(forms["2,k"]).toEqual({ value: null, reason: "NO_VARIANCE", low: null, high: null });
  });
  it("of one rater stays between -1 and 1", () => {
    for (const form of ["1,1", "2,1", "3,1"] as const) {
      expect(Math.abs(forms[form].value!)).toBeLessThanOrEqual(1);
    }
  });
  it("of the mean of raters has no interval where that of one rater begins below -1 / (k - 1)", () => {
    const loose = intraclassCorrelation([
      [2, 1, 4],
      [4, 2, 6],
      [4, 5, 2],
    ]).forms;
    expect(loose["2,1"].low).toBeCloseTo(-0.6756662601642401, 12);
    expect(loose["2,k"]).toEqual({ value: expect.closeTo(-6 / 7, 12), reason: null, low: null, high: null });
  });
});

describe("values that differ by rounding only", () => {
  it("spread no wider with the size: differences stay differences", () => {
    const ml = (voxels: number) => (voxels * 0.7 * 0.7 * 0.7) / 1000;
    const first = Array.from({ length: 24 }, (_, i) => ml(40 + 60 * i));
    const second = Array.from({ length: 24 }, (_, i) => ml(57 + 60 * i));
    expect(blandAltman(first, second)).toMatchObject({ spread: { slope: 0, p: 1 }, preferred: "difference" });
  });
  it("have no concordance: 75 voxels each time", () => {
    const same = Array.from({ length: 24 }, () => (75 * 0.7 * 0.7 * 0.7) / 1000);
    expect(concordance(same, same)).toMatchObject({ value: null, reason: "NO_VARIANCE" });
  });
});

describe("Bland-Altman", () => {
  it("of eight volumes", () => {
    const { difference, preferred } = blandAltman(volumes.first, volumes.second);
    expect(difference!.bias.estimate).toBeCloseTo(0.425, 4);
    expect(difference!.sd).toBeCloseTo(0.4862, 4);
    expect(difference!.lowerLimit.estimate).toBeCloseTo(-0.528, 4);
    expect(difference!.upperLimit.estimate).toBeCloseTo(1.378, 4);
    // t(7) = 2.36462: bias ± t s / √8, limits ± t s √(1/8 + 1.96² / 14).
    expect(difference!.bias.low).toBeCloseTo(0.425 - (2.364624 * 0.486239) / Math.sqrt(8), 4);
    expect(difference!.upperLimit.high).toBeCloseTo(
      1.378 + 2.364624 * 0.486239 * Math.sqrt(1 / 8 + 1.96 ** 2 / 14),
      3,
    );
    expect(preferred).toBe("difference");
  });
  it("prefers ratios where the spread grows with the size", () => {
    const first = Array.from({ length: 24 }, (_, i) => 2 + i * 4);
    const second = first.map((x, i) => x * (i % 2 ? 1.3 : 1 / 1.3) * (i % 3 ? 1.05 : 0.98));
    const { ratio, preferred, spread } = blandAltman(first, second);
    expect(spread!.p).toBeLessThan(0.05);
    expect(preferred).toBe("ratio");
    const logs = first.map((x, i) => Math.log(second[i] / x));
    const mean = logs.reduce((a, b) => a + b) / logs.length;
    expect(ratio!.bias.estimate).toBeCloseTo(Math.exp(mean), 12);
    expect(ratio!.upperLimit.estimate).toBeCloseTo(Math.exp(mean + 1.96 * ratio!.sd), 12);
  });
  it("says why there is no ratio, or nothing at all", () => {
    expect(blandAltman([0, 2, 3], [1, 2, 4])).toMatchObject({
      ratio: null,
      ratioReason: "NOT_POSITIVE",
      preferred: "difference",
    });
    expect(blandAltman([1], [2])).toMatchObject({ difference: null, reason: "TOO_FEW_CASES" });
    const same = blandAltman([1, 2, 3], [1, 2, 3]);
    expect(same.difference).toMatchObject({ sd: 0, bias: { estimate: 0, low: 0, high: 0 } });
    expect(same.preferred).toBe("difference");
    expect(() => blandAltman([1, 2], [1])).toThrow(/2 and 1 values/);
  });
});

describe("Lin's concordance", () => {
  it("of eight volumes, by both divisors", () => {
    expect(concordance(volumes.first, volumes.second).value).toBeCloseTo(0.95698, 6);
    expect(concordance(volumes.first, volumes.second, { divisor: "n-1" }).value).toBeCloseTo(0.959385, 6);
  });
  it("interval is that of a correlation where means and variances are alike", () => {
    const first = [1, 2, 3, 4, 5, 6, 7, 8];
    const second = [2, 1, 4, 3, 6, 5, 8, 7];
    const { value, low, high } = concordance(first, second);
    // Then c = r and the variance of z is 1 / (n - 2).
    const reach = 1.959963984540054 / Math.sqrt(6);
    expect(low).toBeCloseTo(Math.tanh(Math.atanh(value!) - reach), 12);
    expect(high).toBeCloseTo(Math.tanh(Math.atanh(value!) + reach), 12);
  });
  it("falls with a shift and is null with a reason", () => {
    const shifted = concordance([1, 2, 3, 4], [3, 4, 5, 6]);
    expect(shifted.value).toBeCloseTo(2.5 / (2.5 + 4), 12);
    expect(concordance([1, 2, 3], [1, 2, 3])).toEqual({
      value: 1,
      reason: null,
      low: null,
      high: null,
      n: 3,
    });
    expect(concordance([2, 2], [2, 2])).toMatchObject({ value: null, reason: "NO_VARIANCE" });
    expect(concordance([2], [2])).toMatchObject({ value: null, reason: "TOO_FEW_CASES" });
    expect(concordance([1, 2, 1, 2], [1, 1, 2, 2])).toMatchObject({ value: 0, low: null, high: null });
  });
});

describe("from rows of masks", () => {
  const row = (caseId: string, entity: string, volumeMl: number, session = 1): MaskRow => ({
    case: caseId,
    label: 1,
    name: "kidney",
    entity,
    session,
    volumeMl,
    areaMm2: null,
  });
  const rows = shroutFleiss.flatMap((judges, target) =>
    judges.map((score, judge) => row(`case${target}`, `rater${judge}`, score)),
  );
  const raters = ["rater0", "rater1", "rater2", "rater3"];

  it("ICC, Bland-Altman and concordance per pair, in any order of rows", () => {
    const [result] = volumeAgreement([...rows].reverse(), raters);
    expect(result.icc).toEqual(intraclassCorrelation(shroutFleiss));
    expect(result.pairs.map(({ first, second }) => `${first} ${second}`)).toEqual([
      "rater0 rater1",
      "rater0 rater2",
      "rater0 rater3",
      "rater1 rater2",
      "rater1 rater3",
      "rater2 rater3",
    ]);
    const columns = [0, 3].map((judge) => shroutFleiss.map((judges) => judges[judge]));
    expect(result.pairs[2].blandAltman).toEqual(blandAltman(columns[0], columns[1]));
    expect(result.pairs[2].concordance).toEqual(concordance(columns[0], columns[1]));
    expect(result.repeatability).toEqual([]);
  });
  it("has incomplete cases in the ICC by REML, and says how many readings there are", () => {
    const [result] = volumeAgreement(
      rows.filter((r) => !(r.case === "case2" && r.entity === "rater1")),
      raters,
    );
    expect(result.icc).toMatchObject({ method: "REML", n: 6, k: 4, readings: 23 });
    expect([result.expected, result.annotated]).toEqual([6, { byAll: 5, bySome: 1, byOne: 0 }]);
    expect(result.pairs.map(({ n }) => n)).toEqual([5, 6, 6, 5, 5, 6]);
  });
  it("leaves out cases in which nobody marked the structure, and keeps a missed one", () => {
    const absent = raters.map((rater) => row("none", rater, 0));
    const [result] = volumeAgreement([...rows, ...absent], raters);
    expect(result.icc).toEqual(intraclassCorrelation(shroutFleiss));
    expect([result.expected, result.emptyCases]).toEqual([6, 1]);
    const missed = raters.map((rater, k) => row("missed", rater, k === 0 ? 3 : 0));
    const [more] = volumeAgreement([...rows, ...missed], raters);
    expect([more.icc.n, more.emptyCases]).toEqual([7, 0]);
    expect(more.pairs[0].blandAltman).toMatchObject({ n: 7, ratioReason: "NOT_POSITIVE" });
    const [nothing] = volumeAgreement(absent, raters);
    expect(nothing.icc.forms["2,1"]).toMatchObject({ value: null, low: null, high: null });
    expect(nothing.pairs[0].blandAltman.reason).toBe("TOO_FEW_CASES");
  });
  it("takes first sessions, and repeats for the spread of a rater's own", () => {
    const repeats = [row("case0", "rater0", 11, 2), row("case1", "rater0", 6, 2)];
    const [result] = volumeAgreement([...repeats, ...rows, row("case0", "model", 1)], raters);
    expect(result.icc.forms).toEqual(intraclassCorrelation(shroutFleiss).forms);
    // Differences 2 and 0: s_w² = (2² / 2 + 0) / 2.
    expect(result.repeatability).toEqual([
      { rater: "rater0", sdMl: 1, coefficientMl: 1.96 * Math.SQRT2, n: 2 },
    ]);
    expect(() => volumeAgreement([...rows, rows[0]], raters)).toThrow(/two rows for case "case0"/);
  });

  it("presence over cases, with the counts of docs/methods/reference-values.md", () => {
    const two = (count: number, a: number, b: number, from: number) =>
      Array.from({ length: count }, (_, i) => [
        row(`c${1000 + from + i}`, "a", a),
        row(`c${1000 + from + i}`, "b", b),
      ]).flat();
    const masks = [...two(118, 5, 4, 0), ...two(5, 3, 0, 118), ...two(2, 0, 1, 123)];
    const [result] = presenceAgreement(masks, ["a", "b"], { replicates: 200 });
    expect(result.region).toEqual({ name: "cases", cases: 125 });
    expect(result.present).toEqual({ all: 118, some: 7, none: 0 });
    expect(result.percent.value).toBeCloseTo(0.944, 4);
    expect(result.kappa.value).toBeCloseTo(-0.0234, 4);
    expect(result.fleiss.value).toBeCloseTo(-0.0288, 4);
    expect(result.ac1.value).toBeCloseTo(0.9408, 4);
    expect(result.ac1.ci.low).toBeLessThan(0.9408);
    expect(result.ac1.ci.low).toBeGreaterThan(0.85);
    expect(result.positive.value).toBeCloseTo(236 / 243, 12);
    expect(result.negative.value).toBe(0);
  });
  it("presence of a structure that is in every mask: only kappas are undefined", () => {
    const [result] = presenceAgreement(rows, raters);
    expect(result.present).toEqual({ all: 6, some: 0, none: 0 });
    expect(result.kappa).toMatchObject({ value: null, reason: "ONE_CATEGORY" });
    expect(result.fleiss).toMatchObject({ value: null, reason: "ONE_CATEGORY" });
    expect(result.fleiss.ci).toMatchObject({ low: null, high: null, reason: "ONE_CATEGORY" });
    expect([result.percent.value, result.ac1.value]).toEqual([1, 1]);
    expect(result.negative).toMatchObject({ value: null, reason: "EMPTY" });
  });
});
