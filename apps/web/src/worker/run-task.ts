import type { PageTasks, TaskName, TaskReply, TaskRequest } from "./page-tasks.ts";

let worker: Worker | null = null;
let last = 0;

/** Does a task of `page-tasks.ts` in the page's worker. */
export function runTask<N extends TaskName>(
  name: N,
  ...args: Parameters<PageTasks[N]>
): Promise<ReturnType<PageTasks[N]>> {
  const own = (worker ??= new Worker(new URL("./page-worker.ts", import.meta.url), { type: "module" }));
  const id = ++last;
  return new Promise((resolve, reject) => {
    const until = new AbortController();
    const end = (finish: () => void) => {
      until.abort();
      finish();
    };
    own.addEventListener(
      "message",
      ({ data }: MessageEvent<TaskReply>) => {
        if (data.id !== id) return;
        if ("fault" in data) end(() => reject(new Error(data.fault)));
        else end(() => resolve(data.value as ReturnType<PageTasks[N]>));
      },
      { signal: until.signal },
    );
    own.addEventListener(
      "error",
      ({ message }) => {
        worker = null;
        end(() => reject(new Error(`the page's worker ended (${message || "it could not be loaded"})`)));
      },
      { signal: until.signal },
    );
    own.postMessage({ id, name, args } satisfies TaskRequest);
  });
}
