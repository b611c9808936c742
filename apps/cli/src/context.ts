import type { Progress } from "@pgt/core";
import type { OptionValues } from "./arguments/options.ts";
import type { Door } from "./door-types.ts";
import type { Write } from "./terminal/output.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What a command has besides its arguments. */
export interface Context {
  readonly version: string;
  readonly door: () => Promise<Door>;
  /** stdout: data only. */
  readonly out: Write;
  readonly outTerminal: Terminal;
  /** stderr, one line, always: errors and failed cases. */
  readonly complain: (line: string) => void;
  /** stderr, one line, not with --quiet: notes and warnings. */
  readonly note: (line: string) => void;
  /** Runs `work` with a progress bar if stderr is a terminal. */
  readonly withProgress: <T>(
    title: string,
    work: (onProgress: (progress: Progress) => void) => Promise<T>,
  ) => Promise<T>;
  readonly signal: AbortSignal;
}

/** Runs a command and returns its exit code. */
export type Command = (
  context: Context,
  positionals: readonly string[],
  options: OptionValues,
) => Promise<number>;
