import type { TaskPort, WorkerPort } from "./protocol.ts";

/** Port to the other end of a MessagePort, to a Web Worker, or in a worker to the page. */
export function webPort(target: MessagePort | Worker | typeof globalThis): TaskPort {
  return {
    post: (message, transfer = []) => (target as MessagePort).postMessage(message, { transfer }),
    onMessage: (listener) => {
      target.addEventListener("message", (event) => listener((event as MessageEvent).data));
      // Ends a worker, which is then told to who waits for it.
      target.addEventListener("messageerror", () => {
        throw new Error("a message could not be read, for lack of memory perhaps");
      });
      if (target instanceof MessagePort) target.start();
    },
  };
}

/** @param unloaded reason of an end without a message: that of a script that could not be loaded has none. */
export function webWorkerPort(worker: Worker, unloaded = "its script could not be loaded"): WorkerPort {
  return {
    ...webPort(worker),
    onLost: (listener) => {
      worker.addEventListener("error", ({ message }) => listener(new Error(message || unloaded)));
      worker.addEventListener("messageerror", () => listener(new Error("its answer was lost")));
    },
    terminate: async () => worker.terminate(),
  };
}
