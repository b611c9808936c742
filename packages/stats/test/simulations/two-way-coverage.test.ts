import { createRandom, parseMetric, type Random } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { mean } from "../../src/inference/descriptive.ts";
import { normalQuantile } from "../../src/inference/distributions.ts";
import { foldedNormalMean } from "../../src/inference/folded-normal.ts";
import { meanInterval } from "../../src/inference/interval.ts";
import { placeModel } from "../../src/interval/placement.ts";
import { randomRatersInterval } from "../../src/interval/random-raters.ts";
import { interRater } from "../../src/interval/reliability.ts";
import { caseValues } from "../../src/scores/case-series.ts";
import { labelScores } from "../../src/scores/label-scores.ts";
import { buildTensor } from "../../src/scores/tensor.ts";
import { bracketIntervals } from "../../src/simulation/bracket-intervals.ts";
import { caseName, dice, row } from "../study-fixture.ts";

/**
 * Two-way data as in docs/methods/noise-model.md, tau = sigma = 1 mm: rater k places boundary point j of case i at
 * b_k + e_ikj, and two raters' Dice is 1 - loss · mean_j |difference|. Style b_k is drawn once per study; 20 cases, 3
 * raters.
 */
const cases = 20;
const points = 6;
const lossPerMm = 0.04;
const raters = ["a", "b", "c"];
const pairs = [
  [0, 1],
  [0, 2],
  [1, 2],
];
const studies = 600;

const atTruth = new Array<number>(points).fill(0);

function simulateStudy(random: Random) {
  const normal = () => normalQuantile(1 - random.next());
  const styles = raters.map(normal);
  const rows = Array.from({ length: cases }, (_, i) => {
    const drawn = styles.map((style) => Array.from({ length: points }, () => style + normal()));
    const agreement = (a: readonly number[], b: readonly number[]) =>
      1 - lossPerMm * a.reduce((sum, at, j) => sum + Math.abs(at - b[j]) / points, 0);
    return [
      ...pairs.map(([k, l]) => row(caseName(i), raters[k], raters[l], agreement(drawn[k], drawn[l]))),
      ...raters.map((rater, k) => row(caseName(i), rater, "truth", agreement(drawn[k], atTruth))),
    ];
  }).flat();
  const ofTheseRaters = pairs.map(([k, l]) => foldedNormalMean(styles[k] - styles[l], 2));
  return {
    rows,
    truth: 1 - (lossPerMm * ofTheseRaters.reduce((sum, value) => sum + value, 0)) / pairs.length,
  };
}

describe("coverage on simulated two-way data, n = 20, R = 3 (seeded)", () => {
  const population = 1 - lossPerMm * foldedNormalMean(0, 4);
  const truthAgainstRater = 1 - lossPerMm * foldedNormalMean(0, 2);
  const covers = { fixedRaters: 0, fixedForPopulation: 0, randomRaters: 0, difference: 0, truth: 0 };
  for (let study = 0; study < studies; study++) {
    const { rows, truth } = simulateStudy(createRandom(1, study));
    const tensor = buildTensor(rows, dice);
    const seriesOf = (some: readonly string[]) => interRater(tensor, some);
    const fixedRaters = meanInterval([...seriesOf(raters).byCase.values()], [0, 1]);
    const randomRaters = randomRatersInterval(raters, seriesOf, [0, 1])!;
    if (fixedRaters.low! <= truth && truth <= fixedRaters.high!) covers.fixedRaters++;
    if (fixedRaters.low! <= population && population <= fixedRaters.high!) covers.fixedForPopulation++;
    if (randomRaters.low! <= population && population <= randomRaters.high!) covers.randomRaters++;
    const placed = placeModel("truth", labelScores({ rows, raters, metrics: [dice] }), raters)[0];
    const { low, high } = placed.randomRaters!.lower!.raw;
    const above = truthAgainstRater - population;
    if (low! <= above && above <= high!) covers.difference++;
    const reliability = { estimate: mean(caseValues(seriesOf(raters))), ...randomRaters };
    const { i2 } = bracketIntervals({ metric: parseMetric("dice"), inter: reliability, intra: reliability });
    if (i2.low! <= truthAgainstRater && truthAgainstRater <= i2.high!) covers.truth++;
  }
  const share = (count: number) => count / studies;
  /** Three Monte Carlo standard errors of a share near .93. */
  const error = 3 * Math.sqrt((0.93 * 0.07) / studies);

  it("these raters: .90 to .94 in the table of docs/methods/confidence-intervals.md, .95 nominal", () => {
    expect(share(covers.fixedRaters)).toBeGreaterThan(0.92 - error);
    expect(share(covers.fixedRaters)).toBeLessThan(0.95 + error);
  });
  it("raters like these: .95 to .97 in the table", () => {
    expect(share(covers.randomRaters)).toBeGreaterThan(0.95 - error);
    expect(share(covers.randomRaters)).toBeLessThan(0.97 + error);
  });
  it("raters like these, of paired differences of a model and the bound: nominal .95, conservative", () => {
    expect(share(covers.difference)).toBeGreaterThan(0.95 - error);
  });
  it("the truth's score against a rater by the root-2 rule (I2), with raters like these", () => {
    expect(share(covers.truth)).toBeGreaterThan(0.95 - error);
  });
  it("the interval of these raters does not stand for raters like them: .30 to .35 in the table", () => {
    expect(share(covers.fixedForPopulation)).toBeLessThan(0.5);
  });
});
