import type { WorkPlan } from "@pgt/analysis";
import { fuseMasks } from "@pgt/analysis/fusion";
import { type Platform, useFusion, usePlatform, workerTasks } from "@pgt/runner/platform";
import { serveTasks, TaskClient, type WorkerPort, webPort } from "@pgt/runner/tasks";
import type { PairProgress } from "@pgt/study";
import { FileTree } from "./file-tree.ts";
import { browserInflater } from "./inflater.ts";
import { kernels, useKernels } from "./kernels.ts";
import { later } from "./later.ts";
import { functions } from "./library-functions.ts";
import type { FunctionResult, FunctionTask, LibraryTasks, ToldByFunction } from "./library-tasks.ts";
import { pageMemoryBytes, pageMemoryLimit } from "./page-memory.ts";
import { posixPaths } from "./posix-paths.ts";
import { receivedFiles, type SentFiles, sentFiles } from "./sent-files.ts";
import { workersOfPage } from "./started-workers.ts";
import { treeFiles } from "./tree-files.ts";
import { treeOutput } from "./tree-output.ts";

let files = new FileTree();
let compiled: WebAssembly.Module | null = null;
const tree = () => files;
const startByPage = workersOfPage(webPort(globalThis));

const platform: Platform = {
  files: treeFiles(tree),
  paths: posixPaths,
  output: treeOutput(tree),
  workshop: null,
  threads: {
    cores: navigator.hardwareConcurrency || 1,
    memoryBytes: pageMemoryBytes(),
    shareMemory: globalThis.crossOriginIsolated === true,
    canStart: () => true,
    staysFree: false,
    warn: (message) => console.warn(message),
    start: startThread,
    later,
  },
  inflater: browserInflater,
  memoryLimit: pageMemoryLimit(),
  kernels: async () => (compiled = await kernels()),
};
usePlatform(platform);
useFusion(fuseMasks);

const tasks: LibraryTasks = {
  ...workerTasks,
  runFunction,
  setUp: ({ files: sent, module }) => {
    files = receivedFiles(sent);
    if (module) useKernels((compiled = module));
  },
  serve: (port) => {
    serveTasks(webPort(port), tasks);
    return new Promise(() => {});
  },
};
serveTasks(webPort(globalThis), tasks);

function startThread(): WorkerPort {
  const port = startByPage();
  // What ends the thread is told to those who give it tasks.
  new TaskClient<LibraryTasks>(port)
    .run("setUp", { module: compiled, files: sentFiles(files) })
    .catch(() => {});
  return port;
}

async function runFunction(
  { name, args, files: given, wants }: FunctionTask,
  tell: (told: ToldByFunction) => void,
): Promise<FunctionResult> {
  files = receivedFiles(given);
  const options = {
    ...(args.at(-1) as object),
    ...(wants.progress && { onProgress: (progress: PairProgress) => tell({ progress }) }),
    ...(wants.plan && { onPlan: (plan: WorkPlan) => tell({ plan }) }),
  };
  const run = functions[name] as (...all: unknown[]) => Promise<unknown>;
  const result = await run(...args.slice(0, -1), options);
  return { result, ...changesSince(given) };
}

function changesSince(given: SentFiles) {
  const written = [...sentFiles(files)].filter(([path, content]) => given.get(path) !== content);
  const removed = [...given.keys()].filter((path) => files.get(path) === undefined);
  return { written: new Map(written), removed };
}
