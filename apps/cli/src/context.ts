import type { Progress } from "@pgt/core";
import type { Write } from "./terminal/output.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The functions of the library: `library.ts` takes them from `@pgt/core`, tests from small fakes. */
export type Library = typeof import("@pgt/core");

/** The streams, the library and the interruption that a command is run with. */
export interface Context {
  readonly version: string;
  readonly library: () => Promise<Library>;
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
  /** Lets an interruption end the process at once, where nothing would be kept of what is at hand. */
  readonly endAtOnce: () => void;
}
