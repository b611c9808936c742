import { existsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { fuseMasks } from "@pgt/analysis/fusion";
import { networkTasks } from "@pgt/analysis/network-tasks";
import { InternalError } from "@pgt/metrics";
import { type Threads, useFusion, workerTasks } from "@pgt/runner/platform";
import { serveTasks as serve, type WorkerPort } from "@pgt/runner/tasks";

/** Data that a worker thread is started with. */
interface WorkerSetup {
  readonly pgtWorker: true;
  /** The module that it runs, for threads of its own. */
  readonly entry: string;
}

let entry = new URL("./worker.js", import.meta.url);

/**
 * Sets, for programs that put this library into one file of their own, the module that a worker thread is to run. In
 * a worker thread it must call `serveTasks` of this library, and nothing else. Without it, and without the library's
 * own worker.js beside it, everything runs in the calling thread.
 */
export function useWorkerEntry(url: URL): void {
  entry = url;
}

/** Serves tasks until the thread is ended. */
export function serveTasks(): void {
  useFusion(fuseMasks);
  const port = parentPort!;
  serve(
    {
      post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
      onMessage: (listener) => void port.on("message", listener).on("messageerror", endThread),
    },
    { ...workerTasks, ...networkTasks },
  );
}

/** An error that nothing catches ends a thread, which is told to the one that waits for it. */
function endThread(error: Error): never {
  throw error;
}

/** True if this thread is a worker of this library. */
export function isPgtWorker(): boolean {
  return !isMainThread && (workerData as Partial<WorkerSetup> | null)?.pgtWorker === true;
}

/** Worker threads. */
export const nodeThreads: Threads = {
  get cores() {
    return availableParallelism();
  },
  get memoryBytes() {
    return totalmem();
  },
  shareMemory: true,
  canStart: () => workerEntry() !== null,
  staysFree: isMainThread,
  warn: (message) => process.emitWarning(message, { code: "PGT_WORKER" }),
  start: () => startThread(workerEntry()!),
  later: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** The module for worker threads; null if there is none. */
function workerEntry(): URL | null {
  if (isPgtWorker()) return new URL((workerData as WorkerSetup).entry);
  return existsSync(fileURLToPath(entry)) ? entry : null;
}

/** @throws InternalError E_WORKER where the system has no room for a thread, or the module cannot be one. */
function newWorker(module: URL, workerData: WorkerSetup): Worker {
  try {
    return new Worker(module, { workerData });
  } catch (cause) {
    throw new InternalError("E_WORKER", `no worker could be started (${(cause as Error).message})`, {
      cause,
    });
  }
}

function startThread(module: URL): WorkerPort {
  const setup: WorkerSetup = { pgtWorker: true, entry: module.href };
  const worker = newWorker(module, setup);
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as ArrayBuffer[]),
    onMessage: (listener) => worker.on("message", listener),
    onLost: (listener) => {
      worker.on("error", listener);
      worker.on("messageerror", listener);
      worker.on("exit", (code) => listener(new Error(`exit code ${code}`)));
    },
    setIdle: (isIdle) => {
      if (isIdle) worker.unref();
      else worker.ref();
    },
    terminate: () => worker.terminate(),
  };
}
