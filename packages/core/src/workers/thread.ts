import { Worker } from "node:worker_threads";
import { InternalError } from "@pgt/metrics";
import type { Errand, ErrandResult, PlainOutcome, Reply, Request, WorkerSetup } from "./errands.ts";
import { fromPlainError } from "./plain-error.ts";

interface Waiting {
  readonly onOutcome: (outcome: PlainOutcome) => void;
  readonly resolve: (result: ErrandResult[keyof ErrandResult]) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that runs errands, one after the other. */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private errands = 0;
  private lost: InternalError | undefined;

  constructor(entry: URL) {
    const setup: WorkerSetup = { pgtWorker: true, entry: entry.href };
    this.worker = new Worker(entry, { workerData: setup });
    this.worker.on("message", (reply: Reply) => this.receive(reply));
    this.worker.on("error", (error) => this.lose(error));
    this.worker.on("exit", (code) => this.lose(new Error(`exit code ${code}`)));
  }

  get isLost(): boolean {
    return this.lost !== undefined;
  }

  /** @param onOutcome is told each outcome of a `compare`. */
  run<E extends Errand>(
    errand: E,
    onOutcome: (outcome: PlainOutcome) => void = () => {},
  ): Promise<ErrandResult[E["kind"]]> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const id = this.errands++;
      this.waiting.set(id, { onOutcome, resolve: resolve as Waiting["resolve"], reject });
      this.worker.postMessage({ id, errand } satisfies Request);
    });
  }

  /** An idle thread does not keep the process alive. */
  setIdle(isIdle: boolean): void {
    if (isIdle) this.worker.unref();
    else this.worker.ref();
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private receive(reply: Reply): void {
    const errand = this.waiting.get(reply.id)!;
    if ("outcome" in reply) {
      errand.onOutcome(reply.outcome);
      return;
    }
    this.waiting.delete(reply.id);
    if ("thrown" in reply) errand.reject(fromPlainError(reply.thrown));
    else errand.resolve(reply.result);
  }

  private lose(cause: Error): void {
    this.lost ??= new InternalError("E_WORKER", `a worker ended (${cause.message})`, { cause });
    for (const { reject } of this.waiting.values()) reject(this.lost);
    this.waiting.clear();
  }
}
