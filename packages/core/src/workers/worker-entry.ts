import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread, workerData } from "node:worker_threads";
import type { WorkerSetup } from "./errands.ts";

let entry = new URL("./worker.js", import.meta.url);

/**
 * For programs that put this library into one file of their own: the module that a worker thread is to run. In a
 * worker thread it must call `serveTasks` of this library, and nothing else. Without it, and without the library's own
 * worker.js beside it, everything runs in the calling thread.
 */
export function useWorkerEntry(url: URL): void {
  entry = url;
}

/** The module for worker threads; null if there is none. */
export function workerEntry(): URL | null {
  if (isPgtWorker()) return new URL((workerData as WorkerSetup).entry);
  return existsSync(fileURLToPath(entry)) ? entry : null;
}

/** Whether this thread is a worker of this library. */
export function isPgtWorker(): boolean {
  return !isMainThread && (workerData as Partial<WorkerSetup> | null)?.pgtWorker === true;
}
