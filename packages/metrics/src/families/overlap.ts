import { always, empty, notANumber, overlapEmpties, overlapReason } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";

export const dice: MetricDefinition = {
  id: "dice",
  name: "Dice similarity coefficient",
  aliases: ["dsc", "dc", "f1", "f1_score", "dice_coefficient", "sorensen_dice"],
  family: "overlap",
  definition: "Twice the common volume over the sum of both volumes. The same number as the F1 score.",
  needs: "counts",
  formula: "2 TP / (2 TP + FP + FN)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  displacement: "loss-of-mean",
  empties: {
    ...overlapEmpties,
    "surface-distance": empty(notANumber, 0, 0),
    "metrics-reloaded": empty(1, 0, 0),
    monai: empty(notANumber, notANumber, 0),
    medpy: empty(1, 0, 0),
    nnunet: empty(notANumber, 0, 0),
  },
  emptiesReason: overlapReason,
  toolNames: {
    "surface-distance": "compute_dice_coefficient",
    "metrics-reloaded": "dsc",
    monai: "DiceMetric",
    medpy: "dc",
    nnunet: "Dice",
  },
  citation: "Dice 1945, Ecology 26:297-302; Sørensen 1948, Biologiske Skrifter 5(4):1-34",
  agreesWith: "surface-distance 1f805ce, compute_dice_coefficient; MetricsReloaded ca3d352, dsc",
  differences: [
    "MONAI (DiceMetric, ignore_empty by default) gives NaN whenever the reference is empty, also for a prediction that is not.",
    "medpy gives 1 for two empty masks; with a NumPy whose count_nonzero returns a NumPy scalar its division no longer raises and it gives NaN.",
    "MetricsReloaded gives 1 for two empty masks, though its IoU is NaN there.",
  ],
};

export const jaccard: MetricDefinition = {
  id: "jaccard",
  name: "Jaccard index (intersection over union)",
  aliases: ["iou", "jc", "jaccard_index", "intersection_over_union"],
  family: "overlap",
  definition: "The common volume over the volume of the union. One minus it is a metric distance.",
  needs: "counts",
  formula: "TP / (TP + FP + FN)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    truePositive / (truePositive + falsePositive + falseNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  displacement: "loss-of-mean-by-union",
  empties: {
    ...overlapEmpties,
    "metrics-reloaded": empty(notANumber, 0, 0),
    monai: empty(notANumber, notANumber, 0),
    medpy: empty(1, 0, 0),
    nnunet: empty(notANumber, 0, 0),
  },
  emptiesReason: overlapReason,
  toolNames: { "metrics-reloaded": "iou", monai: "MeanIoU", medpy: "jc", nnunet: "IoU" },
  citation: "Jaccard 1912, New Phytologist 11(2):37-50",
  agreesWith: "nnU-Net 0e49508, IoU; MetricsReloaded ca3d352, iou",
  differences: [
    "MONAI (MeanIoU, ignore_empty by default) gives NaN whenever the reference is empty, also for a prediction that is not.",
    "medpy gives 1 for two empty masks.",
  ],
};

export const fbeta: MetricDefinition = {
  id: "fbeta",
  name: "F-beta score",
  aliases: ["f_beta", "f_beta_score"],
  family: "overlap",
  definition: "Weighted harmonic mean of precision and sensitivity; beta above 1 favours sensitivity.",
  needs: "counts",
  parameter: { name: "beta", unit: "", minimum: 0, example: 2 },
  formula: "(1 + beta²) TP / ((1 + beta²) TP + beta² FN + FP)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }, beta) => {
    const weighted = (1 + beta * beta) * truePositive;
    return weighted / (weighted + beta * beta * falseNegative + falsePositive);
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    ...overlapEmpties,
    "metrics-reloaded": empty(1, 0, 0),
    monai: empty(notANumber, 0, 0),
  },
  emptiesReason: overlapReason,
  toolNames: { "metrics-reloaded": "fbeta", monai: "FBetaScore" },
  citation: "van Rijsbergen 1979, Information Retrieval, 2nd ed., chapter 7",
  agreesWith: "MONAI d388d1c, FBetaScore; MetricsReloaded ca3d352, fbeta",
  differences: [
    "MetricsReloaded gives 1 for two empty masks, and takes beta = 1 with a warning if none is given.",
    "EvaluateSegmentation 4cff08d gives 0 for two empty masks.",
  ],
};

export const pbd: MetricDefinition = {
  id: "pbd",
  name: "Probabilistic distance",
  aliases: ["probabilistic_distance"],
  family: "overlap",
  definition: "Voxels that differ over twice the voxels that agree on foreground.",
  needs: "counts",
  formula: "Σ|a - b| / (2 Σ a b) = (FP + FN) / (2 TP)",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative } }) =>
    (falsePositive + falseNegative) / (2 * truePositive),
  unit: "",
  range: [0, Infinity],
  direction: "lower",
  symmetric: true,
  identical: 0,
  empties: {
    mr: always(null),
    strict: empty(null, { toolValue: "Infinity" }, { toolValue: "Infinity" }),
    challenge: empty(0, null, null),
  },
  emptiesReason:
    "Two empty masks are 0/0. Without common foreground, also of two masks that are not empty, the formula divides by 0 and no finite number stands for that: undefined, in challenge too, where two empty masks count as agreement, 0.",
  toolNames: {},
  citation:
    "Gerig, Jomier and Chakos 2001, MICCAI, LNCS 2208:516-523; Taha and Hanbury 2015, BMC Medical Imaging 15:29",
  agreesWith: "EvaluateSegmentation 4cff08d, PROBDST",
  differences: ["EvaluateSegmentation gives -1 for masks without common foreground."],
};
