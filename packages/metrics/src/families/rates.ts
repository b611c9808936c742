import { always, empty, notANumber } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";

const taha = "Taha and Hanbury 2015, BMC Medical Imaging 15:29";

export const sens: MetricDefinition = {
  id: "sens",
  name: "Sensitivity (recall, true positive rate)",
  aliases: ["sensitivity", "recall", "tpr", "true_positive_rate", "hit_rate"],
  family: "overlap",
  definition: "The share of the reference that the prediction covers.",
  needs: "counts",
  formula: "TP / (TP + FN)",
  reduce: ({ counts: { truePositive, falseNegative } }) => truePositive / (truePositive + falseNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    mr: empty(null, null, "formula"),
    strict: empty(null, null, "formula"),
    challenge: empty(1, 0, 0),
    "metrics-reloaded": empty(notANumber, notANumber, 0),
    monai: empty(notANumber, notANumber, "formula"),
    medpy: always(0),
  },
  emptiesReason:
    "Without reference there is nothing to find: 0/0. challenge gives 1 if the prediction is empty too, and the worst value otherwise.",
  toolNames: {
    "metrics-reloaded": "sensitivity",
    monai: "ConfusionMatrixMetric sensitivity",
    medpy: "recall",
  },
  citation: `Yerushalmy 1947, Public Health Reports 62:1432-1449; ${taha}`,
  agreesWith: "MetricsReloaded ca3d352, sensitivity",
  differences: ["medpy gives 0 where the reference is empty."],
};

export const prec: MetricDefinition = {
  id: "prec",
  name: "Precision (positive predictive value)",
  aliases: ["precision", "ppv", "positive_predictive_value"],
  family: "overlap",
  definition: "The share of the prediction that lies in the reference.",
  needs: "counts",
  formula: "TP / (TP + FP)",
  reduce: ({ counts: { truePositive, falsePositive } }) => truePositive / (truePositive + falsePositive),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    mr: empty(null, "formula", 0),
    strict: empty(null, "formula", null),
    challenge: empty(1, 0, 0),
    "metrics-reloaded": empty(notANumber, "formula", 0),
    monai: empty(notANumber, "formula", notANumber),
    medpy: empty(0, "formula", 0),
  },
  emptiesReason:
    "An empty prediction of a structure that is there is a failure and gets the worst value, 0, though the formula is 0/0, which strict keeps. challenge gives 1 if both are empty.",
  toolNames: {
    "metrics-reloaded": "ppv",
    monai: "ConfusionMatrixMetric precision",
    medpy: "precision",
  },
  citation: taha,
  agreesWith: "MetricsReloaded ca3d352, ppv",
  differences: [
    "MONAI gives NaN whenever the prediction is empty.",
    "medpy and EvaluateSegmentation 4cff08d give 0 whenever the prediction is empty.",
  ],
};

export const fnr: MetricDefinition = {
  id: "fnr",
  name: "False negative rate (miss rate)",
  aliases: ["miss_rate", "false_negative_rate"],
  family: "overlap",
  definition: "The share of the reference that the prediction misses.",
  needs: "counts",
  formula: "FN / (FN + TP)",
  reduce: ({ counts: { falseNegative, truePositive } }) => falseNegative / (falseNegative + truePositive),
  unit: "",
  range: [0, 1],
  direction: "lower",
  symmetric: false,
  identical: 0,
  empties: {
    mr: empty(null, null, "formula"),
    strict: empty(null, null, "formula"),
    challenge: empty(0, 1, 1),
    monai: empty(notANumber, notANumber, "formula"),
  },
  emptiesReason: "As sensitivity, whose complement it is.",
  toolNames: { monai: "ConfusionMatrixMetric miss rate" },
  citation: taha,
  agreesWith: "MONAI d388d1c, ConfusionMatrixMetric miss rate",
  differences: [],
};

export const balacc: MetricDefinition = {
  id: "balacc",
  name: "Balanced accuracy",
  aliases: ["ba", "balanced_accuracy", "auc_trap"],
  family: "overlap",
  definition:
    "Mean of sensitivity and specificity; the area under the ROC curve through this one operating point.",
  needs: "counts",
  formula: "(TP / (TP + FN) + TN / (TN + FP)) / 2",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative, trueNegative } }) =>
    (truePositive / (truePositive + falseNegative) + trueNegative / (trueNegative + falsePositive)) / 2,
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    mr: empty(null, null, "formula"),
    strict: empty(null, null, "formula"),
    challenge: empty(1, 0, "formula"),
    "metrics-reloaded": empty(notANumber, notANumber, "formula"),
    monai: empty(notANumber, notANumber, "formula"),
  },
  emptiesReason:
    "Undefined where sensitivity or specificity is. An empty prediction gets 1/2, the value of chance. challenge follows sensitivity where the reference is empty.",
  toolNames: { "metrics-reloaded": "ba", monai: "ConfusionMatrixMetric balanced accuracy" },
  citation: taha,
  agreesWith: "MetricsReloaded ca3d352, ba; EvaluateSegmentation 4cff08d, AUC",
  differences: [
    "EvaluateSegmentation calls it AUC and writes it as (TPR - FPR + 1) / 2, which is the same number.",
  ],
};
