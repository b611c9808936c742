import { InternalError } from "@pgt/metrics";
import { platform, type ThreadPort } from "../platform/platform.ts";
import { fromPlainError } from "./plain-error.ts";
import type { PlainOutcome, Reply, Request, TaskResult, WorkerTask } from "./tasks.ts";

interface Waiting {
  readonly onOutcome: (outcome: PlainOutcome) => void;
  readonly resolve: (result: TaskResult[keyof TaskResult]) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that runs tasks, one after the other. */
export class WorkerThread {
  private readonly port: ThreadPort;
  private readonly waiting = new Map<number, Waiting>();
  private taskCount = 0;
  private lost: InternalError | undefined;

  constructor() {
    this.port = platform().threads.start();
    this.port.onMessage((reply) => this.receive(reply as Reply));
    this.port.onLost((cause) => this.lose(cause));
  }

  get isLost(): boolean {
    return this.lost !== undefined;
  }

  /** @param onOutcome is told each outcome of a `compare`. */
  run<E extends WorkerTask>(
    task: E,
    onOutcome: (outcome: PlainOutcome) => void = () => {},
  ): Promise<TaskResult[E["kind"]]> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const id = this.taskCount++;
      this.waiting.set(id, { onOutcome, resolve: resolve as Waiting["resolve"], reject });
      this.port.post({ id, task } satisfies Request);
    });
  }

  /** An idle thread does not keep the program alive. */
  setIdle(isIdle: boolean): void {
    this.port.setIdle(isIdle);
  }

  async close(): Promise<void> {
    await this.port.terminate();
  }

  private receive(reply: Reply): void {
    const task = this.waiting.get(reply.id)!;
    if ("outcome" in reply) {
      task.onOutcome(reply.outcome);
      return;
    }
    this.waiting.delete(reply.id);
    if ("thrown" in reply) task.reject(fromPlainError(reply.thrown));
    else task.resolve(reply.result);
  }

  private lose(cause: Error): void {
    this.lost ??= new InternalError("E_WORKER", `a worker ended (${cause.message})`, { cause });
    for (const { reject } of this.waiting.values()) reject(this.lost);
    this.waiting.clear();
  }
}
