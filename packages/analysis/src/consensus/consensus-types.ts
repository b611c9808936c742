import type { Note, OptionKeys } from "@pgt/metrics";
import { type LabelChoice, type OutputOptions, outputOptionKeys } from "@pgt/runner";
import type { LabelEstimate, RaterPerformance, RaterValues, TieRule, Warning } from "@pgt/stats";
import type { CaseFailure, FolderLayout, PairProgress } from "@pgt/study";

/** Folders of the raters of one study: id -> folder, or a single file for a study of one case. */
export interface ConsensusStudy {
  readonly raters: Readonly<Record<string, string>>;
}

export interface ConsensusOptions extends OutputOptions {
  /** As `pgt explain consensus` lists them. Raters are measured against the first. Default `["majority"]`. */
  readonly methods?: readonly string[];
  /** Default `sdf`. */
  readonly tie?: TieRule;
  /** Voxels that STAPLE and specificities rest on: `image`, `union` (marked by anybody), or `union@5mm`, the default. */
  readonly region?: string;
  /** Prior of STAPLE of each structure. Default: the mean share of votes. */
  readonly staplePrior?: number;
  /** Raters that are not independent, by the name of their group: together they have the weight that `groupWeight` says. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Weight of each of n raters of a group: 1/sqrt(n) (default), or 1/n, one vote for the group. */
  readonly groupWeight?: GroupWeight;
  /** Write maps of votes, entropy, dissensus and each rater's deviation. */
  readonly maps?: boolean;
  /** Write the share of votes for each label. */
  readonly soft?: boolean;
  /** Label ids, names of labels, or the path of a dataset.json. Default: every label found. */
  readonly labels?: LabelChoice;
  readonly layout?: FolderLayout;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly signal?: AbortSignal;
}

export const consensusOptionKeys: OptionKeys<ConsensusOptions> = {
  ...outputOptionKeys,
  methods: true,
  tie: true,
  region: true,
  staplePrior: true,
  groups: true,
  groupWeight: true,
  maps: true,
  soft: true,
  labels: true,
  layout: true,
  onProgress: true,
  signal: true,
};

export const groupWeights = ["sqrt", "one"] as const;
export type GroupWeight = (typeof groupWeights)[number];

export interface ConsensusSettings {
  readonly methods: readonly string[];
  readonly tie: TieRule;
  readonly region: string;
  /** Null: the mean share of votes. */
  readonly staplePrior: number | null;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly groupWeight: GroupWeight;
  readonly labels: readonly number[] | null;
  /** Label of undecided voxels, which no rater uses; null for other rules. */
  readonly undecided: number | null;
}

/** A structure of a case by one method. */
export interface ConsensusRow {
  readonly case: string;
  readonly label: number;
  readonly name: string;
  readonly method: string;
  readonly voxels: number;
  readonly volumeMl: number;
  /** Volume on which the raters disagree whether it is this structure. */
  readonly dissensusMl: number;
  /** Undecided voxels that some rater took for this structure. */
  readonly undecided: number;
}

export interface ConsensusEstimate extends LabelEstimate {
  readonly case: string;
  readonly method: string;
  /** Raters of the case, in the order of the numbers. */
  readonly raters: readonly string[];
}

export interface RaterCaseRow extends RaterValues {
  readonly case: string;
  readonly rater: string;
  readonly label: number;
  readonly name: string;
}

export interface ConsensusReport {
  readonly study: ConsensusStudy | string;
  readonly settings: ConsensusSettings;
  readonly cases: readonly ConsensusRow[];
  /** All cases pooled, against the consensus of the first method. */
  readonly raters: readonly RaterPerformance[];
  readonly raterCases: readonly RaterCaseRow[];
  /** Parameters that methods have estimated. */
  readonly estimates: readonly ConsensusEstimate[];
  readonly warnings: readonly Warning[];
  readonly notes: readonly Note[];
  /** `comparison` is `consensus`. */
  readonly failures: readonly CaseFailure[];
  /** Names of the files written to `out`, masks and maps among them; absent if none were. */
  readonly files?: readonly string[];
}
