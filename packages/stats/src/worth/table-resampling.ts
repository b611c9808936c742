import { createRandom, defaultSeed } from "@pgt/metrics";
import { mean, sampleSd, sortedQuantile } from "../inference/descriptive.ts";
import { criticalT } from "../inference/interval.ts";
import { defaultLevel, type Interval, noInterval } from "../inference/interval-options.ts";
import { whyNoInterval } from "./column-support.ts";
import { type QualityPair, qualityPairs } from "./quality-pairs.ts";
import { uniqueOf } from "./worth-cells.ts";
import type { WorthColumn } from "./worth-column.ts";

export interface ResamplingOptions {
  readonly level?: number;
  /** Default 2000. */
  readonly replicates?: number;
  readonly seed?: number;
}

/** Weight of a pair of versions in a resample, or in a part of the table. */
export type PairWeight = (pair: Pick<QualityPair, "column" | "better" | "worse">) => number;

/** Fewest datasets for percentiles; with fewer, t intervals over the datasets' own values. */
export const fewestForPercentiles = 5;

/** Intervals over the tables of a study: its datasets are random, with all their tasks, and so are its versions. */
export interface TableResampling {
  /** Reason why there are no intervals; null if there are. */
  readonly noInterval: string | null;
  /** Number of datasets with pairs. */
  readonly datasets: number;
  /** Resamples of datasets and versions; none for fewer than five datasets. */
  readonly draws: readonly PairWeight[];
  /** Interval of a value of the table; resamples or datasets without one are left out. */
  readonly intervalOf: (ofTable: (weight: PairWeight) => number | null) => Interval;
}

/**
 * From five datasets on, percentiles over resamples of datasets and of versions: a pair counts as often as its dataset
 * and both its versions are drawn. With two to four, t over the values of the single datasets. Tasks of a dataset stay
 * together, since models trained on the same labels are not independent (docs/methods/worth.md).
 */
export function tableResampling(
  columns: readonly WorthColumn[],
  options: ResamplingOptions = {},
): TableResampling {
  const { level = defaultLevel } = options;
  const paired = columns.flatMap((column, at) =>
    qualityPairs([column]).length > 0 ? [{ ...column, at }] : [],
  );
  const names = uniqueOf(paired, ({ dataset }) => dataset);
  const none = whyNoInterval(columns);
  const columnsOf = new Map(
    names.map((name) => [name, new Set(paired.flatMap(({ dataset, at }) => (dataset === name ? [at] : [])))]),
  );
  const draws = none === null && names.length >= fewestForPercentiles ? drawn(columns, names, options) : [];
  return {
    noInterval: none,
    datasets: names.length,
    draws,
    intervalOf: (ofTable) => {
      if (none !== null) return noInterval;
      if (draws.length > 0) {
        return percentileInterval(
          draws.map(ofTable).filter((value) => value !== null),
          level,
        );
      }
      const values = names.flatMap(
        (name) => ofTable(({ column }) => (columnsOf.get(name)!.has(column) ? 1 : 0)) ?? [],
      );
      return tInterval(values, level);
    },
  };
}

/** Replicate r draws from stream r of the seed: datasets first, then versions. */
function drawn(
  columns: readonly WorthColumn[],
  datasets: readonly string[],
  { replicates = 2000, seed = defaultSeed }: ResamplingOptions,
): PairWeight[] {
  const versions = uniqueOf(
    columns.flatMap(({ points }) => points),
    ({ version }) => version,
  );
  return Array.from({ length: replicates }, (_, replicate) => {
    const random = createRandom(seed, replicate);
    const countsOf = (items: readonly string[]) => {
      const counts = new Map(items.map((item) => [item, 0]));
      for (let draw = 0; draw < items.length; draw++) {
        const item = items[random.nextBelow(items.length)];
        counts.set(item, counts.get(item)! + 1);
      }
      return counts;
    };
    const [ofDataset, ofVersion] = [countsOf(datasets), countsOf(versions)];
    const ofColumn = columns.map(({ dataset }) => ofDataset.get(dataset) ?? 0);
    return ({ column, better, worse }) => ofColumn[column] * ofVersion.get(better)! * ofVersion.get(worse)!;
  });
}

function tInterval(values: readonly number[], level: number): Interval {
  if (values.length < 2) return noInterval;
  const reach = (criticalT(level, values.length - 1) * sampleSd(values)) / Math.sqrt(values.length);
  return { low: mean(values) - reach, high: mean(values) + reach };
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

/**
 * Interval of a share: within 0 and 1, and where resamples show no spread (all pairs alike) that of Wilson, each
 * dataset counted once.
 */
export function shareInterval(
  share: number,
  interval: Interval,
  datasets: number,
  level = defaultLevel,
): Interval {
  const { low, high } = interval;
  if (low === null || high === null) return interval;
  const clipped = { low: Math.max(0, low), high: Math.min(1, high) };
  if (share > 0 && share < 1 && clipped.low < clipped.high) return clipped;
  const z = criticalT(level, Number.MAX_SAFE_INTEGER);
  const [centre, spread] = [
    share + z ** 2 / (2 * datasets),
    z * Math.sqrt((share * (1 - share)) / datasets + z ** 2 / (4 * datasets ** 2)),
  ];
  const whole = 1 + z ** 2 / datasets;
  return {
    low: Math.min(clipped.low, Math.max(0, (centre - spread) / whole)),
    high: Math.max(clipped.high, Math.min(1, (centre + spread) / whole)),
  };
}
