import { formulaEmpties } from "../empties.ts";
import type { Counts } from "../measurement.ts";
import type { MetricDefinition } from "../metric.ts";
import { log2 } from "../portable-math.ts";
import { proportionsOf } from "../proportions.ts";

const reason = "0 log 0 = 0, so a constant mask has entropy 0 and empty masks need no rule.";

export const mi: MetricDefinition = {
  id: "mi",
  name: "Mutual information",
  aliases: ["mutual_information"],
  family: "information",
  definition: "What one mask tells of the other, in bits; for identical masks the entropy of the mask.",
  needs: "counts",
  formula: "H(A) + H(B) - H(A,B), logarithms to base 2",
  reduce: ({ counts }) => {
    const { reference, prediction, joint } = entropiesBits(counts);
    return atLeastZero(reference + prediction - joint);
  },
  unit: "bit",
  range: [0, 1],
  direction: "higher",
  symmetric: true,
  identical: null,
  empties: formulaEmpties,
  emptiesReason: reason,
  toolNames: {},
  citation: "Shannon 1948, Bell System Technical Journal 27:379-423; Viola and Wells 1997, IJCV 24:137-154",
  agreesWith: "EvaluateSegmentation 4cff08d, MUTINF",
  differences: [
    "EvaluateSegmentation gives NaN where a mask is empty or fills the image, since it takes log 0 there.",
  ],
};

export const voi: MetricDefinition = {
  id: "voi",
  name: "Variation of information",
  aliases: ["vi", "variation_of_information"],
  family: "information",
  definition: "What each mask leaves unsaid of the other, added, in bits. A metric distance.",
  needs: "counts",
  formula: "2 H(A,B) - H(A) - H(B), logarithms to base 2",
  reduce: ({ counts }) => {
    const { reference, prediction, joint } = entropiesBits(counts);
    return atLeastZero(2 * joint - (reference + prediction));
  },
  unit: "bit",
  range: [0, 2],
  direction: "lower",
  symmetric: true,
  identical: 0,
  empties: formulaEmpties,
  emptiesReason: reason,
  toolNames: {},
  citation: "Meilă 2007, Journal of Multivariate Analysis 98:873-895",
  agreesWith: "EvaluateSegmentation 4cff08d, VARINFO",
  differences: [
    "EvaluateSegmentation gives NaN where a mask is empty or fills the image, since it takes log 0 there.",
  ],
};

function entropiesBits(counts: Counts): { reference: number; prediction: number; joint: number } {
  const { tp, fp, fn, tn, a, notA, b, notB } = proportionsOf(counts);
  return {
    reference: bits(a) + bits(notA),
    prediction: bits(b) + bits(notB),
    joint: bits(tp) + bits(fn) + (bits(fp) + bits(tn)),
  };
}

function bits(probability: number): number {
  return probability === 0 ? 0 : -probability * log2(probability);
}

/** Rounding can leave a difference of entropies a few 1e-17 below 0. NaN stays NaN. */
function atLeastZero(value: number): number {
  return Math.max(value, 0);
}
