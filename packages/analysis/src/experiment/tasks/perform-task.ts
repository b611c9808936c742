import { OutputError, PgtError, UsageError } from "@pgt/metrics";
import { join, secondsSince } from "@pgt/runner";
import type { Task, TaskState } from "./task.ts";
import { logFile, type TaskStore, tookHash } from "./task-store.ts";
import { workshop } from "./workshop.ts";

export interface Performance {
  readonly store: TaskStore;
  readonly states: ReadonlyMap<string, TaskState>;
  readonly jobs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes a task in a hidden folder, which gets its name when all of it is there; if another process was first, its
 * result counts. A failure is kept beside the tasks and
 * stops nothing.
 *
 * @throws OutputError if there is no space or no right to write; the reason of an interruption.
 */
export async function performTask(task: Task, performance_: Performance): Promise<TaskState> {
  const { store, states, jobs, signal } = performance_;
  const started = performance.now();
  const folder = await workshop().begin(store.tasks, task.id, await store.isBegun(task.id));
  const unlock = await workshop().lock(folder.path);
  const took = tookHash(task, states);
  const taken = new Set(task.takes.filter((id) => states.get(id)?.status === "done"));
  try {
    const end = await task.make({
      ...{ folder, folderOf: store.folderOf, taken, states, jobs, signal },
    });
    signal?.throwIfAborted();
    await unlock();
    const seconds = secondsSince(started);
    const other = await store.finish(task, folder, end, { took, seconds }).then(
      () => null,
      async (cause) => (await store.doneOf(task, states)) ?? Promise.reject(cause),
    );
    return other ?? { status: end.status, message: null, seconds, record: end.record ?? {} };
  } catch (error) {
    if (signal?.aborted || isFatal(error)) throw error;
    const message = (error as Error).message;
    await store.fail(task, message, join(folder.path, logFile));
    return { status: "failed", message, seconds: null, record: {} };
  } finally {
    await unlock().catch(() => {});
    await folder.discard();
  }
}

/** Faults of a task itself are kept; of the disk, and of this program, they end the run. */
function isFatal(error: unknown): boolean {
  return !(error instanceof PgtError) || error instanceof OutputError || isLock(error);
}

function isLock(error: unknown): boolean {
  return error instanceof UsageError && error.code === "E_LOCKED";
}
