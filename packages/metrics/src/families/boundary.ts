import { always, empty, notANumber, overlapEmpties } from "../empties.ts";
import type { EmptyRule, MetricDefinition, MetricParameter } from "../metric.ts";
import { directionsOf, measuredAt, notMeasured } from "../surface-sums.ts";

const tolerance: MetricParameter = { name: "tolerance", unit: "mm", minimum: 0, example: 2 };
const nikolov = "Nikolov et al. 2021, Journal of Medical Internet Research 23(7):e26151";
const withoutElements: EmptyRule = empty(notANumber, notANumber, 0);

export const nsd: MetricDefinition = {
  id: "nsd",
  name: "Normalised surface distance (surface Dice)",
  aliases: [
    "surface_dice",
    "normalised_surface_distance",
    "normalized_surface_dice",
    "normalised_surface_dice",
  ],
  family: "boundary",
  definition:
    "The share of both surfaces that lies within the tolerance of the other surface, the tolerance included.",
  needs: "surface",
  parameter: tolerance,
  formula: "(Σ_{d_a ≤ τ} w_a + Σ_{d_b ≤ τ} w_b) / (W_A + W_B)",
  reduce: (measurement, toleranceMm) => {
    const [forth, back] = directionsOf(measurement);
    const within =
      measuredAt(forth.areaWithinMm2, toleranceMm, "tolerance") +
      measuredAt(back.areaWithinMm2, toleranceMm, "tolerance");
    return within / (forth.areaMm2 + back.areaMm2);
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  displacement: "share-within",
  empties: {
    mr: empty(null, 0, 0),
    strict: always(null),
    challenge: empty(1, 0, 0),
    "surface-distance": empty(notANumber, 0, 0),
    "metrics-reloaded": empty(notANumber, 0, 0),
    monai: empty(notANumber, 0, 0),
  },
  emptiesReason:
    "Two empty masks have no surface: 0/0. If one is empty no part of the other's surface is near: 0; strict holds that there is no distance to nothing, hence no share. Challenges reward agreement on absence with 1.",
  toolNames: {
    "surface-distance": "compute_surface_dice_at_tolerance",
    "metrics-reloaded": "nsd",
    monai: "SurfaceDiceMetric",
  },
  citation: nikolov,
  agreesWith: "surface-distance 1f805ce, compute_surface_dice_at_tolerance",
  differences: [
    "MONAI (unless use_subvoxels is set) and MetricsReloaded count border voxels in place of surface area.",
    "MetricsReloaded takes 1 mm with a warning if no tolerance is given.",
    "MetricsReloaded measures distances to an empty mask from just outside the array, so with one mask empty it gives more than 0 for a mask near the first voxel.",
    "Here a distance counts as within the tolerance up to a relative 1e-6, since files store spacing in single precision; the tools compare exactly.",
  ],
};

export const overlapA: MetricDefinition = {
  id: "overlap_A",
  name: "Surface overlap of the reference",
  aliases: ["surface_overlap_reference"],
  family: "boundary",
  definition:
    "The share of the reference's surface that lies within the tolerance of the prediction's surface.",
  needs: "surface",
  parameter: tolerance,
  formula: "Σ_{d_a ≤ τ} w_a / W_A",
  reduce: (measurement, toleranceMm) => {
    const [forth] = directionsOf(measurement);
    return measuredAt(forth.areaWithinMm2, toleranceMm, "tolerance") / forth.areaMm2;
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    mr: empty(null, null, 0),
    strict: always(null),
    challenge: empty(1, 0, 0),
    "surface-distance": withoutElements,
  },
  emptiesReason:
    "As sensitivity: without reference there is no surface to find. strict holds that there is no distance to nothing. challenge gives the worst value if one mask is empty, and 1 for agreement on absence.",
  toolNames: { "surface-distance": "compute_surface_overlap_at_tolerance, first value" },
  citation: nikolov,
  agreesWith: "surface-distance 1f805ce, compute_surface_overlap_at_tolerance",
  differences: [],
};

export const overlapB: MetricDefinition = {
  id: "overlap_B",
  name: "Surface overlap of the prediction",
  aliases: ["surface_overlap_prediction"],
  family: "boundary",
  definition:
    "The share of the prediction's surface that lies within the tolerance of the reference's surface.",
  needs: "surface",
  parameter: tolerance,
  formula: "Σ_{d_b ≤ τ} w_b / W_B",
  reduce: (measurement, toleranceMm) => {
    const [, back] = directionsOf(measurement);
    return measuredAt(back.areaWithinMm2, toleranceMm, "tolerance") / back.areaMm2;
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    mr: empty(null, 0, 0),
    strict: always(null),
    challenge: empty(1, 0, 0),
    "surface-distance": empty(notANumber, 0, notANumber),
  },
  emptiesReason:
    "As precision: an empty prediction of a structure that is there is a failure and gets 0. strict holds that there is no distance to nothing. Challenges reward agreement on absence with 1.",
  toolNames: { "surface-distance": "compute_surface_overlap_at_tolerance, second value" },
  citation: nikolov,
  agreesWith: "surface-distance 1f805ce, compute_surface_overlap_at_tolerance",
  differences: ["surface-distance gives NaN whenever the prediction is empty."],
};

export const biou: MetricDefinition = {
  id: "biou",
  name: "Boundary IoU",
  aliases: ["boundary_iou"],
  family: "boundary",
  definition:
    "Intersection over union of the inner rims of both masks: the voxels of a mask whose distance to the nearest voxel of its own 6-connected border, in voxels, is below d. d = 1 is the border itself.",
  needs: "bands",
  parameter: { name: "depth", unit: "voxels", minimum: 1, integer: true, example: 2 },
  formula: "|A_d ∩ B_d| / |A_d ∪ B_d|, A_d = {x in A : distance to A's border < d}",
  reduce: ({ bands }, depthVoxels) => {
    if (!bands) throw notMeasured("boundary bands");
    const { intersection, union } = measuredAt(bands, depthVoxels, "boundary band of depth");
    return intersection / union;
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: { ...overlapEmpties, "metrics-reloaded": empty(notANumber, 0, 0) },
  emptiesReason: "As the Jaccard index, which this is, of the rims.",
  toolNames: { "metrics-reloaded": "boundary_iou" },
  citation: "Cheng, Girshick, Dollár, Berg and Kirillov 2021, CVPR, 15334-15342",
  agreesWith: "MetricsReloaded ca3d352, boundary_iou",
  differences: [
    "Cheng et al. peel the mask d times with a 3 x 3 square, d being 2 % of the image diagonal, so their rim is wider along diagonals.",
    "MetricsReloaded takes d = 1 if none is given.",
  ],
};
