import type { MaskRow, Note, OptionKeys, ScoreRow, Vector3 } from "@pgt/metrics";
import {
  type OutputOptions,
  outputOptionKeys,
  type RunOptions,
  runOptionKeys,
  type Settings,
} from "@pgt/runner";
import type {
  Bound,
  CeilingAgreement,
  ConsensusAgreement,
  ModelAsRater,
  Placement,
  Warning,
} from "@pgt/stats";
import type { CaseFailure, EntityRole, FolderLayout } from "@pgt/study";
import type { GivenLabels } from "../labels/given-labels.ts";
import type { ReferenceSettings } from "../reference/consensus-reference.ts";
import type { TableShape } from "../score-table/shaped-table.ts";
import type { RaterAgreement } from "./agreement-type.ts";

/** Folders of one study: entity id -> folder (or a single file for a study of one case), and what their labels are. */
export interface StudyFolders extends GivenLabels {
  readonly raters: Readonly<Record<string, string>>;
  /** A second annotation by a rater of the same id: its session 2. */
  readonly repeats?: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, string>>;
}

/** Options of `interval` besides `RunOptions`. */
export interface IntervalOptions extends RunOptions, OutputOptions, TableShape {
  /** Layout of masks in the folders of a study given by folders. */
  readonly layout?: FolderLayout;
  /** True to report agreement on voxels, volumes and presence as well: the masks of the raters are read once more. */
  readonly agreement?: boolean;
  /** A consensus that raters and models are also held against: `consensus:METHOD`, by a method of `consensus`. */
  readonly reference?: string;
  /** Entities of a score table that annotate. Default: by its run.json, else by the table. */
  readonly raters?: readonly string[];
  /** Entities of a score table to be placed. Default: all that are no raters. */
  readonly models?: readonly string[];
}

export const intervalOptionKeys: OptionKeys<IntervalOptions> = {
  ...runOptionKeys,
  ...outputOptionKeys,
  layout: true,
  agreement: true,
  reference: true,
  raters: true,
  models: true,
  columns: true,
  scale: true,
};

/** A set of masks of a study. */
export interface StudyMember {
  readonly id: string;
  readonly role: EntityRole;
  readonly session: number;
  /** Folder or pattern of its masks; empty where only scores are known. */
  readonly masks: string;
  /** Of a consensus that was fused for a reference: that reference. */
  readonly reference?: string;
  /** Of a consensus: the rater whose masks are not in it. */
  readonly without?: string;
}

export interface StudyCase {
  readonly case: string;
  /** Diagonal of the image: what a summary takes for a missed structure; null if not known. */
  readonly diagonalMm: number | null;
  readonly spacingMm: Vector3 | null;
  /** Patient of the case, where the manifest says so. */
  readonly cluster?: string;
}

/** Place of the Peak Ground Truth of a study, and of its models. */
export interface IntervalReport {
  readonly name?: string;
  readonly settings: Settings;
  readonly seed: number;
  /** Input as given: folders, or the path of a manifest or score table. */
  readonly study: StudyFolders | string;
  readonly entities: readonly StudyMember[];
  readonly cases: readonly StudyCase[];
  /** Entity -> the entities whose masks it was made from. */
  readonly derivedFrom?: Readonly<Record<string, readonly string[]>>;
  /** The score table: every comparison, label and metric. */
  readonly rows: readonly ScoreRow[];
  /** Size of every structure in every mask; empty where only scores are known. */
  readonly masks: readonly MaskRow[];
  /** One per label and metric. */
  readonly bounds: readonly Bound[];
  readonly models: readonly Placement[];
  /** Every model taken as one more rater: Williams' index and the alternative annotator test. */
  readonly modelsAsRaters: readonly ModelAsRater[];
  /** Agreement with consensus masks, by reference, label and metric; empty without any. */
  readonly consensus: readonly ConsensusAgreement[];
  /** Dice to the raters that no mask exceeds, from cases of three raters or more: absent without their masks, or Dice. */
  readonly ceilings?: readonly (CeilingAgreement & { readonly metric: string })[];
  /** How the reference that was asked for was fused. */
  readonly reference?: ReferenceSettings;
  readonly warnings: readonly Warning[];
  /** Present if asked for. */
  readonly agreement?: RaterAgreement;
  /** Oddities of files that did not prevent a value, and cases that an entity lacks. */
  readonly notes: readonly Note[];
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
