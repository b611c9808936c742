import type { Interval, OrganQuality, QualityCell, Reliability } from "@pgt/stats";
import type { WorthReport } from "../../worth/worth-types.ts";
import type { Settings } from "../engines/engine-types.ts";
import type { Stage, Subject, TaskState } from "../tasks/task.ts";

/** Values of metrics from 0 to 1 are fractions, as in every document. */
export interface ExperimentResult {
  readonly settings: ExperimentSettings;
  readonly versions: readonly ExperimentVersion[];
  /** Label quality of the training cases, by base, metric and version: the cells of `pgt quality`. */
  readonly quality: readonly MeasuredQuality<QualityCell>[];
  readonly organs: readonly MeasuredQuality<OrganQuality>[];
  /** The labels as they came against the truth; empty where it is not known. */
  readonly original: { readonly cells: readonly QualityCell[]; readonly organs: readonly OrganQuality[] };
  /** Scores on the test cases of the base, against its labels as they came. */
  readonly inDomain: readonly ExperimentCell[];
  readonly finetuned: readonly ExperimentCell[];
  /** Score of each organ and version beside its quality, with the spread of the runs. */
  readonly organScores: readonly OrganScore[];
  readonly runs: readonly RunScore[];
  /** Spread between runs of one recipe, by task and metric. */
  readonly spread: readonly RunSpread[];
  /** Agreement of the annotators of a base's labels, by label and metric; empty where a base has none of its own. */
  readonly agreement: readonly BaseAgreement[];
  /** The document of `pgt worth` on scores.csv; null if there is too little for an answer. */
  readonly worth: WorthReport | null;
  readonly noAnswer: string | null;
  /** Statements on experiments of this kind, and whether this one shows them. */
  readonly statements: readonly ExperimentStatement[];
  /** How far statements can be trusted. */
  readonly statementsNote: string;
  readonly status: readonly TaskStatus[];
}

export interface ExperimentSettings {
  readonly name: string;
  readonly metrics: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly engine: string;
  readonly engineSettings: Settings;
}

export interface ExperimentVersion {
  readonly base: string;
  readonly version: string;
  readonly kind: "original" | "engine" | "masks" | "degrade";
  readonly prompted: boolean;
  /** Version of the same network without a prompt; null for one that had none, or if there is no such version. */
  readonly unprompted: string | null;
  /** Known errors of labels that were made worse. */
  readonly degraded: { readonly sigmaMm: number; readonly biasMm: number; readonly drop: number } | null;
  readonly status: TaskState["status"];
}

/** Quality against the labels, and against the truth where it is known. */
export type MeasuredQuality<T> = T & { readonly truth: number | null };

/** A cell of a table of scores: versions in rows, bases in columns. */
export interface ExperimentCell {
  /** `in-domain`, or the data set that was fine-tuned on. */
  readonly task: string;
  readonly base: string;
  readonly version: string;
  readonly metric: string;
  /** Mean over organs of their means over cases and runs, as `pgt worth` has it; null for a hole. */
  readonly mean: number | null;
  /** Sample standard deviation of the means of single runs; null for fewer than two. */
  readonly runSd: number | null;
  readonly runs: number;
  readonly expectedRuns: number;
  /** Quintile of the column, from 1 (worst) to 5, and letters of what is not separable. */
  readonly class: number | null;
  readonly letters: string | null;
  /** Reason for a hole: `not converged` and the like. */
  readonly status: string;
}

export interface RunScore {
  readonly task: string;
  readonly base: string;
  readonly version: string;
  readonly run: number;
  readonly metric: string;
  readonly mean: number;
}

/** Another run of the same recipe gives another score: what that is, and how many gaps between versions it could make. */
export interface RunSpread {
  readonly task: string;
  readonly metric: string;
  /** Standard deviation of runs around the mean of their cell, over all cells together; null for single runs. */
  readonly sd: number | null;
  /** Cells of several runs, and degrees of freedom. */
  readonly cells: number;
  readonly freedom: number;
  /** Difference of two means of as many runs that runs alone exceed in 5 % of cases. */
  readonly limit: number | null;
  /** Pairs of versions in a column, and those of them that differ by no more than the limit. */
  readonly pairs: number;
  readonly within: number | null;
}

export interface BaseAgreement {
  readonly dataset: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly inter: RaterAgreementValue;
  /** Null where nobody annotated twice. */
  readonly intra: RaterAgreementValue | null;
}

/** A mean over cases with its interval over cases, for these raters. */
export type RaterAgreementValue = Pick<Reliability, "estimate" | "n" | "pairs"> & Reliability["fixedRaters"];

export interface OrganScore {
  readonly base: string;
  readonly version: string;
  readonly label: string;
  readonly metric: string;
  readonly quality: number | null;
  readonly score: number;
  readonly runSd: number | null;
  readonly runs: number;
}

export interface TaskStatus {
  readonly id: string;
  readonly stage: Stage;
  readonly subject: Subject;
  readonly status: TaskState["status"];
  readonly message: string | null;
}

/** A statement on an experiment, and whether its own numbers show it. */
export interface ExperimentStatement {
  readonly id:
    | "in-domain-follows-quality"
    | "fine-tuned-hardly-depends"
    | "prompted-quality-inflated"
    | "small-gaps-undecided";
  readonly statement: string;
  /** Null if there is too little to tell. */
  readonly holds: boolean | null;
  /** What was measured, in the unit of `measure`; null if it was not. */
  readonly value: number | null;
  readonly measure: string;
  /** 95 %. */
  readonly interval?: Interval;
  /** Points, organs or pairs that the value is of. */
  readonly n: number;
}
