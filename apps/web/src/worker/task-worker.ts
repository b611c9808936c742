import type { TaskReply, TaskRequest, TaskTable } from "./task-messages.ts";

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export interface TaskWorkerOptions {
  /** Is called with what the worker tells unasked. */
  readonly onTold?: (told: never) => void;
  /** Buffers of arguments that the worker gets without a copy. */
  readonly handOver?: (args: readonly unknown[]) => ArrayBuffer[];
}

/** A worker of the page and what it was asked for. */
export class TaskWorker<Tasks extends TaskTable> {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private lost: Error | null = null;

  constructor(
    private readonly worker: Worker,
    private readonly options: TaskWorkerOptions = {},
  ) {
    worker.addEventListener("message", ({ data }: MessageEvent<TaskReply>) => {
      if ("told" in data) options.onTold?.(data.told as never);
      else this.settle(data);
    });
    worker.addEventListener("error", ({ message }) =>
      this.end(`the page's worker ended (${message || "it could not be loaded"})`),
    );
  }

  get isLost(): boolean {
    return this.lost !== null;
  }

  run<Name extends keyof Tasks & string>(
    name: Name,
    ...args: Parameters<Tasks[Name]>
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const id = ++this.last;
      this.waiting.set(id, { resolve, reject });
      const transfer = this.options.handOver?.(args) ?? [];
      this.worker.postMessage({ id, name, args } satisfies TaskRequest, { transfer });
    });
  }

  /** Ends it at once, with the workers that it started. */
  close(): void {
    this.end("the page's worker was closed");
  }

  private settle(reply: Exclude<TaskReply, { told: unknown }>): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("fault" in reply) waiting?.reject(new Error(reply.fault));
    else waiting?.resolve(reply.value as never);
  }

  private end(why: string): void {
    this.worker.terminate();
    this.lost ??= new Error(why);
    for (const { reject } of this.waiting.values()) reject(this.lost);
    this.waiting.clear();
  }
}
