import { always, distanceEmpties, distanceReason, infinite, notANumber, raises } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";
import { directionsOf, measuredAt, surfaceOf } from "../surface-sums.ts";
import {
  medpyRaises,
  metricsReloadedDistance,
  metricsReloadedRaises,
  noFiniteDistance,
} from "./tool-distances.ts";

export const hd: MetricDefinition = {
  id: "hd",
  name: "Hausdorff distance",
  aliases: ["hausdorff", "hausdorff_distance"],
  family: "distance",
  definition:
    "The largest distance from a point of one surface to the other surface, in the worse of both directions; with a percentile, that percentile of the distances in place of the largest.",
  needs: "surface",
  parameter: {
    name: "percentile",
    unit: "%",
    default: 100,
    minimum: 0,
    maximum: 100,
    example: 95,
    suffix: true,
  },
  formula:
    "max(Q_p(D_AB), Q_p(D_BA)), D_AB the distances from A's surface to B's, Q_p by the percentile method (Q_100 the maximum); pooled-linear: Q_p of both lists in one",
  reduce: (measurement, percentile, convention) => {
    const [forth, back] = directionsOf(measurement);
    if (forth.count === 0 || back.count === 0) return Number.NaN;
    if (percentile === 100) return Math.max(forth.maxMm, back.maxMm);
    if (convention.percentile === "pooled-linear")
      return measuredAt(surfaceOf(measurement).pooledPercentilesMm, percentile, "pooled percentile");
    return Math.max(
      measuredAt(forth.percentilesMm, percentile, "percentile"),
      measuredAt(back.percentilesMm, percentile, "percentile"),
    );
  },
  unit: "mm",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  displacement: "percentile-size",
  empties: {
    ...distanceEmpties,
    "surface-distance": always(infinite),
    "metrics-reloaded": metricsReloadedDistance,
    monai: (percentile) => (percentile === 100 ? noFiniteDistance : always(notANumber)),
    medpy: always(raises),
  },
  emptiesReason: distanceReason,
  toolNames: {
    "surface-distance": "compute_robust_hausdorff",
    "metrics-reloaded": "hd, hd_perc",
    monai: "HausdorffDistanceMetric",
    medpy: "hd, hd95",
  },
  citation: "Huttenlocher, Klanderman and Rucklidge 1993, IEEE TPAMI 15(9):850-863",
  agreesWith: "surface-distance 1f805ce, compute_robust_hausdorff",
  differences: [
    "surface-distance weighs every surface element by its area; MONAI, MetricsReloaded and medpy count border voxels.",
    "medpy takes hd95 of both directions' distances in one list; the others take each direction's percentile and then the larger.",
    "MONAI and MetricsReloaded interpolate linearly between distances; surface-distance returns a distance that occurs.",
    "MONAI without a percentile gives infinity if one mask is empty, but NaN with one, since it interpolates between infinities; its percentile 0 means the maximum.",
    metricsReloadedRaises,
    medpyRaises,
  ],
};
