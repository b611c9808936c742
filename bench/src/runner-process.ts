import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, Task } from "./tasks.ts";

const runner = fileURLToPath(new URL("./runner.js", import.meta.url));
const core = fileURLToPath(import.meta.resolve("@pgt/core"));

export const builtCore = core;

/** A process of its own for measurements that must not meet the memory or the compiled code of others. */
export class RunnerProcess {
  private readonly child: ChildProcess;
  private readonly digests = new Map<string, string>();
  /** Peak memory of everything run so far. */
  peakMiB = 0;

  constructor(corePath = core) {
    this.child = fork(runner, [corePath], { execArgv: ["--expose-gc"] });
  }

  /** @throws Error if the task fails, or gives other values than it gave before. */
  async run(task: Task): Promise<Answer> {
    const answer = await this.ask(task);
    this.peakMiB = Math.max(this.peakMiB, answer.peakMiB);
    const key = JSON.stringify(task);
    const digest = JSON.stringify(answer.values);
    const before = this.digests.get(key) ?? digest;
    this.digests.set(key, before);
    if (digest !== before) throw new Error(`two runs of one task differ: ${key}`);
    return answer;
  }

  /** A task as `alternate` wants it. */
  timed(task: Task): () => Promise<number> {
    return async () => (await this.run(task)).ms;
  }

  close(): void {
    this.child.kill();
  }

  private ask(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a runner ended with exit code ${code}`));
      this.child.once("exit", ended);
      this.child.once("message", (message: { answer?: Answer; error?: string }) => {
        this.child.off("exit", ended);
        if (message.answer) resolve(message.answer);
        else reject(new Error(message.error));
      });
      this.child.send(task);
    });
  }
}

/** Runs `work` with a fresh process and ends it. */
export async function withRunner<T>(
  work: (runner: RunnerProcess) => Promise<T>,
  corePath?: string,
): Promise<T> {
  const runnerProcess = new RunnerProcess(corePath);
  try {
    return await work(runnerProcess);
  } finally {
    runnerProcess.close();
  }
}
