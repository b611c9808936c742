import type { OptionKeys } from "@pgt/metrics";
import type { ExperimentPlan } from "./plan/plan-types.ts";
import type { TaskStatus } from "./result/experiment-types.ts";

export interface ExperimentOptions {
  /** Folder of the experiment. Default: beside the plan, `plan.study` for `plan.yaml`. */
  readonly out?: string;
  /** Tasks at a time. Default: all cores. */
  readonly jobs?: number;
  readonly signal?: AbortSignal;
  readonly onTask?: (progress: ExperimentProgress) => void;
}

export interface ExperimentProgress extends TaskStatus {
  readonly done: number;
  readonly total: number;
}

export const experimentOptionKeys: OptionKeys<ExperimentOptions> = {
  out: true,
  jobs: true,
  signal: true,
  onTask: true,
};

/** A plan that was looked at: nothing is written. */
export interface PlannedExperiment {
  readonly plan: ExperimentPlan;
  readonly folder: string;
  readonly datasets: readonly PlannedCases[];
  readonly stages: readonly { readonly stage: string; readonly tasks: number }[];
  /** Faults for which it cannot be run; `tasks` is then not told. */
  readonly missing: readonly string[];
}

export interface PlannedCases {
  readonly id: string;
  readonly train: number;
  readonly test: number;
  readonly labels: readonly string[];
  /** Structures to be drawn by hand, if these labels were not there: training cases times labels. */
  readonly masks: number;
}

/** State of an experiment. */
export interface ExperimentStatus {
  readonly folder: string;
  readonly tasks: readonly (TaskStatus & { readonly seconds: number | null })[];
}

/** Scripts that were written. */
export interface ExportedExperiment {
  readonly folder: string;
  readonly files: readonly string[];
  readonly tasks: number;
}
