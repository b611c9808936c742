import { createRandom, cube, defaultSeed } from "@pgt/metrics";
import { mean, sortedQuantile } from "../inference/descriptive.ts";
import { normalCdf, normalQuantile } from "../inference/distributions.ts";
import {
  defaultLevel,
  type Interval,
  type IntervalOptions,
  noInterval,
} from "../inference/interval-options.ts";
import type { UndefinedReason } from "./coefficient.ts";

/**
 * Fewest cases (or clusters) that are resampled: with fewer, most resamples repeat one case. Below 20 the intervals
 * are still too narrow (docs/methods/confidence-intervals.md).
 */
export const minimumCasesForBootstrap = 5;

/** Largest share of resamples that may give no value. */
const undefinedShareAtMost = 0.05;

/** Interval from resampling cases, or none and then `reason` says why. */
export interface BootstrapInterval extends Interval {
  readonly reason: UndefinedReason | null;
  /** Resamples that gave a value, of all. */
  readonly used: number;
  readonly replicates: number;
}

/** Statistics of a weighted set of cases: `weights[i]` is how often case i is in it. Null: not defined. */
export type WeightedStatistics<K extends string> = (
  weights: Float64Array,
) => Readonly<Record<K, number | null>>;

/**
 * BCa intervals (Efron 1987) of several statistics from the same resamples of cases. Replicate r draws from stream r
 * of the seed, so that the result does not depend on how replicates are shared out. Resamples without a value are
 * left out, up to 5 %; acceleration is 0 if leaving out a case leaves no value.
 *
 * @param cases Number of cases, in an order that does not depend on the input's (by case id).
 */
export function bootstrapCases<K extends string>(
  cases: number,
  statistics: WeightedStatistics<K>,
  options: IntervalOptions = {},
): Record<K, BootstrapInterval> {
  const { level = defaultLevel, replicates = 2000, seed = defaultSeed } = options;
  const whole = statistics(new Float64Array(cases).fill(1));
  const names = Object.keys(whole) as K[];
  const results = {} as Record<K, BootstrapInterval>;
  if (cases < minimumCasesForBootstrap) {
    for (const name of names) {
      results[name] = { ...noInterval, reason: "TOO_FEW_CASES", used: 0, replicates: 0 };
    }
    return results;
  }
  const withoutOne = Array.from({ length: cases }, (_, left) =>
    statistics(new Float64Array(cases).fill(1).fill(0, left, left + 1)),
  );
  const resampled = Array.from({ length: replicates }, (_, replicate) =>
    statistics(drawnWeights(cases, seed, replicate)),
  );
  for (const name of names) {
    const used = resampled.flatMap((values) => values[name] ?? []);
    const estimate = whole[name];
    const isDefined = estimate !== null && used.length >= (1 - undefinedShareAtMost) * replicates;
    results[name] = {
      ...(isDefined
        ? bcaEnds(
            used,
            estimate,
            withoutOne.map((values) => values[name]),
            level,
          )
        : noInterval),
      reason: isDefined ? null : "UNDEFINED_RESAMPLES",
      used: used.length,
      replicates,
    };
  }
  return results;
}

/** Counts of each case in resample `replicate`: as many draws as cases, from that stream of the seed. */
export function drawnWeights(cases: number, seed: number, replicate: number): Float64Array {
  const random = createRandom(seed, replicate);
  const weights = new Float64Array(cases);
  for (let draw = 0; draw < cases; draw++) weights[random.nextBelow(cases)]++;
  return weights;
}

function bcaEnds(
  resampled: readonly number[],
  estimate: number,
  withoutOne: readonly (number | null)[],
  level: number,
): Interval {
  const ascending = Float64Array.from(resampled).sort();
  if (ascending[0] === ascending[ascending.length - 1]) return { low: ascending[0], high: ascending[0] };
  const biasCorrection = normalQuantile(shareBelow(ascending, estimate));
  const acceleration = jackknifeAcceleration(withoutOne);
  const end = (probability: number) => {
    const z = biasCorrection + normalQuantile(probability);
    return sortedQuantile(ascending, normalCdf(biasCorrection + z / (1 - acceleration * z)));
  };
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

/** Ties count half; kept half a replicate away from 0 and 1, where the normal quantile is infinite. */
function shareBelow(ascending: Float64Array, estimate: number): number {
  let below = 0;
  for (const value of ascending) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  return Math.min(ascending.length - 0.5, Math.max(0.5, below)) / ascending.length;
}

function jackknifeAcceleration(withoutOne: readonly (number | null)[]): number {
  const values = withoutOne.filter((value) => value !== null);
  if (values.length < withoutOne.length) return 0;
  const centre = mean(values);
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (centre - value) ** 2;
    cubes += cube(centre - value);
  }
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
}
