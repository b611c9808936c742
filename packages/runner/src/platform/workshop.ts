import type { DatasetFolder } from "./dataset-output.ts";

/** Folders of tasks, and programs that are started; a page has neither. */
export interface Workshop {
  /**
   * Takes the right to write into a folder, which is made.
   *
   * @returns gives it back.
   * @throws UsageError E_LOCKED naming the process that holds it.
   */
  readonly lock: (folder: string) => Promise<() => Promise<void>>;
  /** Makes the folder of a task, a hidden one in `folder` that gets its name when it is complete. */
  readonly begin: (folder: string, name: string, replaces: boolean) => Promise<TaskFolder>;
  /** Removes hidden folders that killed processes have left half-made in a folder. */
  readonly clean: (folder: string) => Promise<void>;
  /** Removes a file, or a folder with all that is in it, if it is there. */
  readonly remove: (path: string) => Promise<void>;
  /** Text that changes when a file does: its size and time. */
  readonly stampOf: (path: string) => Promise<string>;
  /** The module of the network's kernels, or its bytes. */
  readonly network: () => Promise<BufferSource | WebAssembly.Module>;
  /** Folder of the scripts by which engines that have no program of their own are called. */
  readonly scripts: string;
  /** Starts a program and waits for its end. What it prints goes to the end of the file `log`. */
  readonly run: (call: ProgramCall) => Promise<ProgramEnd>;
}

/** The folder of a task in the making. */
export interface TaskFolder extends DatasetFolder {
  readonly path: string;
}

export interface ProgramCall {
  /** The program and its arguments: no shell reads them. */
  readonly argv: readonly string[];
  readonly folder: string;
  /** Beside the variables of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: string;
  readonly signal?: AbortSignal;
}

export type ProgramEnd =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  /** There is no such program, or it may not be started. */
  | { readonly kind: "missing"; readonly reason: string };
