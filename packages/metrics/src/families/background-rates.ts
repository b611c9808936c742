import { always, empty, formulaEmpties, notANumber } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";

const taha = "Taha and Hanbury 2015, BMC Medical Imaging 15:29";
const fieldOfView = "Counts background: it rises with the field of view, whatever the segmentation is worth.";

export const spec: MetricDefinition = {
  id: "spec",
  name: "Specificity (true negative rate)",
  aliases: ["specificity", "tnr", "true_negative_rate", "selectivity"],
  family: "overlap",
  definition: `The share of the reference's background that the prediction leaves free. ${fieldOfView}`,
  needs: "counts",
  formula: "TN / (TN + FP)",
  reduce: ({ counts: { trueNegative, falsePositive } }) => trueNegative / (trueNegative + falsePositive),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    ...formulaEmpties,
    medpy: { ...always("formula"), filled: always(0) },
  },
  emptiesReason:
    "Background is there to count, so empty masks need no rule; 0/0 only if the reference fills the image.",
  toolNames: {
    "metrics-reloaded": "specificity",
    monai: "ConfusionMatrixMetric specificity",
    medpy: "specificity",
  },
  citation: `Yerushalmy 1947, Public Health Reports 62:1432-1449; ${taha}`,
  agreesWith: "MetricsReloaded ca3d352, specificity",
  differences: ["medpy gives 0 where the reference fills the image."],
};

export const npv: MetricDefinition = {
  id: "npv",
  name: "Negative predictive value",
  aliases: ["negative_predictive_value"],
  family: "overlap",
  definition: `The share of the prediction's background that is background in the reference. ${fieldOfView}`,
  needs: "counts",
  formula: "TN / (TN + FN)",
  reduce: ({ counts: { trueNegative, falseNegative } }) => trueNegative / (trueNegative + falseNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: false,
  identical: 1,
  empties: {
    ...formulaEmpties,
    "metrics-reloaded": { ...always("formula"), filled: empty(notANumber, null, 0) },
  },
  emptiesReason:
    "Background is there to count, so empty masks need no rule; 0/0 only if the prediction fills the image.",
  toolNames: { "metrics-reloaded": "npv", monai: "ConfusionMatrixMetric negative predictive value" },
  citation: taha,
  agreesWith: "MetricsReloaded ca3d352, npv",
  differences: ["MetricsReloaded gives 0 if the prediction fills the image and the reference does not."],
};

export const fpr: MetricDefinition = {
  id: "fpr",
  name: "False positive rate (fallout)",
  aliases: ["fallout", "fall_out", "false_positive_rate"],
  family: "overlap",
  definition: `The share of the reference's background that the prediction covers. ${fieldOfView}`,
  needs: "counts",
  formula: "FP / (FP + TN)",
  reduce: ({ counts: { falsePositive, trueNegative } }) => falsePositive / (falsePositive + trueNegative),
  unit: "",
  range: [0, 1],
  direction: "lower",
  symmetric: false,
  identical: 0,
  empties: formulaEmpties,
  emptiesReason:
    "Background is there to count, so empty masks need no rule; 0/0 only if the reference fills the image.",
  toolNames: { "metrics-reloaded": "false_positive_rate", monai: "ConfusionMatrixMetric fall out" },
  citation: taha,
  agreesWith: "MetricsReloaded ca3d352, false_positive_rate",
  differences: [
    "EvaluateSegmentation 4cff08d takes it as 1 - specificity, which loses digits where the rate is small.",
  ],
};

export const acc: MetricDefinition = {
  id: "acc",
  name: "Accuracy",
  aliases: ["accuracy"],
  family: "overlap",
  definition: `The share of all voxels on which the masks agree. ${fieldOfView}`,
  needs: "counts",
  formula: "(TP + TN) / N",
  reduce: ({ counts: { truePositive, falsePositive, falseNegative, trueNegative } }) =>
    (truePositive + trueNegative) / (truePositive + falsePositive + falseNegative + trueNegative),
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: formulaEmpties,
  emptiesReason: "Agreement on background counts like agreement on foreground, so empty masks need no rule.",
  toolNames: { "metrics-reloaded": "accuracy", monai: "ConfusionMatrixMetric accuracy" },
  citation: taha,
  agreesWith: "MetricsReloaded ca3d352, accuracy",
  differences: ["MetricsReloaded and MONAI hold the counts in single precision, exact to 16,777,216 voxels."],
};
