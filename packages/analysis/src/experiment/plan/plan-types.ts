import type { Engine, Settings } from "../engines/engine-types.ts";

/** A plan as it was written, with paths as seen from here. */
export interface ExperimentPlan {
  readonly file: string;
  readonly name: string;
  readonly base: readonly PlannedDataset[];
  readonly downstream: readonly PlannedDataset[];
  readonly generators: readonly PlannedGenerator[];
  readonly train: PlannedTraining;
  readonly metrics: readonly string[];
}

export interface PlannedDataset {
  readonly id: string;
  /** A folder, or a pattern with `{case}`. */
  readonly images: string;
  /** A folder, a pattern with `{case}`, or a study manifest. */
  readonly labels: string;
  /** Absent: those of a dataset.json beside the labels, or of the first mask. */
  readonly names?: string | ReadonlyMap<number, string>;
  readonly split: PlannedSplit;
  /** A folder of true masks, or a pattern. */
  readonly truth?: string;
  /** Place in the plan, for messages. */
  readonly where: string;
}

export type PlannedSplit =
  | { readonly kind: "shares"; readonly trainPercent: number; readonly seed: number }
  | { readonly kind: "lists"; readonly train: readonly string[]; readonly test: readonly string[] }
  | { readonly kind: "file"; readonly file: string };

/** An engine with the settings that it is used with. */
export interface UsedEngine {
  readonly engine: Engine;
  readonly settings: Settings;
  /** Folder of the plan, absolute: `{plan}` in commands. */
  readonly planFolder: string;
}

interface GeneratorBase {
  readonly id: string;
  /** File of a label map, or a preset. */
  readonly map?: string;
  /** A dataset.json, a dseg.tsv, or a preset. */
  readonly names?: string;
  /** It was given the reference as a prompt. */
  readonly prompted: boolean;
  /** Place in the plan, for messages. */
  readonly where: string;
}

export type PlannedGenerator = MaskGenerator | DegradedLabels | EngineGenerator;

/** Masks that are there already. */
export interface MaskGenerator extends GeneratorBase {
  readonly kind: "masks";
  readonly masks: string;
}

/** The original labels, made worse by a known amount. */
export interface DegradedLabels extends GeneratorBase {
  readonly kind: "degrade";
  readonly sigmaMm: number;
  readonly biasMm: number;
  /** Probability that a structure of a case is left out. */
  readonly drop: number;
  readonly seed: number;
}

export interface EngineGenerator extends GeneratorBase, UsedEngine {
  readonly kind: "engine";
  /** Cases that it learns from: the base in folds, another data set, or none of this plan. */
  readonly learns: { readonly folds: number } | { readonly from: string } | null;
}

export interface PlannedTraining extends UsedEngine {
  readonly runs: number;
  /** Seed of the first run; the others follow. */
  readonly seed: number;
}
