import type { Counts, DirectedDistances, Measurement } from "../src/measurement.ts";

/** Counts in the order TP, FP, FN, TN; voxels of 1 mm³ unless given. */
export function countsOf(tp: number, fp: number, fn: number, tn: number, voxelVolumeMm3 = 1): Counts {
  return { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn, voxelVolumeMm3 };
}

/** Distances and weights of surface elements, reduced naively: an oracle for what a kernel delivers. */
export function directed(
  elements: readonly (readonly [distanceMm: number, weightMm2: number])[],
  tolerancesMm: readonly number[] = [],
  percentilesMm: ReadonlyMap<number, number> = new Map(),
): DirectedDistances {
  const sum = (term: (d: number, w: number) => number) => elements.reduce((s, [d, w]) => s + term(d, w), 0);
  return {
    count: elements.length,
    areaMm2: sum((_, w) => w),
    weightedSumMm: sum((d, w) => w * d),
    weightedSquareSumMm2: sum((d, w) => w * d * d),
    maxMm: Math.max(0, ...elements.map(([d]) => d)),
    areaWithinMm2: new Map(tolerancesMm.map((t) => [t, sum((d, w) => (d <= t ? w : 0))])),
    percentilesMm,
  };
}

/** All that any metric needs, of masks without common surface; for tests that look at rules, not at values. */
export function fullMeasurement(counts: Counts): Measurement {
  const reference = counts.truePositive + counts.falseNegative > 0;
  const prediction = counts.truePositive + counts.falsePositive > 0;
  const percentiles = new Map([[95, 4]]);
  const side = directed(reference && prediction ? [[4, 1]] : [], [2], percentiles);
  return {
    counts,
    centroids: { referenceMm: reference ? [0, 0, 0] : null, predictionMm: prediction ? [4, 0, 0] : null },
    surface: { referenceToPrediction: side, predictionToReference: side, pooledPercentilesMm: percentiles },
    bands: new Map([[2, { intersection: 0, union: counts.falsePositive + counts.falseNegative }]]),
  };
}
