import type { PlainOutcome, WorkerTask } from "./tasks.ts";
import { WorkerThread } from "./thread.ts";

/** Threads that take tasks in the order given, each the next when it is free. */
export class WorkerPool {
  private readonly waiting: ((thread: WorkerThread) => void)[] = [];
  private idle: WorkerThread[];
  private threads: readonly WorkerThread[];

  constructor(size: number) {
    this.threads = Array.from({ length: size }, () => new WorkerThread());
    this.idle = [...this.threads];
  }

  async run(task: WorkerTask, onOutcome: (outcome: PlainOutcome) => void): Promise<void> {
    const thread =
      this.idle.pop() ?? (await new Promise<WorkerThread>((resolve) => this.waiting.push(resolve)));
    try {
      await thread.run(task, onOutcome);
    } finally {
      const next = this.waiting.shift();
      if (next) next(thread);
      else this.idle.push(thread);
    }
  }

  /** Ends all threads but one, for what needs their memory. To be called while none is at work. */
  async keepOne(): Promise<void> {
    const [kept, ...others] = this.threads;
    this.threads = kept ? [kept] : [];
    this.idle = [...this.threads];
    await Promise.all(others.map((thread) => thread.close()));
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}
