import type { TaskFolder } from "@pgt/runner";

/** Stages of an experiment, in their order. */
export const stages = [
  "data",
  "prepare",
  "generate",
  "derive",
  "quality",
  "agreement",
  "train",
  "finetune",
  "predict",
  "score",
  "worth",
] as const;
export type Stage = (typeof stages)[number];

/** Cell of the experiment that a task belongs to. */
export interface Subject {
  /** The data set whose labels are varied. */
  readonly base?: string;
  readonly version?: string;
  /** Data set that is fine-tuned on. */
  readonly downstream?: string;
  readonly run?: number;
  readonly fold?: number;
}

/** A piece of work with a folder of its own. Its id holds a hash of everything that its result rests on. */
export interface Task {
  readonly id: string;
  readonly stage: Stage;
  readonly subject: Subject;
  /** Tasks that must be done first. */
  readonly needs: readonly string[];
  /** Tasks whose results are taken as far as they are there: what is missing is a hole in a table. */
  readonly takes: readonly string[];
  readonly make: (making: Making) => Promise<TaskEnd>;
}

/** Surroundings of a task that is being made. */
export interface Making {
  readonly folder: TaskFolder;
  /** The folder of a task that is done. */
  readonly folderOf: (id: string) => string;
  /** Of the tasks that are taken, those that are done. */
  readonly taken: ReadonlySet<string>;
  /** Tasks of the whole experiment with their states, for what tells of all of them. */
  readonly states: ReadonlyMap<string, TaskState>;
  /** Threads that it may use. */
  readonly jobs: number;
  readonly signal: AbortSignal | undefined;
}

export interface TaskEnd {
  readonly status: "done" | "not_converged";
  /** Facts for the tables of the experiment, plain JSON. */
  readonly record?: Readonly<Record<string, unknown>>;
}

/** State of a task, by what lies in its folder. */
export interface TaskState {
  readonly status: "done" | "failed" | "not_converged" | "pending";
  /** Reason of a failure, or what a task waits for. */
  readonly message: string | null;
  readonly seconds: number | null;
  readonly record: Readonly<Record<string, unknown>>;
}
