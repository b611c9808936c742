import type { UncertaintyMetric } from "./uncertainty-metric.ts";

const shared = { family: "uncertainty", aliases: [] } as const;
const kohl =
  "Kohl et al. 2018, NeurIPS 31, A probabilistic U-Net; Székely and Rizzo 2013, JSPI 143:1249-1272";
const twoEmpty =
  "The distance of two empty masks is 0, that of an empty one to another 1; so there is a value in any case.";

export const ged2: UncertaintyMetric = {
  ...shared,
  id: "ged2",
  name: "Generalised energy distance, squared",
  aliases: ["ged", "ged2-v"],
  definition:
    "Distance between the distribution of samples and that of raters' masks, with d = 1 - IoU. The usual form: pairs of a mask with itself count, at distance 0 (V-statistic).",
  needs: "samples",
  formula: "2 mean d(S, Y) - mean d(S, S') - mean d(Y, Y'), means over all ordered pairs",
  reduce: ({ energy }) => 2 * energy!.between - energy!.samples - energy!.raters,
  unit: "",
  range: [0, 2],
  direction: "lower",
  emptiesReason: twoEmpty,
  citation: kohl,
  agreesWith: "SimonKohl/probabilistic_unet 7a2e79d, except that it gives NaN where two empty masks meet",
  differences: [
    "With few samples or raters it is above 0 even if both come from one distribution: see ged2-u.",
  ],
};

export const ged2Unbiased: UncertaintyMetric = {
  ...shared,
  id: "ged2-u",
  name: "Generalised energy distance, squared, without bias",
  definition:
    "The same with means over pairs of different masks (U-statistic): unbiased for few samples and raters. May be negative.",
  needs: "samples",
  formula: "2 mean d(S, Y) - mean d(S, S') - mean d(Y, Y'), the last two over pairs of different masks",
  reduce: ({ energy }) => 2 * energy!.between - energy!.samplesUnbiased - energy!.ratersUnbiased,
  unit: "",
  range: [-2, 2],
  direction: "lower",
  emptiesReason: `${twoEmpty} Undefined with one sample or one rater.`,
  citation: kohl,
  agreesWith: "own brute force",
  differences: ["Most papers print the other form."],
};

export const crpsVolume: UncertaintyMetric = {
  ...shared,
  id: "crps-volume",
  name: "Continuous ranked probability score of the volume",
  definition:
    "Distance between the predicted distribution of the volume and each rater's volume, averaged over raters. The distribution is that of the samples; for a map it is normal, voxels taken as independent, which makes it too narrow.",
  needs: "volume",
  formula: "1/K Σ_k ∫ (F(u) - 1[u ≥ v_k])² du",
  reduce: ({ volumeCrpsMl = [] }) => volumeCrpsMl.reduce((sum, one) => sum + one, 0) / volumeCrpsMl.length,
  unit: "mL",
  range: [0, Infinity],
  direction: "lower",
  emptiesReason: "An empty mask has the volume 0.",
  citation: "Gneiting and Raftery 2007, JASA 102:359-378",
  agreesWith: "own closed forms and numerical integration",
  differences: [
    "CURVAS turns it round: a normal distribution through the raters' volumes against the sum of p, integrated over 3 standard deviations.",
  ],
};
