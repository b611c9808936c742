import type { Tasks } from "./protocol.ts";
import type { TaskWorker } from "./task-worker.ts";

/** Workers without work are kept for a while: a new one takes time to start and to compile its kernels. */
export class IdleWorkers<T extends Tasks> {
  private readonly idle: TaskWorker<T>[] = [];
  private cancelEnding = () => {};

  /** @param later calls a function after the time for which workers are kept. @returns cancels it. */
  constructor(
    private readonly start: () => TaskWorker<T>,
    private readonly later: (end: () => void) => () => void,
  ) {}

  take(): TaskWorker<T> {
    this.cancelEnding();
    let worker = this.idle.pop();
    while (worker?.isLost) worker = this.idle.pop();
    worker ??= this.start();
    worker.setIdle(false);
    return worker;
  }

  /** Takes back a worker, unless it was lost. */
  keep(worker: TaskWorker<T>): void {
    if (!worker.isLost) {
      worker.setIdle(true);
      this.idle.push(worker);
    }
    this.cancelEnding();
    this.cancelEnding = this.later(() => this.endAll());
  }

  endAll(): void {
    for (const worker of this.idle.splice(0)) void worker.close();
  }
}
