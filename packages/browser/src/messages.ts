import type { WorkPlan } from "@pgt/door";
import type { PlainError } from "@pgt/door/platform";
import type { PairProgress } from "@pgt/study";
import type { CallName } from "./calls.ts";
import type { SentFiles } from "./sent-files.ts";

/** What a page asks a worker to do. */
export interface CallRequest {
  readonly call: CallName;
  /** Its arguments, the last one being the options without what cannot be sent. */
  readonly args: readonly unknown[];
  readonly files: SentFiles;
  readonly wants: { readonly progress: boolean; readonly plan: boolean };
}

export type CallReply =
  | { readonly progress: PairProgress }
  | { readonly plan: WorkPlan }
  | {
      readonly result: unknown;
      readonly written: SentFiles;
      readonly removed: readonly string[];
    }
  | { readonly thrown: PlainError };

/** What a worker gives the threads that it starts, before any errand. */
export interface ThreadSetup {
  readonly module: WebAssembly.Module | null;
  readonly files: SentFiles;
}
