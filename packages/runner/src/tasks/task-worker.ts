import { InternalError, PgtError } from "@pgt/metrics";
import { fromPlainError } from "./plain-error.ts";
import type { ArgumentOf, ResultOf, TaskPort, TaskReply, Tasks, ToldBy, WorkerPort } from "./protocol.ts";

interface Waiting {
  readonly onTold: ((told: never) => void) | undefined;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Counts through all clients of this thread, so that several may share a port. */
let taskCount = 0;

/** Runs tasks that are served at the other end of a port. */
export class TaskClient<T extends Tasks> {
  private readonly waiting = new Map<number, Waiting>();
  private ended: { readonly reason: unknown } | null = null;

  constructor(private readonly port: TaskPort) {
    port.onMessage((message) => this.receive(message as TaskReply));
  }

  /**
   * @param more.onTold is called with what the task tells.
   * @param more.transfer buffers and ports in the argument that are handed over.
   */
  run<Name extends keyof T & string>(
    task: Name,
    argument: ArgumentOf<T[Name]>,
    more: { readonly onTold?: (told: ToldBy<T[Name]>) => void; readonly transfer?: Transferable[] } = {},
  ): Promise<ResultOf<T[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended.reason);
      const id = taskCount++;
      this.waiting.set(id, { onTold: more.onTold, resolve, reject });
      this.port.post({ id, task, argument }, more.transfer);
    });
  }

  get isLost(): boolean {
    return this.ended !== null;
  }

  /** Rejects what is asked for, now and later. */
  protected giveUp(reason: unknown): void {
    this.ended = { reason };
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  private receive(reply: TaskReply): void {
    const task = this.waiting.get(reply?.id);
    if (!task || "task" in reply) return;
    if ("told" in reply) {
      task.onTold?.(reply.told as never);
      return;
    }
    this.waiting.delete(reply.id);
    if ("thrown" in reply) task.reject(fromPlainError(reply.thrown));
    else task.resolve(reply.result as never);
  }
}

/** A worker that serves tasks, and can be lost. */
export class TaskWorker<T extends Tasks> extends TaskClient<T> {
  constructor(private readonly worker: WorkerPort) {
    super(worker);
    worker.onLost((cause) => void this.close(lossOf(cause)));
  }

  /** An idle worker does not keep the program alive. */
  setIdle(isIdle: boolean): void {
    this.worker.setIdle?.(isIdle);
  }

  /** Ends it at once; what it has not done is rejected with the reason. */
  async close(reason: unknown = new InternalError("E_WORKER", "the worker was closed")): Promise<void> {
    if (this.isLost) return;
    this.giveUp(reason);
    await this.worker.terminate();
  }
}

function lossOf(cause: Error): PgtError {
  if (cause instanceof PgtError) return cause;
  const lacksMemory = "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
  return new InternalError(lacksMemory ? "E_MEMORY" : "E_WORKER", `a worker ended (${cause.message})`, {
    cause,
  });
}
