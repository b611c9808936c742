import type { Random } from "@pgt/metrics";
import { mean, sampleSd, sortedQuantile } from "../inference/descriptive.ts";
import type { Interval } from "../inference/interval-options.ts";
import { raterPairs } from "./polar-study.ts";

/** Agreement of rater pairs, at [case][pair]; pairs as `raterPairs` orders them. */
type PairTable = readonly (readonly number[])[];

export interface TwoWayBootstrap {
  /** Percentile interval of the pigeonhole bootstrap: raters and cases resampled together. */
  readonly pigeonhole: Interval;
  /** 2 (V_case + V_rater) - V_both, not below the larger of the first two (Schütt et al. 2023). */
  readonly correctedVariance: number;
}

/**
 * Bootstraps of the mean agreement over pairs and cases (docs/methods/confidence-intervals.md). A resampled rater
 * enters with its multiplicity, a pair with the product of two; pairs of a rater with itself are dropped, since an
 * annotation agrees with itself without fail, and resamples without any pair are drawn anew.
 */
export function twoWayBootstrap(
  table: PairTable,
  raters: number,
  replicates: number,
  random: Random,
): TwoWayBootstrap {
  const pairs = raterPairs(raters);
  const drawRaters = () => {
    for (;;) {
      const weights = multiplicities(raters, random);
      if (weights.filter((weight) => weight > 0).length > 1)
        return pairs.map(([k, l]) => weights[k] * weights[l]);
    }
  };
  const drawCases = () => multiplicities(table.length, random);
  const both = resampledMeans(table, replicates, drawCases, drawRaters);
  const sorted = Float64Array.from(both).sort();
  const caseMeans = table.map((values) => [mean(values)]);
  const pairMeans = [pairs.map((_, pair) => mean(table.map((values) => values[pair])))];
  const caseVariance = sampleSd(resampledMeans(caseMeans, replicates, drawCases, () => [1])) ** 2;
  const raterVariance = sampleSd(resampledMeans(pairMeans, replicates, () => [1], drawRaters)) ** 2;
  const corrected = 2 * (caseVariance + raterVariance) - sampleSd(both) ** 2;
  return {
    pigeonhole: { low: sortedQuantile(sorted, 0.025), high: sortedQuantile(sorted, 0.975) },
    correctedVariance: Math.max(caseVariance, raterVariance, corrected),
  };
}

/** Counts of how often each of `count` is drawn in `count` draws with replacement. */
function multiplicities(count: number, random: Random): number[] {
  const weights = new Array<number>(count).fill(0);
  for (let draw = 0; draw < count; draw++) weights[random.nextBelow(count)]++;
  return weights;
}

function resampledMeans(
  table: PairTable,
  replicates: number,
  drawCases: () => readonly number[],
  drawPairs: () => readonly number[],
): number[] {
  return Array.from({ length: replicates }, () => weightedMean(table, drawCases(), drawPairs()));
}

function weightedMean(table: PairTable, cases: readonly number[], pairs: readonly number[]): number {
  let pairTotal = 0;
  for (let pair = 0; pair < pairs.length; pair++) pairTotal += pairs[pair];
  let sum = 0;
  let caseTotal = 0;
  for (let i = 0; i < cases.length; i++) {
    if (cases[i] === 0) continue;
    const values = table[i];
    let ofCase = 0;
    for (let pair = 0; pair < pairs.length; pair++) ofCase += pairs[pair] * values[pair];
    sum += cases[i] * ofCase;
    caseTotal += cases[i];
  }
  return sum / (caseTotal * pairTotal);
}
