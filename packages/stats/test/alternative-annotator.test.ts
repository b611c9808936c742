import { createRandom, type ScoreRow } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { benjaminiYekutieli } from "../src/inference/benjamini-yekutieli.ts";
import { tCdf } from "../src/inference/distributions.ts";
import { alternativeAnnotatorTest } from "../src/interval/as-rater/alternative-annotator.ts";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { labelScores } from "../src/scores/label-scores.ts";
import { caseName, dice, hd95, row } from "./study-fixture.ts";

const raters = ["a", "b", "c", "d"];
const mean = (values: readonly number[]) => values.reduce((x, y) => x + y, 0) / values.length;

/** Similarity of every pair of raters and of the model with each, at random on a coarse grid, so that there are ties. */
function study(cases: number, seed: number, lead: number, metric = dice) {
  const random = createRandom(seed, 0);
  const value = (more: number) => 0.7 + 0.01 * random.nextBelow(20) + more;
  const rows: ScoreRow[] = Array.from({ length: cases }, (_, i) => caseName(i)).flatMap((id) => [
    ...raters.flatMap((k, at) => raters.slice(at + 1).map((l) => row(id, k, l, value(0)))),
    ...raters.map((k) => row(id, k, "m", value(lead))),
  ]);
  const named = rows.map((one) => ({ ...one, metric: metric.key }));
  return { rows: named, raters, models: ["m"], metrics: [metric] };
}

/** The procedure as its authors write it down, a rater and a case at a time. */
function byHand(rows: readonly ScoreRow[], epsilon: number) {
  const of = (id: string, x: string, y: string) =>
    rows.find((r) => r.case === id && ((r.a === x && r.b === y) || (r.a === y && r.b === x)))!.value!;
  const ids = [...new Set(rows.map((r) => r.case))];
  return raters.map((j) => {
    const others = raters.filter((k) => k !== j);
    const wins = ids.map((id) => {
      const model = mean(others.map((k) => of(id, "m", k)));
      const human = mean(others.map((k) => of(id, j, k)));
      const near = Math.abs(model - human) < 1e-9;
      return { model: Number(near || model > human), human: Number(near || human > model) };
    });
    const d = wins.map(({ model, human }) => human - model);
    const variance = d.reduce((sum, x) => sum + (x - mean(d)) ** 2, 0) / (d.length - 1);
    const t = (mean(d) - epsilon) / Math.sqrt(variance / d.length);
    return { advantage: mean(wins.map(({ model }) => model)), p: tCdf(t, d.length - 1) };
  });
}

describe("alternative annotator test", () => {
  it.each([
    [40, 0.02, 0.2],
    [60, -0.01, 0.2],
    [35, 0, 0.1],
  ])("as written down by its authors: %d cases, lead %d, epsilon %d", (cases, lead, epsilon) => {
    const given = study(cases, 7, lead);
    const [scores] = labelScores(given);
    const found = alternativeAnnotatorTest(scores, "m", raters, { level: 0.95, epsilon });
    const expected = byHand(given.rows, epsilon);
    found.raters.forEach((one, j) => {
      expect(one).toMatchObject({ rater: raters[j], n: cases, test: "t" });
      expect(one.modelAdvantage).toBeCloseTo(expected[j].advantage, 12);
      expect(one.p).toBeCloseTo(expected[j].p, 10);
    });
    expect(found.averageAdvantage).toBeCloseTo(mean(expected.map(({ advantage }) => advantage)), 12);
    // Step-up procedure of Benjamini & Yekutieli on the sorted p values.
    const sorted = expected.map(({ p }) => p).sort((x, y) => x - y);
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    const passing = sorted.map((p, i) => p <= ((i + 1) / 4) * (0.05 / harmonic)).lastIndexOf(true) + 1;
    expect(found.winningRate).toBe(passing / 4);
    expect(found.isPassed).toBe(passing >= 2);
  });
  it("below 30 cases tests ranks, and a model that is always closer beats all", () => {
    const [scores] = labelScores(study(12, 3, 0.3));
    const {
      raters: tested,
      winningRate,
      averageAdvantage,
    } = alternativeAnnotatorTest(scores, "m", raters, {
      level: 0.95,
    });
    for (const one of tested) expect(one).toMatchObject({ n: 12, test: "signed-rank", p: 1 / 2 ** 12 });
    expect([winningRate, averageAdvantage]).toEqual([1, 1]);
  });
  it("of a distance, less is closer", () => {
    const far = labelScores(study(40, 5, 0.3, hd95))[0];
    expect(alternativeAnnotatorTest(far, "m", raters, { level: 0.95 })).toMatchObject({
      winningRate: 0,
      averageAdvantage: 0,
      isPassed: false,
    });
  });
  it("has each rater's own cases where not all read all, and a reason where none can be tested", () => {
    const given = study(40, 9, 0);
    const rows = given.rows.filter((r) => !([r.a, r.b].includes("d") && r.case >= caseName(10)));
    const [scores] = labelScores({ ...given, rows });
    const { raters: tested } = alternativeAnnotatorTest(scores, "m", raters, { level: 0.95 });
    expect(tested.map(({ n, test }) => [n, test])).toEqual([
      [40, "t"],
      [40, "t"],
      [40, "t"],
      [10, "signed-rank"],
    ]);
    const alone = alternativeAnnotatorTest(scores, "m", ["a"], { level: 0.95 });
    expect(alone).toMatchObject({ winningRate: null, reason: "ONE_RATER", isPassed: null });
    const one = labelScores({ ...given, rows: given.rows.filter((r) => r.case === caseName(0)) })[0];
    expect(alternativeAnnotatorTest(one, "m", raters, { level: 0.95 }).reason).toBe("TOO_FEW_CASES");
  });
  it("stands in the result of a study beside Williams' index, for patients where cases belong to them", () => {
    const given = study(40, 7, 0.02);
    const [found] = pgtInterval(given).modelsAsRaters;
    expect(found).toMatchObject({ model: "m", label: 1, name: "kidney", metric: "dice" });
    const ofModel = given.rows.filter(({ b }) => b === "m").map(({ value }) => value!);
    const ofRaters = given.rows.filter(({ b }) => b !== "m").map(({ value }) => value!);
    expect(found.williams.value).toBeCloseTo(mean(ofModel) / mean(ofRaters), 12);
    expect(found.alternativeAnnotator.epsilon).toBe(0.2);
    const [byPatient] = pgtInterval({ ...given, clusterOf: (id) => id.slice(0, -1) }).modelsAsRaters;
    expect(byPatient.alternativeAnnotator.raters[0]).toMatchObject({ n: 4, test: "signed-rank" });
    expect(byPatient.williams).toMatchObject({ n: 4, expected: 4 });
  });
});

describe("Benjamini & Yekutieli", () => {
  it("as p.adjust(c(.01, .04, .03, .2, .002), 'BY') of R 4.2.2", () => {
    const adjusted = benjaminiYekutieli([0.01, 0.04, 0.03, 0.2, 0.002]);
    for (const [i, expected] of [0.05708333, 0.11416667, 0.11416667, 0.45666667, 0.02283333].entries()) {
      expect(adjusted[i]).toBeCloseTo(expected, 8);
    }
    expect(benjaminiYekutieli([])).toEqual([]);
  });
});
