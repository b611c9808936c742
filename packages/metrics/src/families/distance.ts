import { always, distanceEmpties, distanceReason, notANumber, raises } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";
import { directionsOf, notMeasured } from "../surface-sums.ts";
import {
  medpyRaises,
  metricsReloadedDistance,
  metricsReloadedRaises,
  noFiniteDistance,
} from "./tool-distances.ts";

const heimann = "Heimann et al. 2009, IEEE Transactions on Medical Imaging 28:1251-1265";

export const assd: MetricDefinition = {
  id: "assd",
  name: "Average symmetric surface distance",
  aliases: ["average_symmetric_surface_distance"],
  family: "distance",
  definition:
    "Mean of all distances between the surfaces, both directions in one list: the larger surface counts more.",
  needs: "surface",
  formula: "(Σ w_a d_a + Σ w_b d_b) / (W_A + W_B)",
  reduce: (measurement) => {
    const [forth, back] = directionsOf(measurement);
    return (forth.weightedSumMm + back.weightedSumMm) / (forth.areaMm2 + back.areaMm2);
  },
  unit: "mm",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  displacement: "mean-size",
  empties: {
    ...distanceEmpties,
    "surface-distance": noFiniteDistance,
    "metrics-reloaded": metricsReloadedDistance,
    monai: noFiniteDistance,
    medpy: always(raises),
  },
  emptiesReason: distanceReason,
  toolNames: {
    "surface-distance": "from the distances of compute_surface_distances",
    "metrics-reloaded": "assd",
    monai: "SurfaceDistanceMetric(symmetric=True)",
    medpy: "assd",
  },
  citation: heimann,
  agreesWith: "MetricsReloaded ca3d352, assd; medpy d6abf41, assd",
  differences: [
    "medpy before commit 76c1bf5 (2022-09-19) took the mean of the two directed means under this name, which is masd here.",
    "MONAI's SurfaceDistanceMetric measures one direction only, prediction to reference, unless symmetric is set.",
    "surface-distance returns the two directed means and leaves it to the caller to join them.",
    metricsReloadedRaises,
    medpyRaises,
  ],
};

export const masd: MetricDefinition = {
  id: "masd",
  name: "Mean average surface distance",
  aliases: ["mean_average_surface_distance"],
  family: "distance",
  definition: "Mean of the two directed mean distances: both surfaces count alike, whatever their size.",
  needs: "surface",
  formula: "(Σ w_a d_a / W_A + Σ w_b d_b / W_B) / 2",
  reduce: (measurement) => {
    const [forth, back] = directionsOf(measurement);
    return (forth.weightedSumMm / forth.areaMm2 + back.weightedSumMm / back.areaMm2) / 2;
  },
  unit: "mm",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  displacement: "mean-size",
  empties: {
    ...distanceEmpties,
    "surface-distance": always(notANumber),
    "metrics-reloaded": metricsReloadedDistance,
  },
  emptiesReason: distanceReason,
  toolNames: {
    "surface-distance": "mean of the two values of compute_average_surface_distance",
    "metrics-reloaded": "masd",
  },
  citation: "Beneš and Zitová 2015, Journal of Microscopy 257(1):65-85",
  agreesWith: "MetricsReloaded ca3d352, masd",
  differences: [
    "surface-distance returns the two directed means; if one mask is empty one of them is infinite and the other NaN.",
    metricsReloadedRaises,
  ],
};

export const rmsd: MetricDefinition = {
  id: "rmsd",
  name: "Root mean square surface distance",
  aliases: ["rms_surface_distance", "root_mean_square_surface_distance"],
  family: "distance",
  definition:
    "Square root of the mean of all squared distances between the surfaces, both directions in one list.",
  needs: "surface",
  formula: "√((Σ w_a d_a² + Σ w_b d_b²) / (W_A + W_B))",
  reduce: (measurement) => {
    const [forth, back] = directionsOf(measurement);
    const squares = forth.weightedSquareSumMm2 + back.weightedSquareSumMm2;
    return Math.sqrt(squares / (forth.areaMm2 + back.areaMm2));
  },
  unit: "mm",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  displacement: "root-mean-square",
  empties: distanceEmpties,
  emptiesReason: distanceReason,
  toolNames: {},
  citation: heimann,
  agreesWith: "Heimann et al. 2009, RMSD; none of the tools of the conventions has it",
  differences: [],
};

export const comDist: MetricDefinition = {
  id: "com_dist",
  name: "Distance of the centres of mass",
  aliases: ["centre_of_mass_distance", "center_of_mass_distance", "centroid_distance"],
  family: "distance",
  definition: "How far the centre of mass of the prediction lies from that of the reference.",
  needs: "centroids",
  formula: "|c_B - c_A|, c the mean position of the mask's voxels in mm",
  reduce: ({ centroids }) => {
    if (!centroids?.referenceMm || !centroids.predictionMm) throw notMeasured("centroids of both masks");
    const [ax, ay, az] = centroids.referenceMm;
    const [bx, by, bz] = centroids.predictionMm;
    return Math.hypot(bx - ax, by - ay, bz - az);
  },
  unit: "mm",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  empties: { ...distanceEmpties, "metrics-reloaded": always(-1) },
  emptiesReason: distanceReason,
  toolNames: { "metrics-reloaded": "com_dist" },
  citation: "Maier-Hein, Reinke et al. 2024, Nature Methods 21:195-212",
  agreesWith: "MetricsReloaded ca3d352, com_dist with pixdim",
  differences: [
    "MetricsReloaded gives -1 if a mask is empty, and counts in voxels unless it is given the spacing.",
  ],
};
