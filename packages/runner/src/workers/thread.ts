import { InternalError } from "@pgt/metrics";
import { platform, type ThreadPort } from "../platform/platform.ts";
import type { Errand, ErrandResult, PlainOutcome, Reply, Request } from "./errands.ts";
import { fromPlainError } from "./plain-error.ts";

interface Waiting {
  readonly onOutcome: (outcome: PlainOutcome) => void;
  readonly resolve: (result: ErrandResult[keyof ErrandResult]) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that runs errands, one after the other. */
export class WorkerThread {
  private readonly port: ThreadPort;
  private readonly waiting = new Map<number, Waiting>();
  private errands = 0;
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
  run<E extends Errand>(
    errand: E,
    onOutcome: (outcome: PlainOutcome) => void = () => {},
  ): Promise<ErrandResult[E["kind"]]> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const id = this.errands++;
      this.waiting.set(id, { onOutcome, resolve: resolve as Waiting["resolve"], reject });
      this.port.post({ id, errand } satisfies Request);
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
