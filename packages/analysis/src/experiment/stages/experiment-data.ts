import type { DividedDataset } from "../plan/dataset-split.ts";
import type { ExperimentPlan } from "../plan/plan-types.ts";
import type { InputHashes } from "../tasks/input-hashes.ts";
import type { Task } from "../tasks/task.ts";

/** A plan with the data sets that were found for it. */
export interface ReadyPlan {
  readonly plan: ExperimentPlan;
  readonly base: readonly DividedDataset[];
  readonly downstream: readonly DividedDataset[];
  readonly hashes: InputHashes;
}

/** A data set with the task that lays it out. */
export interface LaidOut {
  readonly id: string;
  readonly found: DividedDataset;
  readonly task: Task;
}

/** One set of labels of a base, with the task whose folder holds it as a data set to train on. */
export interface Version {
  readonly id: string;
  readonly prompted: boolean;
  readonly task: Task;
  /** Folder of the data set, in that of the task. */
  readonly place: string;
}
