import type { WorkPlan } from "@pgt/door";
import type { PlainError } from "@pgt/door/platform";
import type { PairProgress } from "@pgt/study";
import type { CallName } from "./calls.ts";

/** What a page asks a worker to do. */
export interface CallRequest {
  readonly call: CallName;
  /** Its arguments, the last one being the options without what cannot be sent. */
  readonly args: readonly unknown[];
  readonly files: ReadonlyMap<string, Blob | Address>;
  readonly wants: { readonly progress: boolean; readonly plan: boolean };
}

/** An address cannot be sent as an object. */
export type Address = string;

export type CallReply =
  | { readonly progress: PairProgress }
  | { readonly plan: WorkPlan }
  | {
      readonly result: unknown;
      readonly written: ReadonlyMap<string, Blob>;
      readonly removed: readonly string[];
    }
  | { readonly thrown: PlainError };

/** What a worker gives the threads that it starts, before any errand. */
export interface ThreadSetup {
  readonly module: WebAssembly.Module | null;
  readonly files: ReadonlyMap<string, Blob | Address>;
}
