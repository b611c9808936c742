import { createRandom, cube, defaultSeed, type Random } from "@pgt/metrics";
import { mean, sortedQuantile } from "./descriptive.ts";
import { normalCdf, normalQuantile } from "./distributions.ts";
import { defaultLevel, type Interval, type IntervalOptions } from "./interval-options.ts";

/**
 * BCa bootstrap interval of a mean (Efron 1987): bias correction from the share of replicates below the estimate
 * (ties count half), acceleration from the jackknife, type-7 quantiles of the replicates. Replicate r draws from
 * stream r of the seed, so that the result does not depend on how replicates are shared out.
 *
 * `values` in an order that does not depend on the input's (by case id).
 */
export function bcaInterval(values: readonly number[], options: IntervalOptions = {}): Interval {
  const { level = defaultLevel, replicates = 2000, seed = defaultSeed } = options;
  const estimate = mean(values);
  if (values.every((value) => value === values[0])) return { low: estimate, high: estimate };
  const means = Float64Array.from({ length: replicates }, (_, replicate) =>
    resampledMean(values, createRandom(seed, replicate)),
  ).sort();
  const biasCorrection = normalQuantile(shareBelow(means, estimate));
  const acceleration = jackknifeAcceleration(values);
  const end = (probability: number) => {
    const z = biasCorrection + normalQuantile(probability);
    return sortedQuantile(means, normalCdf(biasCorrection + z / (1 - acceleration * z)));
  };
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

function resampledMean(values: readonly number[], random: Random): number {
  let sum = 0;
  for (let draw = 0; draw < values.length; draw++) sum += values[random.nextBelow(values.length)];
  return sum / values.length;
}

/** Share kept half a replicate away from 0 and 1, where the normal quantile is infinite. */
function shareBelow(means: Float64Array, estimate: number): number {
  let below = 0;
  for (const replicate of means) below += replicate < estimate ? 1 : replicate === estimate ? 0.5 : 0;
  return Math.min(means.length - 0.5, Math.max(0.5, below)) / means.length;
}

/** Acceleration of a mean: leave-one-out means differ from their mean by (m - x_i) / (n - 1). */
function jackknifeAcceleration(values: readonly number[]): number {
  const centre = mean(values);
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (value - centre) ** 2;
    cubes += cube(value - centre);
  }
  return cubes / (6 * squares * Math.sqrt(squares));
}
