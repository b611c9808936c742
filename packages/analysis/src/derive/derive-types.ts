import type { Note, OptionKeys } from "@pgt/metrics";
import type { InputHash } from "@pgt/runner";
import type { CaseFailure, DroppedLabel, PairProgress } from "@pgt/study";

/** The data set whose labels are replaced: an nnU-Net raw data set, or its parts. */
export type DeriveBase =
  | { readonly folder: string }
  | { readonly images: string; readonly labels: string; readonly datasetJson: string };

export interface DeriveOptions {
  readonly base: DeriveBase;
  /** Generator -> folder of its masks (nnU-Net's `fold_0` to `fold_4` in it are read as one). */
  readonly generators: Readonly<Record<string, string>>;
  /** Generator -> label map: a file, or the id of a map that comes with this package. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Generator -> names of its labels: a dataset.json, a dseg.tsv, or the id of a label preset. */
  readonly names?: Readonly<Record<string, string>>;
  /** Folder in which the data sets are made: that of `nnUNet_raw`. */
  readonly out: string;
  /**
   * Number of the first data set; the others follow. Default: the next that is free in `out` and above the base's.
   */
  readonly datasetId?: number;
  /** Default: the name of the base. The generator's id is put behind it. */
  readonly name?: string;
  /** Write data sets of `out` anew that came from the same base, masks, map and split, instead of refusing to. */
  readonly fresh?: boolean;
  /** Copy images instead of linking to them. */
  readonly copy?: boolean;
  /** A splits_final.json, or the percentage to train on. Default: nnU-Net's own five folds. */
  readonly split?: { readonly file: string } | { readonly trainPercent: number };
  /** Seed of a fixed split. */
  readonly seed?: number;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const deriveOptionKeys: OptionKeys<DeriveOptions> = {
  base: true,
  generators: true,
  maps: true,
  names: true,
  out: true,
  datasetId: true,
  name: true,
  fresh: true,
  copy: true,
  split: true,
  seed: true,
  onProgress: true,
  signal: true,
};

/** Origin of a label of a version. */
export interface DerivedLabel {
  readonly label: number;
  readonly name: string;
  /** Names or numbers that the generator gives it, several for a union. */
  readonly from: readonly string[];
  /** Cases in which it occurs. */
  readonly cases: number;
}

/** A label of a generator that no label of the data set was made of. */
export interface UnusedLabel {
  readonly label: string;
  readonly cases: number;
}

export interface DerivedDataset {
  readonly generator: string;
  /** The folder of its masks. */
  readonly masks: string;
  /** `Dataset102_BTCV_totalseg`. */
  readonly dataset: string;
  /** Null: it was not written, since cases failed. */
  readonly folder: string | null;
  /** Means by which labels were matched. */
  readonly matched: "map" | "name" | "number";
  readonly map: string | null;
  readonly cases: number;
  readonly labels: readonly DerivedLabel[];
  readonly unused: readonly UnusedLabel[];
  /** Voxels claimed by two classes stored one by one; the label with the higher number got them. */
  readonly overlapVoxels: number;
  readonly inputs: readonly (InputHash & { readonly case: string })[];
}

export interface Derived {
  readonly base: string;
  readonly datasets: readonly DerivedDataset[];
  /** Equation 3: labels that every generator can produce. */
  readonly common: readonly { readonly label: number; readonly name: string }[];
  readonly dropped: readonly DroppedLabel[];
  readonly split: { readonly description: string; readonly folds: number } | null;
  readonly images: "linked" | "copied";
  readonly notes: readonly Note[];
  /** `comparison` is the generator. */
  readonly failures: readonly CaseFailure[];
}
