import { createRandom, defaultSeed } from "@pgt/metrics";
import { sortedQuantile } from "../inference/descriptive.ts";
import { defaultLevel, type Interval, noInterval } from "../inference/interval-options.ts";

export interface ColumnBootstrapOptions {
  readonly level?: number;
  /** Default 2000. */
  readonly replicates?: number;
  readonly seed?: number;
}

/** Counts of how often each column is drawn, for each replicate; replicate r draws from stream r of the seed. */
export function drawnColumns(columns: number, options: ColumnBootstrapOptions = {}): Float64Array[] {
  const { replicates = 2000, seed = defaultSeed } = options;
  return Array.from({ length: replicates }, (_, replicate) => {
    const random = createRandom(seed, replicate);
    const weights = new Float64Array(columns);
    for (let draw = 0; draw < columns; draw++) weights[random.nextBelow(columns)]++;
    return weights;
  });
}

/** Percentile interval of what the replicates gave; none for fewer than two values. Infinity is a value. */
export function percentileInterval(values: readonly number[], level = defaultLevel): Interval {
  if (values.length < 2) return noInterval;
  const ascending = Float64Array.from(values).sort();
  return { low: quantileOf(ascending, (1 - level) / 2), high: quantileOf(ascending, (1 + level) / 2) };
}

/** Type 7; between a number and infinity lies infinity. */
function quantileOf(ascending: Float64Array, probability: number): number {
  const above = ascending[Math.ceil(probability * (ascending.length - 1))];
  return above === Number.POSITIVE_INFINITY ? above : sortedQuantile(ascending, probability);
}
