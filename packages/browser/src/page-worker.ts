import type { WorkPlan } from "@pgt/analysis";
import { InternalError } from "@pgt/metrics";
import { fromPlainError } from "@pgt/runner/platform";
import type { PairProgress } from "@pgt/study";

import { FileTree } from "./file-tree.ts";
import { LibraryWorker } from "./library-worker.ts";
import type { TaskReply, TaskRequest, ThreadRequest } from "./messages.ts";
import { sentFiles, setReceived } from "./sent-files.ts";
import type { TaskName, tasks } from "./tasks.ts";

/** Options of every function of this library. */
export interface TaskOptions {
  /** Files that paths are looked up in, and that results are added to. */
  readonly files?: FileTree;
  /** Ends the task at once, with its reason; nothing of it is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PairProgress) => void;
  readonly onPlan?: (plan: WorkPlan) => void;
}

type Result<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;

/** A worker without work is kept this long: a new one has to load and compile its kernels. */
const keptMs = 20_000;

const idle: { readonly worker: LibraryWorker; readonly ending: ReturnType<typeof setTimeout> }[] = [];

/** Runs a task in a worker of its own, which asks for further ones. */
export function runInWorker<Name extends TaskName>(
  task: Name,
  args: readonly unknown[],
  { files = new FileTree(), signal, onProgress, onPlan, ...options }: TaskOptions = {},
): Promise<Result<Name>> {
  signal?.throwIfAborted();
  const request: TaskRequest = {
    task,
    args: [...args, options],
    files: sentFiles(files),
    wants: { progress: onProgress !== undefined, plan: onPlan !== undefined },
  };
  const taken = takeWorker();
  const { worker } = taken;
  return new Promise<Result<Name>>((resolve, reject) => {
    const listening = new AbortController();
    const until = { signal: listening.signal };
    const end = (isUsable: boolean) => {
      listening.abort();
      if (isUsable) keepWorker(taken);
      else taken.terminate();
    };
    const fail = (error: unknown) => {
      end(false);
      reject(error);
    };
    signal?.addEventListener("abort", () => fail(signal.reason), until);
    worker.addEventListener("error", (event) => fail(lostWorker(event)), until);
    worker.addEventListener(
      "messageerror",
      () => fail(lostWorker({ message: "its answer was lost" })),
      until,
    );
    const onReply = ({ data: reply }: MessageEvent<TaskReply | ThreadRequest>) => {
      if ("startThread" in reply || "endThread" in reply) return;
      if ("progress" in reply) return onProgress?.(reply.progress);
      if ("plan" in reply) return onPlan?.(reply.plan);
      end(true);
      if ("thrown" in reply) return reject(fromPlainError(reply.thrown));
      setReceived(files, reply.written);
      for (const path of reply.removed) files.delete(path);
      resolve(reply.result as Result<Name>);
    };
    worker.addEventListener("message", onReply, until);
    try {
      worker.postMessage(request);
    } catch (error) {
      fail(error);
    }
  });
}

function takeWorker(): LibraryWorker {
  const kept = idle.pop();
  if (!kept) return new LibraryWorker();
  clearTimeout(kept.ending);
  return kept.worker;
}

function keepWorker(worker: LibraryWorker): void {
  const ending = setTimeout(() => {
    idle.splice(
      idle.findIndex((one) => one.worker === worker),
      1,
    );
    worker.terminate();
  }, keptMs);
  idle.push({ worker, ending });
}

/** The event of a script that could not be loaded has no message. */
function lostWorker({ message }: { readonly message?: string }): InternalError {
  const why = message || "its script could not be loaded; worker.js belongs beside the page's script";
  return new InternalError("E_WORKER", `the worker of @pgt/browser ended (${why})`);
}
