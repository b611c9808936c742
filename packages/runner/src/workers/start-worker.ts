import { platform } from "../platform/platform.ts";
import { TaskWorker } from "../tasks/task-worker.ts";
import type { WorkerTasks } from "./tasks.ts";

export const startWorker = () => new TaskWorker<WorkerTasks>(platform().threads.start());
