import type { OperationName, operations } from "@pgt/analysis/operations";
import type { FileTree } from "./file-tree.ts";
import { runInWorker, type TaskOptions } from "./run-in-worker.ts";

/** Tree that paths lead into. */
export interface InFiles {
  readonly files: FileTree;
}

/** A function of the library as a page calls it: its options say where paths lead, and can end it. */
type InPage<Run> = Run extends (...all: infer All extends readonly unknown[]) => infer Result
  ? Required<All> extends readonly [...infer Before, infer Options]
    ? (...all: [...Before, options: Options & InFiles & Pick<TaskOptions, "signal">]) => Result
    : never
  : never;

/** The function of the library with that name, run by a worker. */
export function inWorker<Name extends OperationName>(name: Name): InPage<(typeof operations)[Name]["run"]> {
  const run = async (...all: unknown[]) =>
    runInWorker(name, all.slice(0, -1), all.at(-1) as TaskOptions & InFiles);
  return run as InPage<(typeof operations)[Name]["run"]>;
}
