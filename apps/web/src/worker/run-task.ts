import { type TaskClient, TaskWorker, webWorkerPort } from "@pgt/runner/tasks";
import type { PageTasks } from "./page-tasks.ts";

let worker: TaskWorker<PageTasks> | null = null;

/** Does a task of `page-tasks.ts` in the page's worker. */
export const runTask: TaskClient<PageTasks>["run"] = (task, argument, more) => {
  if (worker === null || worker.isLost) {
    const started = new Worker(new URL("./page-worker.ts", import.meta.url), { type: "module" });
    worker = new TaskWorker(webWorkerPort(started));
  }
  return worker.run(task, argument, more);
};
