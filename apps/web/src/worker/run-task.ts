import { buffersIn } from "./handed-over.ts";
import type { pageTasks } from "./page-tasks.ts";
import { TaskWorker } from "./task-worker.ts";

type PageTasks = typeof pageTasks;

let worker: TaskWorker<PageTasks> | null = null;

/** Does a task of `page-tasks.ts` in the page's worker. */
export function runTask<Name extends keyof PageTasks>(
  name: Name,
  ...args: Parameters<PageTasks[Name]>
): Promise<Awaited<ReturnType<PageTasks[Name]>>> {
  if (worker === null || worker.isLost) {
    const started = new Worker(new URL("./page-worker.ts", import.meta.url), { type: "module" });
    worker = new TaskWorker(started, { handOver: buffersIn });
  }
  return worker.run(name, ...args);
}
