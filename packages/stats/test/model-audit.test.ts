import { createRandom, parseMetric, type ScoreRow } from "@pgt/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedDifference } from "../src/inference/paired.ts";
import { defaultMargin, equivalence } from "../src/interval/equivalence.ts";
import { gainAudit } from "../src/interval/gain-audit.ts";
import { pgtInterval } from "../src/interval/pgt-interval.ts";
import { placeModel } from "../src/interval/placement.ts";
import { interRaterOf } from "../src/interval/reliability.ts";
import { styleFit, styleFitIndex } from "../src/interval/style-fit.ts";
import { selectionEffect } from "../src/interval/warnings/selection.ts";
import { labelScores } from "../src/scores/label-scores.ts";
import type { MetricTraits } from "../src/scores/metric-traits.ts";
import type { StudyScores } from "../src/scores/study-scores.ts";
import { buildTensor } from "../src/scores/tensor.ts";
import { caseName, row, simpleStudy } from "./study-fixture.ts";

const dice: MetricTraits = parseMetric("dice");
const assd: MetricTraits = parseMetric("assd");
const twelve = (centre: number, step = 0.004) =>
  Array.from({ length: 12 }, (_, i) => centre + step * (((i * 5) % 12) - 5.5));
const wiggle = (values: number[], by: number) => values.map((value, i) => value + (i % 2 ? -by : by));
const place = (inter: number[], intra: number[], model: number[], metric = dice) =>
  pgtInterval(simpleStudy(inter, intra, model, metric)).models[0];

