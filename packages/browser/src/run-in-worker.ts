import type { WorkPlan } from "@pgt/analysis";
import { IdleWorkers, TaskWorker, webPort } from "@pgt/runner/tasks";
import type { PairProgress } from "@pgt/study";
import { FileTree } from "./file-tree.ts";
import { later } from "./later.ts";
import type { FunctionName, functions } from "./library-functions.ts";
import type { LibraryTasks, ToldByFunction } from "./library-tasks.ts";
import { sentFiles, setReceived } from "./sent-files.ts";
import { startWorker, workersOfPage } from "./started-workers.ts";

/** Options of every function of this library. */
export interface TaskOptions {
  /** Files that paths are looked up in, and that results are added to. */
  readonly files?: FileTree;
  /** Ends the task at once, with its reason; nothing of it is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly onPlan?: (plan: WorkPlan) => void;
}

type Result<Name extends FunctionName> = Awaited<ReturnType<(typeof functions)[Name]>>;

const keptMs = 20_000;

let start = startWorker;

const idle = new IdleWorkers(
  () => new TaskWorker<LibraryTasks>(start()),
  (end) => later(keptMs, end),
);

/** Has the page start the workers of this library, in a worker of its own for which it calls `startWorkersFor`. */
export function useWorkersOfPage(): void {
  start = workersOfPage(webPort(globalThis));
}

/** Runs a function of the library in a worker of its own, which asks for further ones. */
export async function runInWorker<Name extends FunctionName>(
  name: Name,
  args: readonly unknown[],
  { files = new FileTree(), signal, onProgress, onPlan, ...options }: TaskOptions = {},
): Promise<Result<Name>> {
  signal?.throwIfAborted();
  const worker = idle.take();
  const cancel = () => void worker.close(signal!.reason);
  signal?.addEventListener("abort", cancel);
  const task = {
    name,
    args: [...args, options],
    files: sentFiles(files),
    wants: { progress: onProgress !== undefined, plan: onPlan !== undefined },
  };
  const onTold = (told: ToldByFunction) =>
    "progress" in told ? onProgress?.(told.progress) : onPlan?.(told.plan);
  try {
    const { result, written, removed } = await worker.run("runFunction", task, { onTold });
    setReceived(files, written);
    for (const path of removed) files.delete(path);
    return result as Result<Name>;
  } finally {
    signal?.removeEventListener("abort", cancel);
    idle.keep(worker);
  }
}
