import type { WorkPlan } from "@pgt/analysis";
import type { workerTasks } from "@pgt/runner/platform";
import type { PairProgress } from "@pgt/study";
import type { FunctionName } from "./library-functions.ts";
import type { SentFiles } from "./sent-files.ts";

export interface FunctionTask {
  readonly name: FunctionName;
  /** Arguments, the last one being the options without what cannot be sent. */
  readonly args: readonly unknown[];
  readonly files: SentFiles;
  readonly wants: { readonly progress: boolean; readonly plan: boolean };
}

export type ToldByFunction = { readonly progress: PairProgress } | { readonly plan: WorkPlan };

export interface FunctionResult {
  readonly result: unknown;
  readonly written: SentFiles;
  readonly removed: readonly string[];
}

/** State that a thread needs before it works on what another worker was given. */
export interface ThreadSetup {
  readonly module: WebAssembly.Module | null;
  readonly files: SentFiles;
}

/** Tasks of a worker of this library. */
export type LibraryTasks = typeof workerTasks & {
  /** Runs a function of the library; one at a time. */
  readonly runFunction: (task: FunctionTask, tell: (told: ToldByFunction) => void) => Promise<FunctionResult>;
  readonly setUp: (setup: ThreadSetup) => void;
  /** Serves the same tasks over a port, without end. */
  readonly serve: (port: MessagePort) => Promise<never>;
};

/** Tasks of a page, asked for by its workers. */
export type PageTasks = {
  /** Starts a worker of this library that serves over the port. Fails when that worker does. */
  readonly startWorker: (start: { readonly id: number; readonly port: MessagePort }) => Promise<never>;
  readonly endWorker: (id: number) => void;
};
