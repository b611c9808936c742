import { type Performance, performTask } from "./perform-task.ts";
import type { Task, TaskState } from "./task.ts";
import { type TaskStore, waiting } from "./task-store.ts";

export interface TaskProgress {
  readonly done: number;
  readonly total: number;
  /** The task that has just ended. */
  readonly task: Task;
  readonly state: TaskState;
}

export interface RunSettings {
  readonly jobs: number;
  readonly signal: AbortSignal | undefined;
  readonly onTask: (progress: TaskProgress) => void;
}

/**
 * Performs all tasks that are not done, several at a time, each after those it rests on. What took results is made
 * again when there are more of them.
 *
 * @param tasks in an order in which each comes after those it rests on.
 */
export async function runTasks(
  tasks: readonly Task[],
  store: TaskStore,
  { jobs, signal, onTask }: RunSettings,
): Promise<ReadonlyMap<string, TaskState>> {
  const before = await store.states(tasks);
  const isEnded = ({ id }: Task) => ["done", "not_converged"].includes(before.get(id)!.status);
  const states = new Map<string, TaskState>();
  const open = new Set<Task>();
  for (const task of tasks) {
    const isSettled = isEnded(task) && task.takes.every((id) => states.has(id));
    if (isSettled) states.set(task.id, before.get(task.id)!);
    else open.add(task);
  }
  const running = new Map<Task, Promise<void>>();
  let done = tasks.length - open.size;
  const settle = (task: Task, state: TaskState) => {
    states.set(task.id, state);
    onTask({ done: ++done, total: tasks.length, task, state });
  };
  const start = async (task: Task, performance: Performance) =>
    settle(task, await performTask(task, performance));
  const begin = async (task: Task, jobsOfTask: number) => {
    const kept = task.takes.length > 0 ? await store.doneOf(task, states) : null;
    if (kept) settle(task, kept);
    else await start(task, { store, states, jobs: jobsOfTask, signal });
  };
  try {
    while (open.size > 0 || running.size > 0) {
      signal?.throwIfAborted();
      for (const task of open) {
        if (running.size >= jobs || ![...task.needs, ...task.takes].every((id) => states.has(id))) continue;
        open.delete(task);
        const state = waiting(task, states);
        if (state.status === "pending" && state.message === null) {
          const own = Math.max(1, Math.floor(jobs / (running.size + 1)));
          running.set(
            task,
            begin(task, own).finally(() => running.delete(task)),
          );
        } else settle(task, state);
      }
      if (running.size > 0) await Promise.race(running.values());
    }
    return states;
  } finally {
    await Promise.allSettled(running.values());
  }
}
