import { chanceEmpties, chanceReason, formulaEmpties } from "../empties.ts";
import type { MetricDefinition } from "../metric.ts";
import { proportionsOf } from "../proportions.ts";

const taha = "Taha and Hanbury 2015, BMC Medical Imaging 15:29";

export const ri: MetricDefinition = {
  id: "ri",
  name: "Rand index",
  aliases: ["rand", "rand_index"],
  family: "agreement",
  definition: "The share of voxel pairs that both masks join or both separate.",
  needs: "counts",
  formula: "1 - 2 (TP + TN) (FP + FN) / (N (N - 1))",
  reduce: ({ counts }) => {
    const { n, tp, fp, fn, tn } = proportionsOf(counts);
    return 1 - (2 * (tp + tn) * (fp + fn) * n) / (n - 1);
  },
  unit: "",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: formulaEmpties,
  emptiesReason: "Pairs of background voxels count like any others, so empty masks need no rule.",
  toolNames: {},
  citation: "Rand 1971, Journal of the American Statistical Association 66:846-850",
  agreesWith: "EvaluateSegmentation 4cff08d, RNDIND",
  differences: [],
};

export const ari: MetricDefinition = {
  id: "ari",
  name: "Adjusted Rand index",
  aliases: ["adjusted_rand", "adjusted_rand_index"],
  family: "agreement",
  definition: "The Rand index beyond what the volumes of the masks make likely by chance.",
  needs: "counts",
  formula:
    "(s - u v) / ((u + v) / 2 - u v) over T = N (N - 1) / 2 pairs: u = |A| |Ā| / T, v = |B| |B̄| / T, s = (TP TN + FP FN) / T",
  reduce: ({ counts }) => {
    const { n, tp, fp, fn, tn, a, notA, b, notB } = proportionsOf(counts);
    // Two voxels, one in each mask: the formula gives 0 / 0.
    if (fp === 0 && fn === 0 && a > 0 && notA > 0) return 1;
    const perPair = (2 * n) / (n - 1);
    const u = a * notA * perPair;
    const v = b * notB * perPair;
    const s = (tp * tn + fp * fn) * perPair;
    return (s - u * v) / ((u + v) / 2 - u * v);
  },
  unit: "",
  range: [-1, 1],
  direction: "higher",
  symmetric: true,
  identical: 1,
  empties: chanceEmpties,
  emptiesReason: chanceReason,
  toolNames: {},
  citation: "Hubert and Arabie 1985, Journal of Classification 2:193-218",
  agreesWith: "EvaluateSegmentation 4cff08d, ADJRIND",
  differences: ["EvaluateSegmentation gives 0 for two constant masks."],
};

export const gce: MetricDefinition = {
  id: "gce",
  name: "Global consistency error",
  aliases: ["global_consistency_error"],
  family: "agreement",
  definition:
    "Mean over the voxels of the share of a voxel's region in one mask that the other mask divides off, 1 for a voxel that differs itself; the smaller of both directions.",
  needs: "counts",
  formula:
    "min(E(A,B), E(B,A)), E(A,B) = [FN (FN + 2 TP) / (TP + FN) + FP (FP + 2 TN) / (TN + FP)] / N, E(B,A) with FN and FP swapped; a term with denominator 0 is 0",
  reduce: ({ counts }) => {
    const { tp, fp, fn, tn, a, notA, b, notB } = proportionsOf(counts);
    const byReference = termOrZero(fn * (fn + 2 * tp), a) + termOrZero(fp * (fp + 2 * tn), notA);
    const byPrediction = termOrZero(fp * (fp + 2 * tp), b) + termOrZero(fn * (fn + 2 * tn), notB);
    return Math.min(byReference, byPrediction);
  },
  unit: "",
  range: [0, 1],
  direction: "lower",
  symmetric: true,
  identical: 0,
  empties: formulaEmpties,
  emptiesReason: "A term without voxels adds no error, so empty masks need no rule.",
  toolNames: {},
  citation: `Martin, Fowlkes, Tal and Malik 2001, ICCV 2:416-423; in the form of ${taha}`,
  agreesWith: "EvaluateSegmentation 4cff08d, GCOERR",
  differences: [
    "Martin et al. count a voxel that differs with the share of its region on the other side of the division, not with 1, so that there a mask that refines the other costs nothing; Taha and Hanbury, followed here, count it in full.",
    "EvaluateSegmentation gives NaN where a mask is empty or fills the image, since it divides by 0 there.",
  ],
};

function termOrZero(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
