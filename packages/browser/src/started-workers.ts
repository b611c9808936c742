import {
  serveTasks,
  TaskClient,
  type TaskPort,
  TaskWorker,
  type WorkerPort,
  webPort,
  webWorkerPort,
} from "@pgt/runner/tasks";
import type { LibraryTasks, PageTasks } from "./library-tasks.ts";

const unloaded = "its script could not be loaded; worker.js belongs beside the page's script";

/** Starts a worker of this library, in a page. */
export function startWorker(): WorkerPort {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const endOthers = startWorkersFor(worker);
  const port = webWorkerPort(worker, unloaded);
  return {
    ...port,
    terminate: async () => {
      endOthers();
      await port.terminate();
    },
  };
}

/**
 * Starts, in a page, the workers that a worker of the page's own needs for its calls of this library; that worker calls
 * `useWorkersOfPage`. A worker that starts another one can stop for good in Firefox while a debugger or a test driver
 * watches the page.
 *
 * @returns ends what was started, to be called with the end of the worker.
 */
export function startWorkersFor(worker: Worker): () => void {
  const started = new Map<number, TaskWorker<LibraryTasks>>();
  const endWorker = (id: number) => {
    void started.get(id)?.close();
    started.delete(id);
  };
  serveTasks(webPort(worker), {
    startWorker: ({ id, port }) => {
      const other = new TaskWorker<LibraryTasks>(startWorker());
      started.set(id, other);
      return other.run("serve", port, { transfer: [port] });
    },
    endWorker,
  } satisfies PageTasks);
  return () => {
    for (const id of started.keys()) endWorker(id);
  };
}

/** Workers of this library, as a worker has its page start them. */
export function workersOfPage(pagePort: TaskPort): () => WorkerPort {
  const page = new TaskClient<PageTasks>(pagePort);
  let count = 0;
  return () => {
    const id = count++;
    const { port1, port2: port } = new MessageChannel();
    const end = page.run("startWorker", { id, port }, { transfer: [port] });
    return {
      ...webPort(port1),
      onLost: (listener) => void end.catch(listener),
      terminate: () => page.run("endWorker", id),
    };
  };
}
