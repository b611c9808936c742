import { Worker } from "node:worker_threads";

/**
 * Runs `tasks` on `jobs` workers of `file`, each task on whichever is free, and returns the results in the order of
 * the tasks: what a task gives must depend on the task alone.
 */
export async function runTasks<T, R>(
  file: URL,
  tasks: readonly T[],
  jobs: number,
  onDone: (done: number) => void,
): Promise<R[]> {
  const results = new Array<R>(tasks.length);
  let next = 0;
  let done = 0;
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let current = -1;
      const give = () => {
        current = next++;
        if (current < tasks.length) worker.postMessage(tasks[current]);
        else resolve(worker.terminate().then(() => {}));
      };
      worker.on("error", reject);
      worker.on("message", (result: R) => {
        results[current] = result;
        onDone(++done);
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, () => work(new Worker(file))));
  return results;
}

/** One line on a terminal, written over by the next; nothing elsewhere. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text} `);
}
