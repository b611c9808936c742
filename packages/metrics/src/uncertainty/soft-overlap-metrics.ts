import type { UncertaintyMeasurement } from "./uncertainty-measurement.ts";
import type { UncertaintyMetric } from "./uncertainty-metric.ts";

const shared = {
  family: "uncertainty",
  needs: "map",
  direction: "higher",
  unit: "",
  range: [0, 1],
  aliases: [],
} as const;
const emptiesReason = "0 if either is empty; undefined if both are: 0/0.";
const variants =
  "Three formulas go by this name. This one is largest for a hard mask, not for p = q: what p = q reaches is soft-dice-ceiling.";

export const softDice: UncertaintyMetric = {
  ...shared,
  id: "soft-dice",
  name: "Soft Dice",
  aliases: ["soft-dice-lin"],
  definition: "Overlap of the probabilities with the shares of raters, over the sum of both.",
  formula: "2 Σ p q / (Σ p + Σ q)",
  reduce: (measurement) => (2 * imageOf(measurement).sumProduct) / sums(measurement),
  emptiesReason,
  citation: "Milletari et al. 2016, 3DV, V-Net; Bertels et al. 2019, MICCAI",
  agreesWith: "own brute force",
  differences: [variants],
};

export const softDiceSquared: UncertaintyMetric = {
  ...shared,
  id: "soft-dice-sq",
  name: "Soft Dice, squared",
  definition: "Soft Dice with squares below the line, as V-Net has it. 1 for p = q.",
  formula: "2 Σ p q / (Σ p² + Σ q²)",
  reduce: (measurement) => {
    const { sumProduct, sumPSquared } = imageOf(measurement);
    return (2 * sumProduct) / (sumPSquared + sumQ(measurement, 2));
  },
  emptiesReason,
  citation: "Milletari et al. 2016, 3DV, V-Net",
  agreesWith: "own brute force",
  differences: ["Three formulas go by the name of soft Dice."],
};

export const softDiceMinimum: UncertaintyMetric = {
  ...shared,
  id: "soft-dice-min",
  name: "Soft Dice, minimum",
  definition: "Soft Dice with the smaller of the two as their intersection. 1 for p = q.",
  formula: "2 Σ min(p, q) / (Σ p + Σ q)",
  reduce: (measurement) => (2 * imageOf(measurement).sumMinimum) / sums(measurement),
  emptiesReason,
  citation: "Taha and Hanbury 2015, BMC Medical Imaging 15:29 (fuzzy sets)",
  agreesWith: "own brute force",
  differences: ["Three formulas go by the name of soft Dice."],
};

export const softDiceCeiling: UncertaintyMetric = {
  ...shared,
  id: "soft-dice-ceiling",
  name: "Soft Dice of the raters' own shares",
  definition:
    "Value of soft-dice for p = q. Where raters differ it is below 1: a map cannot be blamed for what lies above.",
  needs: "raters",
  formula: "Σ q² / Σ q",
  reduce: (measurement) => sumQ(measurement, 2) / sumQ(measurement, 1),
  emptiesReason: "Undefined if no rater marks the structure: 0/0.",
  citation: "docs/methods/uncertainty.md",
  agreesWith: "own brute force",
  differences: [],
};

export const qubiq: UncertaintyMetric = {
  ...shared,
  id: "qubiq",
  name: "QUBIQ score",
  definition:
    "Dice of the voxels with a probability of at least t and those that a share of at least t of the raters marks, averaged over t = 0.1, 0.2, ... 0.9. Shares are compared exactly, as votes.",
  formula: "1/9 Σ_t Dice([p ≥ t], [q ≥ t])",
  reduce: (measurement) => {
    let sum = 0;
    for (let tenths = 1; tenths <= 9; tenths++) sum += diceAt(measurement, tenths);
    return sum / 9;
  },
  emptiesReason: "At each threshold 1 if both are empty, 0 if one is.",
  citation: "Li et al. 2024, arXiv 2405.18435 (QUBIQ)",
  agreesWith: "own brute force; no script of the challenge is public",
  differences: [
    "The challenge speaks of ten levels and lists nine. With K raters thresholds between two shares ask for the same votes.",
    "CURVAS takes six thresholds and p > t.",
  ],
};

export const expectedDice: UncertaintyMetric = {
  ...shared,
  id: "dice-expected",
  name: "Expected Dice over raters",
  definition:
    "Mean over raters of the Dice between the voxels with a probability of at least 0.5 and the rater's mask. ceiling-expected is the most that any mask reaches.",
  formula: "1/K Σ_k Dice([p ≥ 0.5], A_k)",
  reduce: (measurement) => {
    const { voxelsByBin, raterVoxelsByBin } = imageOf(measurement);
    const marked = total(voxelsByBin.slice(5).map(total));
    const dices = raterVoxelsByBin.map((byBin) => dice(total(byBin.slice(5)), marked, total(byBin)));
    return total(dices) / dices.length;
  },
  emptiesReason: "1 against a rater who marks nothing if the mask is empty too, 0 if it is not.",
  citation: "docs/methods/uncertainty.md",
  agreesWith: "own brute force",
  differences: ["Dice against a majority of the raters is another number, and undefined for ties."],
};

/** Dice of [p >= tenths/10] and [q >= tenths/10]. */
function diceAt(measurement: UncertaintyMeasurement, tenths: number): number {
  const { raters, voxelsByVotes } = measurement;
  const leastVotes = Math.ceil((tenths * raters) / 10);
  const above = imageOf(measurement).voxelsByBin.slice(tenths);
  const both = total(above.map((byVotes) => total(byVotes.slice(leastVotes))));
  return dice(both, total(above.map(total)), total(voxelsByVotes.slice(leastVotes)));
}

function dice(both: number, first: number, second: number): number {
  return first + second === 0 ? 1 : (2 * both) / (first + second);
}

function imageOf({ map }: UncertaintyMeasurement) {
  return map!.image;
}

function sums(measurement: UncertaintyMeasurement): number {
  return imageOf(measurement).sumP + sumQ(measurement, 1);
}

/** Sum over the image of a power of the share of raters. */
function sumQ({ raters, voxelsByVotes }: UncertaintyMeasurement, power: 1 | 2): number {
  return total(voxelsByVotes.map((voxels, votes) => voxels * votes ** power)) / raters ** power;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
