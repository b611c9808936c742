import type { Note, OptionKeys, Vector3 } from "@pgt/metrics";
import { type LabelChoice, type OutputOptions, outputOptionKeys } from "@pgt/runner";
import type { QueueMode, TermWeights } from "@pgt/stats";
import type { CaseFailure, FolderLayout, PairProgress } from "@pgt/study";
import type { ProbabilityFolder } from "../uncertainty/uncertainty-types.ts";

/** Folders of one study: id -> folder, or a single file for a study of one case. */
export interface QueueStudy {
  readonly raters?: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, string>>;
}

/** Options of the regions of a queue, and of their order. */
export interface QueueRanking {
  /** Ids of modes. Default: every mode that raters and models permit. */
  readonly modes?: readonly string[];
  /** Probability maps of models, by id; several folders where each has the maps of one structure. */
  readonly probabilities?: Readonly<Record<string, readonly ProbabilityFolder[]>>;
  /** Entropy in bits above which voters disagree on a voxel. Default 0.8. */
  readonly entropyAbove?: number;
  /** Disagreement thinner than this is noise of borders. Default 2 mm. */
  readonly thicknessMm?: number;
  /** Smallest region that is listed. Default 0.1 mL. */
  readonly minimumMl?: number;
  /** Weights of the terms of a score; each 1 by default. */
  readonly weights?: Partial<TermWeights>;
  /** Weight of a label, by its number. Default 1. */
  readonly labelWeights?: Readonly<Record<number, number>>;
  /** Minutes for each region. Default 5. */
  readonly minutes?: number;
  /** Minutes for each slice of a region besides. Default 0. */
  readonly sliceMinutes?: number;
  /** Label ids, names of labels, or the path of a dataset.json. Default: every label found. */
  readonly labels?: LabelChoice;
  readonly layout?: FolderLayout;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export interface QueueOptions extends QueueRanking, OutputOptions {
  /** Minutes that there are in all: the queue then has a plan. */
  readonly budget?: number;
  /** Folder for the regions as annotation tasks. */
  readonly write?: string;
  /** Tasks to write. Default: those of the plan, or the first 10. */
  readonly tasks?: number;
  /** Voxels around the region of a task, in mm. Default 10. */
  readonly marginMm?: number;
}

export const queueRankingKeys: OptionKeys<QueueRanking> = {
  modes: true,
  probabilities: true,
  entropyAbove: true,
  thicknessMm: true,
  minimumMl: true,
  weights: true,
  labelWeights: true,
  minutes: true,
  sliceMinutes: true,
  labels: true,
  layout: true,
  onProgress: true,
  signal: true,
};

export const queueOptionKeys: OptionKeys<QueueOptions> = {
  ...queueRankingKeys,
  ...outputOptionKeys,
  budget: true,
  write: true,
  tasks: true,
  marginMm: true,
};

export interface QueueSettings {
  readonly modes: readonly QueueMode[];
  readonly entropyAbove: number;
  readonly thicknessMm: number;
  readonly minimumMl: number;
  readonly weights: TermWeights;
  readonly labelWeights: Readonly<Record<number, number>>;
  readonly minutes: number;
  readonly sliceMinutes: number;
  readonly labels: readonly number[] | null;
}

/** A region to look at. */
export interface QueueItem {
  /** From 1. */
  readonly rank: number;
  readonly case: string;
  readonly label: number;
  readonly name: string;
  readonly mode: QueueMode;
  readonly score: number;
  /** First and last slice, counted from 1, along `axis`. */
  readonly slices: readonly [number, number];
  /** Axis of the coarsest spacing of the first mask's file. */
  readonly axis: "x" | "y" | "z";
  readonly volumeMl: number;
  readonly reason: string;
  /** Expected rise of the mean Dice over the label's cases (docs/methods/queue.md). */
  readonly expectedGain: number;
  readonly minutes: number;
  /** Patient; the case where the study names none. */
  readonly cluster: string;
  /** Smallest box around the region in voxels of the first mask's file, from 0. */
  readonly box: { readonly from: Vector3; readonly size: Vector3 };
}

/** What fits into a budget, in the order of the queue. */
export interface QueuePlan {
  readonly budget: number;
  readonly minutes: number;
  readonly ranks: readonly number[];
  readonly expectedGain: number;
}

/** A mode that the study does not permit, and what it would need. */
export interface MissingMode {
  readonly mode: QueueMode;
  readonly needs: string;
}

export interface QueueReport {
  readonly study: QueueStudy | string;
  readonly settings: QueueSettings;
  readonly raters: readonly string[];
  readonly models: readonly string[];
  readonly cases: number;
  readonly items: readonly QueueItem[];
  /** Regions smaller than `minimumMl`, which are not listed. */
  readonly small: { readonly regions: number; readonly volumeMl: number };
  readonly missingModes: readonly MissingMode[];
  readonly plan: QueuePlan | null;
  /** Folder of the tasks and their number; null if none were asked for. */
  readonly tasks: { readonly folder: string; readonly count: number } | null;
  readonly notes: readonly Note[];
  /** `comparison` is `queue`. */
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
