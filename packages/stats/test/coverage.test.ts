import { createRandom, type Random } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import {
  buildTensor,
  interRater,
  meanInterval,
  normalCdf,
  normalQuantile,
  ratersLikeTheseInterval,
} from "../src/index.ts";
import { caseName, dice, row } from "./study-fixture.ts";

/**
 * Two-way data as in METHODS 3.7, tau = sigma = 1 mm: rater k places boundary point j of case i at b_k + e_ikj, and
 * two raters' Dice is 1 - loss · mean_j |difference|. Style b_k is drawn once per study; 20 cases, 3 raters.
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

/** E|X| of a normal with this mean and variance. */
function foldedMean(mean: number, variance: number): number {
  const sd = Math.sqrt(variance);
  return (
    sd * Math.sqrt(2 / Math.PI) * Math.exp(-(mean ** 2) / (2 * variance)) +
    mean * (1 - 2 * normalCdf(-mean / sd))
  );
}

function simulateStudy(random: Random) {
  const normal = () => normalQuantile(1 - random.next());
  const styles = raters.map(normal);
  const rows = Array.from({ length: cases }, (_, i) => {
    const drawn = styles.map((style) => Array.from({ length: points }, () => style + normal()));
    return pairs.map(([k, l]) => {
      const distance = drawn[k].reduce((sum, at, j) => sum + Math.abs(at - drawn[l][j]) / points, 0);
      return row(caseName(i), raters[k], raters[l], 1 - lossPerMm * distance);
    });
  }).flat();
  const ofTheseRaters = pairs.map(([k, l]) => foldedMean(styles[k] - styles[l], 2));
  return {
    rows,
    truth: 1 - (lossPerMm * ofTheseRaters.reduce((sum, value) => sum + value, 0)) / pairs.length,
  };
}

describe("coverage on simulated two-way data, n = 20, R = 3 (seeded)", () => {
  const population = 1 - lossPerMm * foldedMean(0, 4);
  const covers = { these: 0, theseForPopulation: 0, like: 0 };
  for (let study = 0; study < studies; study++) {
    const { rows, truth } = simulateStudy(createRandom(1, study));
    const tensor = buildTensor(rows, dice);
    const seriesOf = (some: readonly string[]) => interRater(tensor, some);
    const these = meanInterval([...seriesOf(raters).byCase.values()], [0, 1]);
    const like = ratersLikeTheseInterval(raters, seriesOf, [0, 1])!;
    if (these.low! <= truth && truth <= these.high!) covers.these++;
    if (these.low! <= population && population <= these.high!) covers.theseForPopulation++;
    if (like.low! <= population && population <= like.high!) covers.like++;
  }
  const share = (count: number) => count / studies;
  /** Three Monte Carlo standard errors of a share near .93. */
  const error = 3 * Math.sqrt((0.93 * 0.07) / studies);

  it("these raters: .90 to .94 in the table of METHODS 3.6, .95 nominal", () => {
    expect(share(covers.these)).toBeGreaterThan(0.92 - error);
    expect(share(covers.these)).toBeLessThan(0.95 + error);
  });
  it("raters like these: .95 to .97 in the table", () => {
    expect(share(covers.like)).toBeGreaterThan(0.95 - error);
    expect(share(covers.like)).toBeLessThan(0.97 + error);
  });
  it("the interval of these raters does not stand for raters like them: .30 to .35 in the table", () => {
    expect(share(covers.theseForPopulation)).toBeLessThan(0.5);
  });
});
