import type { Note, OptionKeys, ScoreRow } from "@pgt/metrics";
import {
  type OutputOptions,
  outputOptionKeys,
  type RunOptions,
  runOptionKeys,
  type Settings,
} from "@pgt/runner";
import type {
  ChoiceInWords,
  ContrastRequest,
  DroppedSensitivity,
  GeneratorComparison,
  GeneratorContrast,
  OrganQuality,
  QualityCell,
  QualityChoices,
  QualityLabel,
  QualityWarning,
} from "@pgt/stats";
import type { CaseFailure, DroppedLabel, FolderLayout } from "@pgt/study";
import type { ReferenceSettings } from "../reference/consensus-reference.ts";

/** A dataset given by folders. Ids of `maps` and `names` are those of generators, or `reference`. */
export interface QualityFolders {
  /** Masks of the reference; or an nnU-Net raw dataset, whose dataset.json and labelsTr are then used. */
  readonly reference: string;
  /** Id -> folder of masks; or a folder with fold_0, fold_1 ... of cross-validation, together one generator. */
  readonly generators: Readonly<Record<string, string>>;
  /** Name of the dataset. Default: that of its dataset.json, else of the folder. */
  readonly dataset?: string;
  /** Id -> file of a label map, or the id of a preset map. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Id -> names of its labels: a dataset.json, a dseg.tsv, or the id of a preset. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Scores that nnU-Net's evaluator has written. */
export interface QualitySummaries {
  /** Generator -> its summary.json. */
  readonly summaries: Readonly<Record<string, string>>;
  readonly dataset?: string;
}

/** Paths of manifests, one per dataset; folders; or summaries. */
export type QualityStudy = string | readonly string[] | QualityFolders | QualitySummaries;

export interface QualityOptions extends RunOptions, OutputOptions, Partial<QualityChoices> {
  /** Layout of masks in folders. */
  readonly layout?: FolderLayout;
  /**
   * Of a manifest: `consensus:METHOD` fuses its raters into the reference, by a method of `consensus`. Each rater is then
   * a version too, compared with the consensus of the others.
   */
  readonly reference?: string;
  /** Generators whose masks were made with the reference as a prompt, besides those that a manifest says. */
  readonly prompted?: readonly string[];
  /** A splits_final.json of all generators that were cross-validated, or one per generator. */
  readonly splits?: string | Readonly<Record<string, string>>;
  readonly contrasts?: readonly ContrastRequest[];
  /** A summary.json as nnU-Net's evaluator writes it; `{generator}` and `{dataset}` stand for their ids. */
  readonly nnunetSummary?: string;
  /** Write undefined values of that file as a bare NaN, as nnU-Net does, in place of null. */
  readonly nnunetNan?: boolean;
}

export const qualityOptionKeys: OptionKeys<QualityOptions> = {
  ...runOptionKeys,
  ...outputOptionKeys,
  absent: true,
  absentInReference: true,
  ddof: true,
  order: true,
  layout: true,
  reference: true,
  prompted: true,
  splits: true,
  contrasts: true,
  nnunetSummary: true,
  nnunetNan: true,
};

export interface QualityGenerator {
  readonly id: string;
  /** Folder, pattern or file. */
  readonly masks: string;
  /** Cases that it has of the reference's. */
  readonly cases: number;
  /** Fold -> cases that it predicted; null if its masks do not come in folds. */
  readonly folds: Readonly<Record<string, number>> | null;
  readonly prompted: boolean;
}

export interface QualityDataset {
  readonly dataset: string;
  /** Input as given. */
  readonly study: string | QualityFolders | QualitySummaries;
  readonly reference: {
    readonly id: string;
    readonly masks: string;
    readonly cases: number;
    /** How it was fused. */
    readonly fused?: ReferenceSettings;
  };
  readonly generators: readonly QualityGenerator[];
  /** The common labels of equation 3. */
  readonly labels: readonly QualityLabel[];
}

export interface QualitySettings extends Settings, QualityChoices {
  /** All twelve choices of docs/methods/label-quality.md. */
  readonly choices: readonly ChoiceInWords[];
}

export interface QualityReport {
  readonly settings: QualitySettings;
  readonly seed: number;
  readonly datasets: readonly QualityDataset[];
  /** One per dataset, metric and generator. */
  readonly cells: readonly QualityCell[];
  readonly organs: readonly OrganQuality[];
  readonly comparisons: readonly GeneratorComparison[];
  readonly contrasts: readonly GeneratorContrast[];
  readonly droppedLabels: readonly (DroppedLabel & { readonly dataset: string })[];
  readonly sensitivity: readonly DroppedSensitivity[];
  readonly warnings: readonly QualityWarning[];
  /** Oddities of files that did not prevent a value. */
  readonly notes: readonly (Note & { readonly dataset: string })[];
  readonly failures: readonly (CaseFailure & { readonly dataset: string })[];
  /** The score table: `a` is the reference, `b` the generator. */
  readonly rows: readonly (ScoreRow & { readonly dataset: string })[];
  /** Names of the files written; absent if none were. */
  readonly files?: readonly string[];
  /** The files of `nnunetSummary`, and the cases of the reference that each lacks; absent if none were asked for. */
  readonly summaryFiles?: readonly NnunetSummaryFile[];
}

export interface NnunetSummaryFile {
  readonly path: string;
  readonly dataset: string;
  readonly generator: string;
  readonly missing: readonly string[];
}
