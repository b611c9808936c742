import type { Note, OptionKeys, ScoreRow } from "@pgt/metrics";
import { type LabelChoice, type OutputOptions, outputOptionKeys } from "@pgt/runner";
import type { ReliabilityBin, UncertaintySummaryRow } from "@pgt/stats";
import type { CaseFailure, FolderLayout, PairProgress } from "@pgt/study";

/** A folder of probability maps. */
export interface ProbabilityFolder {
  readonly folder: string;
  /** Structure that 3-D maps are of. Files of several channels have a class each, background first, and none here. */
  readonly label?: number;
}

/** Raters, and what is compared with them: entity id -> folder, or a single file for a study of one case. */
export interface UncertaintyInputs {
  readonly raters: Readonly<Record<string, string>>;
  /** Maps; several folders where each has the maps of one structure. */
  readonly probabilities?: Readonly<Record<string, readonly ProbabilityFolder[]>>;
  /** Folders of one sample each, or one folder: of files with a sample in each channel, or of a folder a sample. */
  readonly samples?: Readonly<Record<string, readonly string[]>>;
}

export interface UncertaintyOptions extends OutputOptions {
  /** Label ids, names of labels, or the path of a dataset.json. Default: those of the study, else all that a rater marks. */
  readonly labels?: LabelChoice;
  /** Voxels on which calibration is judged: `image`, `union` (marked by any rater), or `union@5mm`, the default. */
  readonly region?: string;
  readonly layout?: FolderLayout;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const uncertaintyOptionKeys: OptionKeys<UncertaintyOptions> = {
  ...outputOptionKeys,
  labels: true,
  region: true,
  layout: true,
  onProgress: true,
  signal: true,
};

export interface UncertaintySettings {
  readonly labels: readonly number[] | null;
  readonly region: string;
}

/** Parts of the generalised energy distance of one case. */
export interface EnergyRow {
  readonly case: string;
  readonly label: number;
  readonly name: string;
  readonly source: string;
  /** `thresholds`: nested masks made of one map. */
  readonly samples: "given" | "thresholds";
  readonly between: number;
  readonly withinSamples: number;
  readonly withinRaters: number;
  readonly withinSamplesUnbiased: number | null;
  readonly withinRatersUnbiased: number | null;
}

export interface UncertaintySource {
  readonly id: string;
  readonly kind: "probability" | "samples";
  /** Samples in a case; null for a map. */
  readonly samples: number | null;
}

export interface UncertaintyReport {
  readonly settings: UncertaintySettings;
  readonly study: UncertaintyInputs | string;
  readonly raters: readonly string[];
  /** Maps and samples that are compared with the raters. */
  readonly predictions: readonly UncertaintySource[];
  readonly cases: readonly { readonly case: string; readonly raters: readonly string[] }[];
  /** `a` is `raters`, `b` the source, or `raters` for what the raters alone decide. */
  readonly rows: readonly ScoreRow[];
  readonly summary: readonly UncertaintySummaryRow[];
  readonly reliability: readonly ReliabilityBin[];
  readonly energy: readonly EnergyRow[];
  readonly notes: readonly Note[];
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
