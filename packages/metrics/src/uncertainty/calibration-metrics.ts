import type { CalibrationBin, UncertaintyMeasurement } from "./uncertainty-measurement.ts";
import type { UncertaintyMetric } from "./uncertainty-metric.ts";

const shared = { family: "uncertainty", needs: "map", direction: "lower", aliases: [] } as const;
const emptiesReason =
  "Judged within 5 mm of what any rater marks (or in the whole image). If no rater marks the structure, that region is empty: undefined.";
const bins = "Bins are [m/10, (m+1)/10), the last one closed; p of float32 is compared with float32 edges.";

export const ece: UncertaintyMetric = {
  ...shared,
  id: "ece",
  name: "Expected calibration error",
  definition: `Difference between the probability and the share of raters that mark a voxel, averaged over ten bins of the probability by the voxels in them. ${bins}`,
  formula: "Σ_m n_m/n |mean q - mean p| over the voxels of bin m",
  reduce: (measurement) => {
    const { voxels, bins } = regionOf(measurement);
    return bins.reduce((sum, bin) => sum + Math.abs(bin.sumQ - bin.sumP), 0) / voxels;
  },
  unit: "",
  range: [0, 1],
  emptiesReason,
  citation: "Naeini et al. 2015, AAAI 29:2901-2907",
  agreesWith: "torchmetrics dab0333, binary calibration error (l1)",
  differences: [
    "Against the share of several raters, not one label: with K raters it moves in steps of 1/K.",
    "MetricsReloaded leaves voxels with p = 0 out of bins and of n. torchmetrics puts p = 1 into a bin of its own.",
    "Over the whole image the background decides: CURVAS and others take a region, of other size.",
  ],
};

export const ace: UncertaintyMetric = {
  ...shared,
  id: "ace",
  name: "Adaptive calibration error",
  definition:
    "Calibration error over ten groups of equally many voxels, in the order of their probability; voxels of equal probability are shared among groups in proportion, so that the order of voxels does not matter.",
  formula: "1/10 Σ_m |mean q - mean p| over group m",
  reduce: (measurement) => {
    const { massBins } = regionOf(measurement);
    return massBins.reduce((sum, bin) => sum + gapOf(bin), 0) / massBins.length;
  },
  unit: "",
  range: [0, 1],
  emptiesReason: `${emptiesReason} So it is with fewer than ten voxels.`,
  citation: "Nixon et al. 2019, CVPR workshops, Measuring calibration in deep learning",
  agreesWith: "own brute force, where no group border falls between equal probabilities",
  differences: ["Other tools break ties by the order of voxels, so that their value depends on it."],
};

export const mce: UncertaintyMetric = {
  ...shared,
  id: "mce",
  name: "Maximum calibration error",
  definition: `Largest difference between the probability and the share of raters in a bin that holds a voxel. ${bins}`,
  formula: "max_m |mean q - mean p| over the voxels of bin m",
  reduce: (measurement) => {
    const filled = regionOf(measurement).bins.filter(({ voxels }) => voxels > 0);
    return filled.length === 0 ? Number.NaN : Math.max(...filled.map(gapOf));
  },
  unit: "",
  range: [0, 1],
  emptiesReason,
  citation: "Naeini et al. 2015, AAAI 29:2901-2907",
  agreesWith: "MetricsReloaded cb38dfc, mce",
  differences: ["One bin of few voxels decides it. torchmetrics puts p = 1 into a bin of its own."],
};

export const brier: UncertaintyMetric = {
  ...shared,
  id: "brier",
  name: "Brier score",
  definition: "Mean square difference between the probability and the share of raters that mark a voxel.",
  formula: "1/n Σ (p - q)²",
  reduce: (measurement) => {
    const { voxels, sumSquaredError } = regionOf(measurement);
    return sumSquaredError / voxels;
  },
  unit: "",
  range: [0, 1],
  emptiesReason,
  citation: "Brier 1950, Monthly Weather Review 78:1-3",
  agreesWith: "own brute force; half of MetricsReloaded cb38dfc, brier_score",
  differences: ["MetricsReloaded adds up both classes, which is twice this."],
};

export const nll: UncertaintyMetric = {
  ...shared,
  id: "nll",
  name: "Negative log likelihood",
  aliases: ["cross-entropy", "ce", "log-loss"],
  definition: "Cross-entropy of the probability against the share of raters, in nats a voxel.",
  formula: "1/n Σ [-q ln p - (1 - q) ln(1 - p)], p cut to [1e-7, 1 - 1e-7]",
  reduce: (measurement) => {
    const { voxels, sumLogLoss } = regionOf(measurement);
    return sumLogLoss / voxels;
  },
  unit: "",
  range: [0, Infinity],
  emptiesReason,
  citation: "Good 1952, Journal of the Royal Statistical Society B 14:107-114",
  agreesWith:
    "own brute force; MetricsReloaded cb38dfc, logarithmic_score with the other sign, against one rater",
  differences: ["Without the cut one confident mistake makes it infinite; where others cut differs."],
};

function regionOf({ map }: UncertaintyMeasurement) {
  return map!.region;
}

function gapOf({ voxels, sumP, sumQ }: CalibrationBin): number {
  return Math.abs(sumQ - sumP) / voxels;
}
