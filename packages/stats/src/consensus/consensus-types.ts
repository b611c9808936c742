import type { VotePattern } from "@pgt/metrics";

/** Votes on one case: pattern 0 is background by all, and ratings are labels, 0 for background. */
export interface ConsensusVotes {
  readonly patterns: readonly VotePattern[];
  /** Labels other than 0, ascending. */
  readonly labels: readonly number[];
  /** Weight of each rater: 1, or less for one of a group. */
  readonly weights: readonly number[];
  /** Voxels of the region that a label is estimated on; null: of all labels together. */
  readonly regionVoxels: (label: number | null) => number;
}

/** How a tie between labels is decided: by mean signed distance with `sdf`. */
export const tieRules = ["sdf", "background", "lowest", "undecided"] as const;
export type TieRule = (typeof tieRules)[number];

/** A label for every pattern, and what patterns cannot decide. */
export interface PatternDecision {
  /** Label of each pattern. Pattern 0 is background. */
  readonly labels: readonly number[];
  /** Patterns whose voxels are decided one by one, by signed distance, and the labels to choose from. */
  readonly contested?: ReadonlyMap<number, readonly number[]>;
  /** How distances of the raters are put together. Default `mean`. */
  readonly distance?: "mean" | "median";
  /** Parts of patterns: the first voxels, in the order of the image, that get a label. */
  readonly partial?: readonly PartialPatterns[];
  readonly estimates?: readonly LabelEstimate[];
}

export interface PartialPatterns {
  readonly label: number;
  readonly patterns: readonly number[];
  readonly voxels: number;
}

/** Parameters that a method has estimated for a label; null: for all labels together. */
export interface LabelEstimate {
  readonly label: number | null;
  /** Sensitivity and specificity of each rater; null where not defined. */
  readonly sensitivity?: readonly (number | null)[];
  readonly specificity?: readonly (number | null)[];
  /** Probability, for each rater, of the answer `j` where the truth is `c`: `confusion[rater][j][c]`, in the order of `labels`. */
  readonly confusion?: readonly (readonly (readonly number[])[])[];
  /** Share of the label in the region before the raters are heard; one a label for several. */
  readonly prior?: number | readonly number[];
  readonly iterations?: number;
  readonly converged?: boolean;
  /** Positions of raters left out by SIMPLE. */
  readonly dropped?: readonly number[];
  /** Mean Dice with the raters. */
  readonly expectedDice?: number;
  readonly regionVoxels?: number;
}
