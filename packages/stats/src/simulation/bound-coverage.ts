import { createRandom } from "@pgt/metrics";
import { bcaInterval } from "../inference/bca.ts";
import { mean, sampleSd } from "../inference/descriptive.ts";
import { meanInterval, scaledInterval } from "../inference/interval.ts";
import { type Interval, noInterval } from "../inference/interval-options.ts";
import { randomRatersInterval } from "../interval/random-raters.ts";
import { caseValues } from "../scores/case-series.ts";
import {
  interSeriesOf,
  type PolarDesign,
  type PolarScores,
  raterNames,
  raterPairs,
  simulatePolarStudy,
} from "./polar-study.ts";
import { twoWayBootstrap } from "./two-way-bootstrap.ts";

/**
 * Ways of giving inter-rater agreement an interval, each with the estimand of docs/methods/confidence-intervals.md
 * that it is held to.
 */
export const coverageMethods = [
  { id: "t", estimand: "these raters" },
  { id: "bca", estimand: "these raters" },
  { id: "pairs as independent", estimand: "these raters" },
  { id: "t", estimand: "raters like these" },
  { id: "pairs as independent", estimand: "raters like these" },
  { id: "pigeonhole", estimand: "raters like these" },
  { id: "jackknife z", estimand: "raters like these" },
  { id: "jackknife t", estimand: "raters like these" },
  { id: "corrected bootstrap t", estimand: "raters like these" },
] as const;
export type CoverageMethod = (typeof coverageMethods)[number];
type MethodId = CoverageMethod["id"];

export interface CoverageOptions {
  readonly raters: number;
  readonly cases: number;
  /** Simulated studies. */
  readonly replicates: number;
  /** Resamples of each bootstrap. */
  readonly resamples: number;
  /** Further cases by the same raters, from which the agreement of "these raters" is known. */
  readonly targetCases: number;
  readonly seed: number;
}

/** Coverage of each of `coverageMethods`; null: not estimable. */
export interface CoverageRow {
  readonly raters: number;
  readonly coverage: readonly (number | null)[];
}

const range = [0, 1] as const;
/** tau / sigma = 1, no shared bias, one session (docs/methods/confidence-intervals.md). */
const noise = { tau: 1, mu: 0, sigma: 1, arcDrop: 0 };

/**
 * Shares of studies in which nominal 95 % intervals of inter-rater agreement hold what they are about, on simulated raters and cases.
 * `population` is the agreement of "raters like these", from `populationAgreement`.
 */
export function boundCoverage(options: CoverageOptions, population: number): CoverageRow {
  const { raters, cases, replicates, targetCases, seed } = options;
  const held = coverageMethods.map(() => 0);
  const given = coverageMethods.map(() => 0);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = createRandom(seed, raters * 2 ** 20 + replicate);
    const design: PolarDesign = { raters, sessions: 1, cases: cases + targetCases };
    const { inter } = simulatePolarStudy(design, noise, random);
    const fixedRaters = mean(inter.slice(cases).map(mean));
    const intervals = intervalsOf(inter.slice(0, cases), options, replicate);
    for (const [at, { id, estimand }] of coverageMethods.entries()) {
      const { low, high } = intervals[id];
      if (low === null || high === null) continue;
      const truth = estimand === "these raters" ? fixedRaters : population;
      given[at]++;
      if (low <= truth && truth <= high) held[at]++;
    }
  }
  return { raters, coverage: held.map((count, at) => (given[at] === 0 ? null : count / given[at])) };
}

/** Agreement of two raters drawn anew for every case. */
export function populationAgreement(pairs: number, seed: number): number {
  const random = createRandom(seed, 2 ** 41);
  let sum = 0;
  for (let pair = 0; pair < pairs; pair++) {
    sum += simulatePolarStudy({ raters: 2, sessions: 1, cases: 1 }, noise, random).inter[0][0];
  }
  return sum / pairs;
}

function intervalsOf(
  inter: PolarScores["inter"],
  { raters, resamples, seed }: CoverageOptions,
  replicate: number,
): Record<MethodId, Interval> {
  const names = raterNames(raters);
  const seriesOf = interSeriesOf(inter, raters);
  const values = caseValues(seriesOf(names));
  const random = createRandom(seed, 2 ** 42 + raters * 2 ** 20 + replicate);
  const bootstrap = twoWayBootstrap(inter, raters, resamples, random);
  const isEstimable = raters > 2;
  return {
    t: meanInterval(values, range),
    bca: bcaInterval(values, { replicates: resamples, seed: random.nextUint32() }),
    "pairs as independent": meanInterval(inter.flat(), range),
    pigeonhole: bootstrap.pigeonhole,
    "jackknife z": isEstimable ? jackknifeZ(inter, raters) : noInterval,
    "jackknife t": randomRatersInterval(names, seriesOf, range) ?? noInterval,
    "corrected bootstrap t": isEstimable
      ? scaledInterval(mean(values), Math.sqrt(bootstrap.correctedVariance), raters - 1, range, 0.95)
      : noInterval,
  };
}

/** The two-way jackknife with a normal quantile and no transform: what the t and the logit scale are for. */
function jackknifeZ(inter: PolarScores["inter"], raters: number): Interval {
  const pairs = raterPairs(raters);
  const without = raterNames(raters).map((_, left) => {
    const columns = pairs.flatMap(([k, l], column) => (k === left || l === left ? [] : [column]));
    return mean(inter.map((values) => mean(columns.map((column) => values[column]))));
  });
  const values = inter.map(mean);
  const raterVariance = ((raters - 1) ** 2 / raters) * sampleSd(without) ** 2;
  const reach = 1.96 * Math.sqrt(raterVariance + sampleSd(values) ** 2 / values.length);
  return { low: mean(values) - reach, high: mean(values) + reach };
}
