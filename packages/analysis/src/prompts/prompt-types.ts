import type { Note, OptionKeys } from "@pgt/metrics";
import type { LabelChoice } from "@pgt/runner";
import type { Warning } from "@pgt/stats";
import type { CaseFailure, FolderLayout, PairProgress } from "@pgt/study";
import type { GivenLabels } from "../labels/given-labels.ts";
import type { SliceAxis } from "./slice-boxes.ts";

/** Ids of `maps` and `names` are `masks`. */
export interface PromptOptions extends GivenLabels {
  /** Folder for one file per case and form. */
  readonly out: string;
  /** Default both. */
  readonly files?: readonly ("json" | "npz")[];
  /** Default `z`, the third axis of the array: axial where slices are stored so. */
  readonly axis?: SliceAxis;
  /** Largest number of pixels by which a side is moved outwards. Default 0, the tight box. */
  readonly jitter?: number;
  readonly seed?: number;
  /** Fewer pixels of a structure in a slice give no box. Default 1. */
  readonly minPixels?: number;
  /** Label ids, ids with names, or the path of a dataset.json (names, regions). Default: every label of a mask. */
  readonly labels?: LabelChoice;
  readonly layout?: FolderLayout;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const promptOptionKeys: OptionKeys<PromptOptions> = {
  out: true,
  files: true,
  axis: true,
  jitter: true,
  seed: true,
  minPixels: true,
  labels: true,
  maps: true,
  names: true,
  layout: true,
  onProgress: true,
  signal: true,
};

/** One box as it is given to a model. */
export interface PromptBox {
  /** Index along the axis, from 0. */
  readonly slice: number;
  readonly label: number;
  readonly name: string;
  /** `[x_min, y_min, x_max, y_max]` in pixels of the slice. */
  readonly box: readonly [number, number, number, number];
  /** Pixels of the structure in the slice. */
  readonly pixels: number;
}

export interface PromptCase {
  readonly case: string;
  /** The file, or the folder of one file per class. */
  readonly mask: string;
  readonly shape: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
  readonly slices: number;
  readonly boxes: number;
  /** Slices of a structure with too few pixels for a box. */
  readonly small: number;
  /** Names in `out`. */
  readonly files: readonly string[];
}

export interface PromptLabel {
  readonly label: number;
  readonly name: string;
  /** Cases with a box of it. */
  readonly cases: number;
  readonly boxes: number;
  readonly small: number;
}

export interface PromptSettings {
  readonly axis: SliceAxis;
  readonly jitter: number;
  readonly seed: number;
  readonly minPixels: number;
  readonly files: readonly ("json" | "npz")[];
}

export interface PromptReport {
  readonly masks: string;
  readonly out: string;
  readonly settings: PromptSettings;
  readonly cases: readonly PromptCase[];
  readonly labels: readonly PromptLabel[];
  /** W-PROMPT, always. */
  readonly warnings: readonly Warning[];
  readonly notes: readonly Note[];
  /** `comparison` is `prompts`. */
  readonly failures: readonly CaseFailure[];
}