describe("above intra-rater agreement", () => {
  const [inter, intra] = [twelve(0.8), twelve(0.9)];
  it("says what a perfect model and a copy would score, and whose model it is", () => {
    // Ceiling 1 - .1/√2 = .9293, truth 1 - .2/√2 = .8586.
    const { state, text } = place(inter, intra, wiggle(twelve(0.918), 0.004));
    expect(state).toBe("ABOVE_INTRA");
    expect(text).toMatch(/this project's derivation.*0\.859.*0\.929/);
  });
  it("does not for metrics without a law", () => {
    const { state, text } = place(inter, intra, twelve(0.95), parseMetric("sens"));
    expect(state).toBe("ABOVE_INTRA");
    expect(text).not.toMatch(/derivation/);
  });
});

/** Three raters with repeats, model m: its scores differ from rater to rater. */
function threeRaters(spread: number): StudyScores {
  const random = createRandom(2, 9);
  const rows = Array.from({ length: 15 }, (_, i) => {
    const id = caseName(i);
    const noise = () => 0.01 * random.normal();
    return [
      row(id, "a", "b", 0.8 + noise()),
      row(id, "a", "c", 0.8 + noise()),
      row(id, "b", "c", 0.8 + noise()),
      ...["a", "b", "c"].map((r) => row(id, r, `${r}#2`, 0.9 + noise())),
      row(id, "a", "m", 0.85 + spread + noise()),
      row(id, "b", "m", 0.85 + noise()),
      row(id, "c", "m", 0.85 - spread + noise()),
    ];
  }).flat();
  return { rows, raters: ["a", "b", "c"], models: ["m"], metrics: [dice] };
}

describe("raters like these, in placement", () => {
  it("agrees with these raters where raters hardly differ", () => {
    const [found] = pgtInterval(threeRaters(0)).models;
    expect([found.state, found.randomRaters!.state]).toEqual(["INSIDE", "INSIDE"]);
    expect(found.randomRaters!.lower!.raw.low!).toBeLessThan(found.lower!.raw.low!);
  });
  it("says less where they do", () => {
    const [found] = pgtInterval(threeRaters(0.1)).models;
    expect(found.state).toBe("INSIDE");
    expect(found.randomRaters!.state).toBe("INCONCLUSIVE");
  });
  it("is not estimable for two raters, nor against one", () => {
    expect(place(twelve(0.8), twelve(0.9), twelve(0.85)).randomRaters).toBeNull();
    expect(pgtInterval(threeRaters(0)).modelsByRater.map(({ randomRaters }) => randomRaters)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("references", () => {
  it("places against each rater on that rater's bounds", () => {
    const { modelsByRater } = pgtInterval(threeRaters(0.1));
    expect(modelsByRater.map(({ reference, state }) => [reference, state])).toEqual([
      ["a", "ABOVE_INTRA"],
      ["b", "INSIDE"],
      ["c", "BELOW"],
    ]);
  });
  it("gives the bounds of each reference", () => {
    const { modelsByRater, models, bounds } = pgtInterval(threeRaters(0.1));
    const [a] = modelsByRater;
    const tensor = labelScores(threeRaters(0.1))[0].tensor;
    const inter = [...interRaterOf(tensor, ["a", "b", "c"], "a").byCase.values()];
    expect(a.bounds.inter).toBeCloseTo(
      inter.reduce((sum, v) => sum + v / 15, 0),
      12,
    );
    expect(a.bounds.truth).toBeCloseTo(1 - (1 - a.bounds.inter!) / Math.SQRT2, 12);
    expect(models[0].bounds).toEqual({
      inter: bounds[0].inter.estimate,
      intra: bounds[0].intra!.estimate,
      truth: bounds[0].pgt.estimate,
      ceiling: bounds[0].ceiling!.estimate,
    });
  });
  it("takes the one rater that a model is compared with for its reference", () => {
    const study = threeRaters(0.1);
    const rows = study.rows.filter(({ a, b }) => b !== "m" || a === "b");
    const [found] = pgtInterval({ ...study, rows }).models;
    expect(found).toMatchObject({ reference: "b", state: "INSIDE" });
  });

  const consensus = [{ id: "all" }, ...["a", "b", "c"].map((without) => ({ id: `no-${without}`, without }))];
  const study = threeRaters(0);
  const rows = Array.from({ length: 15 }, (_, i) =>
    ["a", "b", "c"].flatMap((rater, k) => [
      row(caseName(i), rater, `no-${rater}`, 0.82 + 0.01 * k + 0.001 * (i % 3)),
      row(caseName(i), rater, "all", 0.95),
      row(caseName(i), "m", `no-${rater}`, 0.88 + 0.001 * ((i * 7) % 5)),
      ...(k === 0 ? [row(caseName(i), "m", "all", 0.9)] : []),
    ]),
  ).flat();
  it("compares with leave-one-out consensuses, which have no upper bound", () => {
    const withConsensus = { ...study, rows: [...study.rows, ...rows], consensus };
    const result = pgtInterval(withConsensus);
    const found = result.models.find(({ reference }) => reference === "consensus")!;
    expect(found).toMatchObject({ state: "ABOVE_INTER", upper: null, randomRaters: null, n: 15 });
    expect(found.lower!.difference).toBeCloseTo(0.882 - 0.831, 10);
    expect(result.consensus[0].leaveOneOut!.estimate).toBeCloseTo(0.831, 10);
    expect(result.consensus[0].inclusive!.estimate).toBeCloseTo(0.95, 10);
    expect(result.bounds[0].inter.estimate).toBe(pgtInterval(study).bounds[0].inter.estimate);
    const onlyAll = {
      ...withConsensus,
      rows: withConsensus.rows.filter(({ b, a }) => a !== "m" || b === "all"),
    };
    expect(pgtInterval(onlyAll).models[1].estimate).toBeCloseTo(0.9, 12);
    expect(pgtInterval(onlyAll).warnings.find(({ code }) => code === "W-MIXREF")?.message).toMatch(
      /consensus/,
    );
    expect(result.warnings.map(({ code }) => code)).not.toContain("W-MIXREF");
  });
  it("refuses a consensus that is a rater", () => {
    expect(() => pgtInterval({ ...study, consensus: [{ id: "a" }] })).toThrow(/entity "a"/);
  });
});

describe("equivalence (two one-sided tests)", () => {
  const series = (values: number[]) =>
    labelScores(simpleStudy(values, [], []))[0]?.inter ?? { byCase: new Map() };
  it("agrees with scipy's one-sided t tests", () => {
    const differences = [0.01, -0.004, 0.006, 0.002, -0.001];
    const zero = series([0.5, 0.5, 0.5, 0.5, 0.5]);
    const paired = pairedDifference(
      { ...zero, byCase: new Map(differences.map((d, i) => [caseName(i), 0.5 + d])) },
      { ...zero, byCase: new Map(differences.map((_, i) => [caseName(i), 0.5])) },
      1,
    )!;
    const found = equivalence(paired, 0.01, 0.95)!;
    expect(found.p).toBeCloseTo(0.020338328544897023, 10);
    expect(found).toMatchObject({ equivalent: true, nonInferior: true });
    const narrow = equivalence(paired, 0.003, 0.95)!;
    expect(narrow.p).toBeCloseTo(0.43988810183697435, 10);
    expect(narrow).toMatchObject({ equivalent: false, nonInferior: false });
  });
  it("has half the bracket for margin, within .005 and .03", () => {
    expect(defaultMargin(dice, 0.04)).toBeCloseTo(0.02, 12);
    expect(defaultMargin(dice, 0.2)).toBe(0.03);
    expect(defaultMargin(dice, -0.1)).toBe(0.005);
    expect(defaultMargin(assd, 1)).toBe(0.5);
    expect(defaultMargin(assd, -1)).toBeNull();
    expect(defaultMargin(dice, null)).toBeNull();
  });
  it("is said where a model is at inter-rater agreement, by the margin asked for", () => {
    const study = simpleStudy(twelve(0.8), twelve(0.9), wiggle(twelve(0.801), 0.005), dice);
    expect(pgtInterval(study).models[0]).toMatchObject({
      state: "AT_LOWER",
      text: expect.stringMatching(/Equivalent to it within 0\.030/),
      equivalence: { margin: 0.03, equivalent: true, nonInferior: true },
    });
    const strict = pgtInterval({ ...study, equivalenceMargin: { dice: 0.001 } }).models[0];
    expect(strict.equivalence).toMatchObject({ margin: 0.001, equivalent: false });
    expect(strict.text).toMatch(/Not shown to be equivalent/);
    expect(
      pgtInterval({ ...study, rows: study.rows.filter(({ a, b }) => a !== b) }).models[0].equivalence,
    ).toBeNull();
  });
});

/** Models m and n against raters a and b: `gains[i]` is what m has over n against each. */
function twoModels(gainWithA: number, gainWithB: number, n = 12): StudyScores {
  const rows = Array.from({ length: n }, (_, i) => {
    const base = 0.8 + 0.01 * (i % 5);
    const noise = 0.002 * ((i * 7) % 5) - 0.004;
    return [
      row(caseName(i), "a", "b", 0.85),
      row(caseName(i), "a", "m", base + gainWithA + noise),
      row(caseName(i), "a", "n", base),
      row(caseName(i), "b", "m", base + gainWithB + noise),
      row(caseName(i), "b", "n", base),
    ];
  }).flat();
  return { rows, raters: ["a", "b"], models: ["n", "m"], metrics: [dice] };
}

describe("gain audit", () => {
  const audit = (study: StudyScores) => gainAudit(study, labelScores(study))[0];
  it.each([
    ["holds", 0.02, 0.02, 2],
    ["reference-dependent", 0.05, -0.01, 1],
    ["not-shown", 0.001, -0.001, 1],
  ])("%s", (verdict, withA, withB, sameSign) => {
    const found = audit(twoModels(withA, withB));
    expect(found.verdict).toBe(verdict);
    if (verdict !== "not-shown") {
      expect(found).toMatchObject({ better: "m", worse: "n", sameSign });
      expect(found.gain.difference).toBeCloseTo((withA + withB) / 2 + noiseMean(), 12);
      expect(found.references.map(({ reference }) => reference)).toEqual(["a", "b"]);
    }
  });
  const noiseMean = () =>
    Array.from({ length: 12 }, (_, i) => 0.002 * ((i * 7) % 5) - 0.004).reduce((sum, v) => sum + v / 12, 0);
  it("does not depend on the order of the models", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.05, max: 0.05, noNaN: true }), (gain) => {
        const study = twoModels(gain, gain / 2);
        const [one, other] = [audit(study), audit({ ...study, models: ["m", "n"] })];
        expect(other.gain.difference).toBeCloseTo(one.gain.difference, 12);
        expect(other.gain.low!).toBeCloseTo(one.gain.low!, 12);
        expect(one.gain.difference).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe("style fit", () => {
  /** Checkpoints that come closer to a and, from the third on, leave b and c. */
  const withA = [0.7, 0.75, 0.8, 0.85, 0.9];
  const withOthers = [0.7, 0.75, 0.8, 0.77, 0.74];
  const models = withA.map((_, i) => `step${i}`);
  const rows: ScoreRow[] = ["1", "2"].flatMap((id) => [
    row(id, "a", "b", 0.8),
    row(id, "a", "c", 0.82),
    row(id, "b", "c", 0.9),
    ...models.flatMap((model, i) => [
      row(id, "a", model, withA[i]),
      row(id, "b", model, withOthers[i] + 0.01),
      row(id, "c", model, withOthers[i] - 0.01),
    ]),
  ]);
  const study = { rows, raters: ["a", "b", "c"], models, metrics: [dice] };
  const points = styleFit(labelScores(study), study.raters, models);
  const ofA = points.filter(({ rater, role }) => rater === "a" && role === "model");
  it("is agreement with the rater beside that with the others", () => {
    expect(ofA.map(({ withRater }) => withRater)).toEqual(withA);
    ofA.forEach(({ withOthers: y }, i) => void expect(y).toBeCloseTo(withOthers[i], 12));
    const human = points.find(({ entity, rater }) => entity === "b" && rater === "a")!;
    expect(human).toMatchObject({ role: "rater", withRater: 0.8, withOthers: 0.9, n: 2 });
  });
  it("has a falling slope over the last checkpoints", () => {
    expect(styleFitIndex(ofA, dice, 3)!.slope).toBeCloseTo(-0.6, 10);
    expect(styleFitIndex(ofA, dice, 3)!.risesWithRater).toBe(true);
    expect(styleFitIndex(ofA.slice(0, 3), dice)!.slope).toBeCloseTo(1, 10);
    expect(styleFitIndex(ofA.slice(0, 1), dice)).toBeNull();
  });
});

describe("best of many on one test set", () => {
  const random = createRandom(8, 0);
  const names = ["p", "q", "r", "s", "t", "u"];
  const rows = Array.from({ length: 15 }, (_, i) => [
    row(caseName(i), "a", "b", 0.85),
    ...names.map((model) => row(caseName(i), "a", model, 0.8 + 0.05 * random.normal())),
  ]).flat();
  const study = { rows, raters: ["a", "b"], models: names, metrics: [dice] };
  const [scores] = labelScores(study);
  it("owes something to the choice among equals, more among more", () => {
    const many = selectionEffect(scores, names, study.raters)!;
    const two = selectionEffect(scores, names.slice(0, 2), study.raters)!;
    expect(many.optimism).toBeGreaterThan(two.optimism);
    expect(two.optimism).toBeGreaterThan(0);
    // Of six equal models the best mean of 15 is expected 1.267 standard errors of .05/√15 too high.
    expect(many.optimism).toBeLessThan(1.5 * 1.267 * (0.05 / Math.sqrt(15)));
  });
  it("is nothing for one model, and the same for the same seed", () => {
    expect(selectionEffect(scores, ["p"], study.raters)).toBeNull();
    expect(selectionEffect(scores, names, study.raters)).toEqual(
      selectionEffect(scores, names, study.raters),
    );
  });
});

describe("clusters", () => {
  const rows = [0.9, 0.8, 0.5].flatMap((value, i) => [
    row(`image${i}`, "a", "b", value),
    row(`image${i}`, "a", "a#2", value + 0.05),
    row(`image${i}`, "a", "m", value),
    row(`image${i}`, "b", "m", value),
  ]);
  const clusterOf = (id: string) => (id === "image2" ? "second patient" : "first patient");
  const study = { rows, raters: ["a", "b"], models: ["m"], metrics: [dice], clusterOf };
  it("averages cases within them first", () => {
    const [series] = [labelScores(study)[0].inter.byCase];
    expect([...series.keys()]).toEqual(["first patient", "second patient"]);
    expect(series.get("first patient")).toBeCloseTo(0.85, 12);
    const result = pgtInterval(study);
    expect(result.bounds[0].inter.estimate).toBeCloseTo((0.85 + 0.5) / 2, 12);
    expect(result.bounds[0].inter).toMatchObject({ n: 2, expected: 2 });
    expect(result.sampling).toEqual({ unit: "cluster", cases: 3, units: 2 });
    expect(result.models[0]).toMatchObject({ n: 2, expected: 2 });
  });
  it("of one case each are the cases", () => {
    const { bounds } = pgtInterval({ ...study, clusterOf: (id) => id });
    expect(bounds).toEqual(pgtInterval({ ...study, clusterOf: undefined }).bounds);
    expect(buildTensor(rows, dice)[0].cluster).toBeUndefined();
  });
});

it("a placement does not depend on other models", () => {
  const study = threeRaters(0.05);
  const alone = placeModel("m", labelScores(study), study.raters);
  expect(pgtInterval(study).models[0]).toEqual(alone[0]);
});
