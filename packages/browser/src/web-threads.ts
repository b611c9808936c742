import type { ThreadPort, Threads } from "@pgt/runner/platform";
import type { ThreadNotice, ThreadRequest, ThreadSetup } from "./messages.ts";
import { pageMemoryBytes } from "./page-memory.ts";

/** Web Workers that the page starts when a worker asks for them. */
export function webThreads(setup: () => ThreadSetup): Threads {
  return {
    cores: navigator.hardwareConcurrency || 1,
    memoryBytes: pageMemoryBytes(),
    shareMemory: globalThis.crossOriginIsolated === true,
    canStart: () => true,
    start: () => startThread(setup()),
    later: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

let started = 0;

function startThread(setup: ThreadSetup): ThreadPort {
  const id = started++;
  const { port1: port, port2: portOfThread } = new MessageChannel();
  ask({ startThread: id, port: portOfThread }, [portOfThread]);
  port.postMessage({ setup });
  port.start();
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.addEventListener("message", ({ data }) => listener(data)),
    onLost: (listener) =>
      self.addEventListener("message", ({ data }: MessageEvent<ThreadNotice>) => {
        if ("lostThread" in data && data.lostThread === id) listener(new Error(data.why));
      }),
    setIdle: () => {},
    terminate: async () => ask({ endThread: id }),
  };
}

function ask(request: ThreadRequest, transfer: Transferable[] = []): void {
  self.postMessage(request, { transfer });
}
