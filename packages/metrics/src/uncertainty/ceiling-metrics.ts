import type { UncertaintyMetric } from "./uncertainty-metric.ts";

const shared = {
  family: "uncertainty",
  aliases: [],
  needs: "raters",
  unit: "",
  range: [0, 1],
  direction: "higher",
  emptiesReason: "Two empty masks have a Dice of 1, so that the empty mask may be the best one.",
  agreesWith: "own exhaustive search",
  differences: [],
} as const;

export const ceilingExpected: UncertaintyMetric = {
  ...shared,
  id: "ceiling-expected",
  name: "Largest expected Dice to these raters",
  definition:
    "Mean Dice to the raters of the case that the best of all masks has: no model can exceed it on these raters. Found exactly. Optimistic about other raters, the more so the fewer there are.",
  formula: "max_m 1/K Σ_k Dice(m, A_k)",
  reduce: ({ ceilings }) => ceilings?.expected ?? Number.NaN,
  citation: "Nordström et al. 2022, arXiv 2206.06484",
};

export const ceilingLeaveOneOut: UncertaintyMetric = {
  ...shared,
  id: "ceiling-loo",
  name: "Dice to a rater who was left out",
  definition:
    "Dice of each rater to the mask that is best for the others, averaged: what the best knowledge of the other raters reaches on a rater of this pool.",
  formula: "1/K Σ_k Dice(argmax_m Σ_{l≠k} Dice(m, A_l), A_k)",
  reduce: ({ ceilings }) => ceilings?.leaveOneOut ?? Number.NaN,
  emptiesReason: `${shared.emptiesReason} Undefined with one rater.`,
  citation: "docs/methods/uncertainty.md",
};
