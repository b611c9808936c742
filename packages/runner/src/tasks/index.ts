/** Tasks between threads, explained in `protocol.ts`; importing this loads nothing else of the runner. */
export { IdleWorkers } from "./idle-workers.ts";
export type { TaskPort, WorkerPort } from "./protocol.ts";
export { serveTasks } from "./serve-tasks.ts";
export { TaskClient, TaskWorker } from "./task-worker.ts";
export { webPort, webWorkerPort } from "./web-ports.ts";
