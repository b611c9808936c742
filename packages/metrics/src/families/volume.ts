import { empty, formulaEmpties, infinite, notANumber, overlapEmpties, raises } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";

export const vs: MetricDefinition = {
  id: "vs",
  name: "Volumetric similarity",
  aliases: ["volumetric_similarity", "volume_similarity"],
  family: "volume",
  definition: "How alike the volumes are. No overlap is needed: masks far apart can reach 1.",
  needs: "counts",
  formula: "1 - |FN - FP| / (2 TP + FP + FN)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    1 - Math.abs(falseNegative - falsePositive) / (2 * truePositive + falsePositive + falseNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: overlapEmpties,
  emptiesReason:
    "Two empty masks are 0/0; if one is empty the formula gives 0. Challenges reward agreement on absence with 1.",
  toolNames: {},
  citation: "Taha and Hanbury 2015, BMC Medical Imaging 15:29",
  agreesWith: "EvaluateSegmentation 4cff08d, VOLSMTY",
  differences: [],
};

export const rve: MetricDefinition = {
  id: "rve",
  name: "Relative volume error",
  aliases: ["relative_volume_error", "relative_volume_difference"],
  family: "volume",
  definition:
    "Volume of the prediction less that of the reference, over that of the reference. Negative: too small.",
  needs: "counts",
  formula: "(|B| - |A|) / |A| = (FP - FN) / (TP + FN)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    (falsePositive - falseNegative) / (truePositive + falseNegative),
  unit: "",
  range: [-1, Infinity],
  direction: "zero",
  symmetric: false,
  identical: 0,
  empties: {
    mr: empty(null, null, "formula"),
    strict: empty(null, infinite, "formula"),
    challenge: empty(0, null, "formula"),
    medpy: empty(raises, raises, "formula"),
  },
  emptiesReason:
    "No volume can be related to an empty reference; strict takes a volume over 0 as infinite. challenge counts two empty masks as no error; if only the reference is empty no finite number is the worst, so it stays undefined.",
  toolNames: { medpy: "ravd" },
  citation: "Heimann et al. 2009, IEEE Transactions on Medical Imaging 28:1251-1265",
  agreesWith: "medpy d6abf41, ravd",
  differences: ["medpy calls it ravd, relative absolute volume difference, and keeps the sign."],
};

export const arve: MetricDefinition = {
  id: "arve",
  name: "Absolute relative volume error",
  aliases: ["avdr", "absolute_relative_volume_error", "absolute_volume_difference_ratio"],
  family: "volume",
  definition: "Size of the relative volume error, whatever its sign.",
  needs: "counts",
  formula: "| |B| - |A| | / |A| = |FP - FN| / (TP + FN)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    Math.abs(falsePositive - falseNegative) / (truePositive + falseNegative),
  unit: "",
  range: [0, Infinity],
  direction: "lower",
  symmetric: false,
  identical: 0,
  empties: {
    mr: empty(null, null, "formula"),
    strict: empty(null, infinite, "formula"),
    challenge: empty(0, null, "formula"),
    "metrics-reloaded": empty(notANumber, notANumber, "formula"),
  },
  emptiesReason: "As the relative volume error, whose size it is.",
  toolNames: { "metrics-reloaded": "avdr" },
  citation: "Heimann et al. 2009, IEEE Transactions on Medical Imaging 28:1251-1265",
  agreesWith: "MetricsReloaded ca3d352, avdr",
  differences: [],
};

export const vdMl: MetricDefinition = {
  id: "vd_ml",
  name: "Volume difference",
  aliases: ["volume_difference", "volume_difference_ml"],
  family: "volume",
  definition: "Volume of the prediction less that of the reference. Negative: too small.",
  needs: "counts",
  formula: "(|B| - |A|) v / 1000 = (FP - FN) v / 1000, v the volume of a voxel in mm³",
  reduce: ({ counts: { falsePositive, falseNegative, voxelVolumeMm3 } }) =>
    ((falsePositive - falseNegative) * voxelVolumeMm3) / 1000,
  unit: "mL",
  range: [-Infinity, Infinity],
  direction: "zero",
  symmetric: false,
  identical: 0,
  empties: formulaEmpties,
  emptiesReason: "A difference of volumes is defined for volumes of 0 too.",
  toolNames: {},
  citation: "Taha and Hanbury 2015, BMC Medical Imaging 15:29",
  agreesWith: "EvaluateSegmentation 4cff08d, segmented volume in mL less reference volume in mL",
  differences: [],
};
