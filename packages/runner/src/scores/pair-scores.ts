import type { MaskRow, Note, ScoreRow, Vector3, VoteTable } from "@pgt/metrics";
import type { InputHash } from "../platform/input-hash.ts";

/** Identity of a comparison: who is compared with whom. */
export type PairIdentity = Pick<ScoreRow, "case" | "a" | "aSession" | "b" | "bSession">;

/** Voxels of one structure in one comparison, and whether each side has a label for it at all. */
export interface CountRow extends PairIdentity {
  readonly label: number;
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
  readonly inReference: boolean;
  readonly inPrediction: boolean;
}

export interface PairScores {
  readonly rows: readonly ScoreRow[];
  readonly found: readonly number[];
  readonly present: readonly number[];
  readonly warnings: readonly Note[];
  /** Diagonal of the image in mm: the worst case of a distance. */
  readonly diagonalMm: number;
  /** Voxel size of the reference's grid. */
  readonly spacingMm: Vector3;
  /** Sizes of both masks' structures. */
  readonly masks: readonly MaskRow[];
  readonly counts: readonly CountRow[];
  /** Votes of all raters of the case, on the pair that completes them, if they were to be counted. */
  readonly votes?: readonly VoteTable[];
  /** Rows of a structure that neither mask holds; its label and name are to be put in. */
  readonly absentRows: readonly ScoreRow[];
  /** Files that `a` and `b` were read from; absent in scores that a journal gives back. */
  readonly inputs?: readonly [readonly InputHash[], readonly InputHash[]];
}
