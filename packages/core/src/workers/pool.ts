import { Worker } from "node:worker_threads";
import { InternalError } from "@pgt/metrics";
import { fromPlainError } from "./plain-error.ts";
import type { Task } from "./work-plan.ts";
import type { PlainOutcome, Reply, Request, WorkerSetup } from "./worker.ts";

interface Errand {
  readonly task: Task;
  readonly outcomes: PlainOutcome[];
  readonly onOutcome: () => void;
  readonly resolve: (outcomes: PlainOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Worker threads that take tasks in the order given, each the next when it is free.
 */
export class WorkerPool {
  private readonly waiting: Errand[] = [];
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Errand>();

  constructor(size: number, entry: URL, setup: WorkerSetup) {
    for (let k = 0; k < size; k++) {
      const worker = new Worker(entry, { workerData: setup });
      worker.on("message", (reply: Reply) => this.receive(worker, reply));
      worker.on("error", (error) => this.lose(worker, error));
      worker.on("exit", (code) => this.lose(worker, new Error(`exit code ${code}`)));
      this.idle.push(worker);
    }
  }

  run(task: Task, onOutcome: () => void): Promise<PlainOutcome[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, outcomes: [], onOutcome, resolve, reject });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.idle, ...this.busy.keys()].map((worker) => worker.terminate()));
  }

  private dispatch(): void {
    while (this.idle.length > 0 && this.waiting.length > 0) {
      const worker = this.idle.pop()!;
      const errand = this.waiting.shift()!;
      this.busy.set(worker, errand);
      worker.postMessage({ id: 0, task: errand.task } satisfies Request);
    }
  }

  private receive(worker: Worker, reply: Reply): void {
    const errand = this.busy.get(worker)!;
    if ("outcome" in reply) {
      errand.outcomes.push(reply.outcome);
      errand.onOutcome();
      return;
    }
    this.busy.delete(worker);
    this.idle.push(worker);
    if ("thrown" in reply) errand.reject(fromPlainError(reply.thrown));
    else errand.resolve(errand.outcomes);
    this.dispatch();
  }

  private lose(worker: Worker, cause: unknown): void {
    const errand = this.busy.get(worker);
    this.busy.delete(worker);
    errand?.reject(new InternalError("E_WORKER", `a worker ended (${(cause as Error).message})`, { cause }));
  }
}
