import type { Note, OptionKeys } from "@pgt/metrics";
import { type LabelChoice, type OutputOptions, outputOptionKeys } from "@pgt/runner";
import type {
  FlipProbability,
  TransitionMatrix,
  TruthFreeNoise,
  TwoRaterSolutions,
  Warning,
} from "@pgt/stats";
import type { CaseFailure, FolderLayout, PairProgress } from "@pgt/study";
import type { ConsensusStudy } from "../consensus/consensus-types.ts";

export interface NoiseOptions extends OutputOptions {
  /** Voxels that matrices rest on: `image`, `union` (marked by anybody), or `union@5mm`, the default. */
  readonly region?: string;
  /** Write the share of raters for each label, as NIfTI and as NPZ. */
  readonly soft?: boolean;
  /** Label ids, names of labels, or the path of a dataset.json. Default: every label found. */
  readonly labels?: LabelChoice;
  readonly layout?: FolderLayout;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const noiseOptionKeys: OptionKeys<NoiseOptions> = {
  ...outputOptionKeys,
  region: true,
  soft: true,
  labels: true,
  layout: true,
  onProgress: true,
  signal: true,
};

export interface NoiseSettings {
  readonly region: string;
  /** Distance in mm from a border up to which answers enter the flip probability. */
  readonly reachMm: number;
  readonly labels: readonly number[] | null;
}

/** What the answers of two raters say about their noise on one label, against all other voxels. */
export interface TwoRaterNoiseRow extends TwoRaterSolutions {
  readonly label: number;
  readonly name: string;
  readonly voxels: number;
}

export interface NoiseReport {
  readonly study: ConsensusStudy | string;
  readonly settings: NoiseSettings;
  /** Labels of the matrices, background first. */
  readonly labels: readonly { readonly label: number; readonly name: string }[];
  /** Against the consensus of multi-label STAPLE: all raters pooled first, then each. */
  readonly transitions: readonly TransitionMatrix[];
  /** Without a reference, from the cases that all raters have; null with fewer than three raters, or no such case. */
  readonly truthFree: (TruthFreeNoise & { readonly cases: number }) | null;
  /** Without a reference, for exactly two raters; empty else. */
  readonly twoRaters: readonly TwoRaterNoiseRow[];
  /** By distance from the border of the majority: all raters pooled first, then each. */
  readonly flips: readonly FlipProbability[];
  readonly cases: number;
  readonly warnings: readonly Warning[];
  readonly notes: readonly Note[];
  /** `comparison` is `noise`. */
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
