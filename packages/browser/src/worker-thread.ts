import type { Platform } from "@pgt/runner/platform";
import { serveWorkerTasks, toPlainError, usePlatform } from "@pgt/runner/platform";
import { FileTree } from "./file-tree.ts";
import { browserInflater } from "./inflater.ts";
import { kernels, useKernels } from "./kernels.ts";
import type { TaskReply, TaskRequest, ThreadNotice, ThreadSetup } from "./messages.ts";
import { pageMemoryLimit } from "./page-memory.ts";
import { posixPaths } from "./posix-paths.ts";
import { receivedFiles, sentFiles } from "./sent-files.ts";
import { type TaskName, tasks } from "./tasks.ts";
import { treeFiles } from "./tree-files.ts";
import { treeOutput } from "./tree-output.ts";
import { webThreads } from "./web-threads.ts";

let files = new FileTree();
let compiled: WebAssembly.Module | null = null;
const tree = () => files;

const platform: Platform = {
  files: treeFiles(tree),
  paths: posixPaths,
  output: treeOutput(tree),
  threads: webThreads(() => ({ module: compiled, files: sentFiles(files) })),
  inflater: browserInflater,
  memoryLimit: pageMemoryLimit(),
  kernels: async () => (compiled = await kernels()),
};
usePlatform(platform);

self.addEventListener("message", ({ data }: MessageEvent<TaskRequest | ThreadNotice>) => {
  if ("servePort" in data) serve(data.servePort);
  else if ("task" in data) void answer(data);
});

/** Serves as a thread of another worker. */
function serve(port: MessagePort): void {
  serveWorkerTasks({
    post: (message, transfer) => port.postMessage(message, { transfer }),
    onMessage: (listener) =>
      port.addEventListener("message", ({ data }) => {
        if ("setup" in data) begin(data.setup);
        else listener(data);
      }),
  });
  port.start();
}

function begin(setup: ThreadSetup): void {
  files = receivedFiles(setup.files);
  if (setup.module) useKernels((compiled = setup.module));
}

/** A page sends one task at a time. */
async function answer({ task, args, files: given, wants }: TaskRequest): Promise<void> {
  files = receivedFiles(given);
  const reply = (message: TaskReply, transfer: Transferable[] = []) =>
    self.postMessage(message, { transfer });
  const options = {
    ...(args.at(-1) as object),
    ...(wants.progress && { onProgress: (progress: never) => reply({ progress }) }),
    ...(wants.plan && { onPlan: (plan: never) => reply({ plan }) }),
  };
  try {
    const run = tasks[task as TaskName] as (...all: unknown[]) => Promise<unknown>;
    const result = await run(...args.slice(0, -1), options);
    reply({ result, ...changesSince(given) }, buffersOf(result));
  } catch (error) {
    reply({ thrown: toPlainError(error) });
  }
}

function changesSince(given: TaskRequest["files"]) {
  const written = [...sentFiles(files)].filter(([path, content]) => given.get(path) !== content);
  const removed = [...given.keys()].filter((path) => files.get(path) === undefined);
  return { written: new Map(written), removed };
}

/** The voxels of a label map that was read, or of the masks of a structure. */
function buffersOf(result: unknown): Transferable[] {
  const { data, masks = [] } = (result ?? {}) as {
    readonly data?: unknown;
    readonly masks?: readonly { readonly voxels?: unknown }[];
  };
  const buffers = [data, ...masks.map(({ voxels }) => voxels)].flatMap((view) =>
    ArrayBuffer.isView(view) && view.buffer instanceof ArrayBuffer ? [view.buffer] : [],
  );
  return [...new Set(buffers)];
}
