import type { ThreadNotice, ThreadRequest } from "./messages.ts";

/**
 * A worker of this library, and the threads that it has asked for. All are started by the page: a worker that starts
 * another one can stop for good in Firefox while a debugger or a test driver watches the page.
 */
export class LibraryWorker {
  readonly worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  private readonly threads = new Map<number, LibraryWorker>();

  constructor() {
    this.worker.addEventListener("message", ({ data }: MessageEvent<ThreadRequest | object>) => {
      if ("startThread" in data) this.startThread(data.startThread, data.port);
      else if ("endThread" in data) this.endThread(data.endThread);
    });
  }

  /** Ends its threads, too. */
  terminate(): void {
    this.worker.terminate();
    for (const id of this.threads.keys()) this.endThread(id);
  }

  private startThread(id: number, port: MessagePort): void {
    const thread = new LibraryWorker();
    this.threads.set(id, thread);
    thread.worker.addEventListener("error", ({ message }) => {
      const notice: ThreadNotice = { lostThread: id, why: message || "it could not start" };
      this.worker.postMessage(notice);
    });
    const notice: ThreadNotice = { servePort: port };
    thread.worker.postMessage(notice, [port]);
  }

  private endThread(id: number): void {
    this.threads.get(id)?.terminate();
    this.threads.delete(id);
  }
}
