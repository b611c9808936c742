import { bootstrapCases, minimumCasesForBootstrap } from "../agreement/case-bootstrap.ts";
import { sampleSd } from "../descriptive.ts";
import { minimumCasesForBca, scaledInterval } from "../interval.ts";
import { defaultLevel, type IntervalOptions, noInterval } from "../interval-options.ts";
import { agreementRange, type MetricTraits } from "../metric-traits.ts";
import { caseInfluence, type OrganMatrix, weightedMean } from "./organ-means.ts";
import type { AggregationOrder } from "./quality-options.ts";
import type { QualityCell } from "./quality-types.ts";

/** What the interval of one generator's mean is made from. */
export interface GeneratorScores {
  readonly generator: string;
  /** Organs that enter the mean. */
  readonly matrix: OrganMatrix;
  /** Their means over all cases. */
  readonly organMeans: readonly number[];
  readonly caseMeans: Float64Array;
  /** Null without any value. */
  readonly mean: number | null;
}

/** Sampling units: `unitOf[i]` is the unit (case or patient) of case i. */
export interface SamplingUnits {
  readonly count: number;
  readonly unitOf: Int32Array;
}

/** Cases in order of id; units in order of their first case. */
export function samplingUnits(
  cases: readonly string[],
  clusterOf: ((caseId: string) => string) | undefined,
): SamplingUnits {
  const places = new Map<string, number>();
  const unitOf = Int32Array.from(cases, (id) => {
    const unit = clusterOf?.(id) ?? id;
    if (!places.has(unit)) places.set(unit, places.size);
    return places.get(unit)!;
  });
  return { count: places.size, unitOf };
}

/**
 * Intervals of the means of all generators from the same resamples of cases (patients): BCa from 20 on, below it a t
 * interval on the cases' influences, on the logit scale for metrics from 0 to 1.
 */
export function qualityIntervals(
  scores: readonly GeneratorScores[],
  units: SamplingUnits,
  metric: MetricTraits,
  order: AggregationOrder,
  options: IntervalOptions = {},
): Map<string, QualityCell["interval"]> {
  if (units.count < Math.max(minimumCasesForBca, minimumCasesForBootstrap)) {
    return new Map(scores.map((one) => [one.generator, tInterval(one, units, metric, order, options)]));
  }
  const weights = new Float64Array(units.unitOf.length);
  const intervals = bootstrapCases(
    units.count,
    (unitWeights) => {
      for (let i = 0; i < weights.length; i++) weights[i] = unitWeights[units.unitOf[i]!]!;
      return Object.fromEntries(
        scores.map(({ generator, matrix, organMeans, caseMeans }) => [
          generator,
          weightedMean(matrix, organMeans, caseMeans, order, weights),
        ]),
      );
    },
    options,
  );
  return new Map(
    scores.map(({ generator }) => {
      const { low, high } = intervals[generator]!;
      return [generator, { low, high, method: low === null ? null : "bca" }];
    }),
  );
}

function tInterval(
  { mean, matrix, organMeans, caseMeans }: GeneratorScores,
  { count, unitOf }: SamplingUnits,
  metric: MetricTraits,
  order: AggregationOrder,
  { level = defaultLevel }: IntervalOptions,
): QualityCell["interval"] {
  if (mean === null || count < 2) return { ...noInterval, method: null };
  const influence = caseInfluence(matrix, organMeans, caseMeans, order);
  const byUnit = new Array<number>(count).fill(0);
  for (const [i, value] of influence.entries()) byUnit[unitOf[i]!]! += (value * count) / unitOf.length;
  const standardError = sampleSd(byUnit) / Math.sqrt(count);
  const range = metric.definition.direction === "zero" ? metric.definition.range : agreementRange(metric);
  return { ...scaledInterval(mean, standardError, count - 1, range, level), method: "t" };
}
