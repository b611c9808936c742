import type { DirectedDistances, SurfaceMeasurement } from "@pgt/metrics";

/** Boundary metrics from two lists of distances, straight from docs/methods/metrics.md. All lengths in mm. */
export function boundaryScores({ referenceToPrediction: a, predictionToReference: b }: SurfaceMeasurement) {
  const areas = a.areaMm2 + b.areaMm2;
  const within = (d: DirectedDistances, toleranceMm: number) => d.areaWithinMm2.get(toleranceMm)!;
  return {
    hd: Math.max(a.maxMm, b.maxMm),
    hdPercentile: (p: number) => Math.max(a.percentilesMm.get(p)!, b.percentilesMm.get(p)!),
    assd: (a.weightedSumMm + b.weightedSumMm) / areas,
    masd: (a.weightedSumMm / a.areaMm2 + b.weightedSumMm / b.areaMm2) / 2,
    rmsd: Math.sqrt((a.weightedSquareSumMm2 + b.weightedSquareSumMm2) / areas),
    nsd: (toleranceMm: number) => (within(a, toleranceMm) + within(b, toleranceMm)) / areas,
  };
}
