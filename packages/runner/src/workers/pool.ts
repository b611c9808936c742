import { InternalError } from "@pgt/metrics";
import type { TaskWorker } from "../tasks/task-worker.ts";
import { startWorker } from "./start-worker.ts";
import type { CompareTask, PlainOutcome, WorkerTasks } from "./tasks.ts";

/** Threads that compare cases in the order given, each the next when it is free. One that was lost is replaced. */
export class WorkerPool {
  private readonly waiting: (() => void)[] = [];
  private readonly started: TaskWorker<WorkerTasks>[] = [];
  private idle: TaskWorker<WorkerTasks>[] = [];
  private atWork = 0;
  private isClosed = false;

  /** @param size threads at work at a time, at most. */
  constructor(private size: number) {}

  async compare(task: CompareTask, onTold: (outcome: PlainOutcome) => void): Promise<void> {
    if (this.atWork < this.size) this.atWork++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    let thread: TaskWorker<WorkerTasks> | undefined;
    try {
      thread = this.idle.pop() ?? this.start();
      await thread.run("compare", task, { onTold });
    } finally {
      if (thread && !thread.isLost) this.idle.push(thread);
      const next = this.waiting.shift();
      if (next) next();
      else this.atWork--;
    }
  }

  /** Ends all threads but one, for what needs their memory. To be called while none is at work. */
  async keepOne(): Promise<void> {
    const [kept, ...others] = this.idle;
    this.size = 1;
    this.idle = kept ? [kept] : [];
    await Promise.all(others.map((thread) => thread.close()));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.started.map((thread) => thread.close()));
  }

  private start(): TaskWorker<WorkerTasks> {
    if (this.isClosed) throw new InternalError("E_WORKER", "the workers of this run were closed");
    const thread = startWorker();
    this.started.push(thread);
    return thread;
  }
}
