import { bootstrapCases, minimumCasesForBootstrap } from "../agreement/case-bootstrap.ts";
import { minimumCasesForBca, scaledInterval } from "../inference/interval.ts";
import { defaultLevel, type IntervalOptions, noInterval } from "../inference/interval-options.ts";
import { agreementRange, type MetricTraits } from "../scores/metric-traits.ts";
import { influenceRows, spreadOf } from "./case-influence.ts";
import type { GeneratorScores } from "./generator-scores.ts";
import { weightedMean } from "./organ-means.ts";
import type { AggregationOrder } from "./quality-options.ts";
import type { QualityCell } from "./quality-types.ts";
import type { SamplingUnits } from "./sampling-units.ts";

export const noQualityInterval: QualityCell["interval"] = {
  ...noInterval,
  method: null,
  reason: "TOO_FEW_CASES",
};

/**
 * Intervals of the means of all generators, cases (patients) being random: BCa from shared resamples where every organ
 * has at least 20 units with a value; else a t interval on the units' influences, on the logit scale for metrics from 0
 * to 1. Resamples of an organ that few cases have would repeat those few, or lack it.
 */
export function qualityIntervals(
  scores: readonly GeneratorScores[],
  units: SamplingUnits,
  metric: MetricTraits,
  order: AggregationOrder,
  options: IntervalOptions = {},
): Map<string, QualityCell["interval"]> {
  const fewest = (one: GeneratorScores) => Math.min(...rowsOf(one, units, order).map((row) => row.units));
  const many = scores.filter((one) => fewest(one) >= Math.max(minimumCasesForBca, minimumCasesForBootstrap));
  const resampled = many.length === 0 ? new Map() : resampledIntervals(many, units, order, options);
  return new Map(
    scores.map((one) => [
      one.generator,
      resampled.get(one.generator) ?? tInterval(one, units, metric, order, options),
    ]),
  );
}

function rowsOf({ matrix, caseMeans }: GeneratorScores, units: SamplingUnits, order: AggregationOrder) {
  return influenceRows(matrix, caseMeans, order, units);
}

function resampledIntervals(
  scores: readonly GeneratorScores[],
  units: SamplingUnits,
  order: AggregationOrder,
  options: IntervalOptions,
): Map<string, QualityCell["interval"]> {
  const weights = new Float64Array(units.unitOf.length);
  const intervals = bootstrapCases(
    units.count,
    (unitWeights) => {
      for (let i = 0; i < weights.length; i++) weights[i] = unitWeights[units.unitOf[i]];
      return Object.fromEntries(
        scores.map(({ matrix, organMeans, caseMeans }, at) => [
          at,
          weightedMean(matrix, organMeans, caseMeans, order, weights),
        ]),
      );
    },
    options,
  );
  return new Map(
    scores.map(({ generator }, at) => {
      const { low, high, reason } = intervals[at];
      return [
        generator,
        {
          low,
          high,
          method: low === null ? null : "bca",
          reason: reason === null ? null : "UNDEFINED_RESAMPLES",
        },
      ];
    }),
  );
}

function tInterval(
  scores: GeneratorScores,
  units: SamplingUnits,
  metric: MetricTraits,
  order: AggregationOrder,
  { level = defaultLevel }: IntervalOptions,
): QualityCell["interval"] {
  const spread = spreadOf(rowsOf(scores, units, order));
  if (scores.mean === null || !spread) return noQualityInterval;
  const range = metric.definition.direction === "zero" ? metric.definition.range : agreementRange(metric);
  const { standardError, degreesOfFreedom } = spread;
  const ends = scaledInterval(scores.mean, standardError, degreesOfFreedom, range, level);
  return { ...ends, method: "t", reason: null };
}
