import type { WorkPlan } from "@pgt/analysis";
import type { PlainError } from "@pgt/runner/platform";
import type { PairProgress } from "@pgt/study";
import type { SentFiles } from "./sent-files.ts";
import type { TaskName } from "./tasks.ts";

/** Request of a page to a worker. */
export interface TaskRequest {
  readonly task: TaskName;
  /** Arguments, the last one being the options without what cannot be sent. */
  readonly args: readonly unknown[];
  readonly files: SentFiles;
  readonly wants: { readonly progress: boolean; readonly plan: boolean };
}

export type TaskReply =
  | { readonly progress: PairProgress }
  | { readonly plan: WorkPlan }
  | {
      readonly result: unknown;
      readonly written: SentFiles;
      readonly removed: readonly string[];
    }
  | { readonly thrown: PlainError };

/** Request of a worker to its page: to start a thread that serves over a port; and to end it. */
export type ThreadRequest =
  | { readonly startThread: number; readonly port: MessagePort }
  | { readonly endThread: number };

/**
 * Message of a page to a worker: that it is a thread, and over which port to serve; that a thread of its own has
 * failed.
 */
export type ThreadNotice =
  | { readonly servePort: MessagePort }
  | { readonly lostThread: number; readonly why: string };

/** Message that a thread is sent over its port before any task. */
export interface ThreadSetup {
  readonly module: WebAssembly.Module | null;
  readonly files: SentFiles;
}
