import { always, chanceEmpties, chanceReason, empty, notANumber } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";
import { proportionsOf } from "../proportions.ts";

const taha = "Taha and Hanbury 2015, BMC Medical Imaging 15:29";

export const mcc: MetricDefinition = {
  id: "mcc",
  name: "Matthews correlation coefficient",
  aliases: ["matthews", "matthews_correlation_coefficient", "phi"],
  family: "agreement",
  definition: "Pearson correlation of the two masks, voxel by voxel.",
  needs: "counts",
  formula: "(TP TN - FP FN) / √((TP+FP) (TP+FN) (TN+FP) (TN+FN))",
  reduce: ({ counts }) => {
    const { tp, fp, fn, tn, a, notA, b, notB } = proportionsOf(counts);
    return (tp * tn - fp * fn) / Math.sqrt(a * notA * (b * notB));
  },
  unit: "",
  range: [-1, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: {
    mr: always(null),
    strict: always(null),
    challenge: empty(1, 0, 0),
    "metrics-reloaded": always(notANumber),
    monai: always(notANumber),
  },
  emptiesReason:
    "A constant mask has no variance to correlate: 0/0. challenge gives 1 for agreement on absence, and 0, the value of chance, if one mask is empty.",
  toolNames: { "metrics-reloaded": "mcc", monai: "ConfusionMatrixMetric matthews correlation coefficient" },
  citation: "Matthews 1975, Biochimica et Biophysica Acta 405(2):442-451",
  agreesWith: "MetricsReloaded ca3d352, mcc",
  differences: [
    "MetricsReloaded and MONAI multiply the four counts in single precision, which keeps about seven digits.",
  ],
};

export const kappa: MetricDefinition = {
  id: "kappa",
  name: "Cohen's kappa",
  aliases: ["cohens_kappa", "cohen_kappa"],
  family: "agreement",
  definition:
    "Agreement of the masks beyond what their volumes make likely by chance. Tends to Dice as the background grows.",
  needs: "counts",
  formula: "(p_o - p_e) / (1 - p_e) = 2 (TP TN - FP FN) / ((TP+FP) (FP+TN) + (TP+FN) (FN+TN))",
  reduce: ({ counts }) => {
    const { tp, fp, fn, tn, a, notA, b, notB } = proportionsOf(counts);
    return (2 * (tp * tn - fp * fn)) / (b * notA + a * notB);
  },
  unit: "",
  range: [-1, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: { ...chanceEmpties, "metrics-reloaded": empty(notANumber, 0, 0) },
  emptiesReason: chanceReason,
  toolNames: { "metrics-reloaded": "cohens_kappa" },
  citation: "Cohen 1960, Educational and Psychological Measurement 20:37-46",
  agreesWith: "MetricsReloaded ca3d352, cohens_kappa; EvaluateSegmentation 4cff08d, KAPPA",
  differences: ["MetricsReloaded takes the observed agreement in single precision."],
};

export const iccVox: MetricDefinition = {
  id: "icc_vox",
  name: "Intraclass correlation over voxels",
  aliases: ["icc_voxel"],
  family: "agreement",
  definition: "One-way intraclass correlation of the two masks with the voxels as subjects.",
  needs: "counts",
  formula:
    "(MSb - MSw) / (MSb + MSw), MSb = 2/(N-1) Σ (m_x - m)², MSw = 1/N Σ [(a - m_x)² + (b - m_x)²], m_x the mean of the two masks at voxel x",
  reduce: ({ counts }) => {
    const { n, tp, fp, fn, tn, a, b } = proportionsOf(counts);
    const mean = (a + b) / 2;
    const differing = fp + fn;
    const between = tp * (1 - mean) ** 2 + differing * (0.5 - mean) ** 2 + tn * mean ** 2;
    const meanSquareBetween = (2 * n * between) / (n - 1);
    const meanSquareWithin = differing / 2;
    return (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + meanSquareWithin);
  },
  unit: "",
  range: [-1, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: {
    mr: empty(null, "formula", "formula"),
    strict: empty(null, "formula", "formula"),
    challenge: empty(1, "formula", "formula"),
  },
  emptiesReason:
    "Two empty masks have no variance at all: 0/0. If one is empty the formula holds. challenge gives 1 for agreement on absence.",
  toolNames: {},
  citation: `Shrout and Fleiss 1979, Psychological Bulletin 86:420-428; ${taha}`,
  agreesWith: "EvaluateSegmentation 4cff08d, ICCORR",
  differences: [],
};
