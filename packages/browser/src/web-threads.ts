import type { ThreadPort, Threads } from "@pgt/door/platform";
import type { ThreadSetup } from "./messages.ts";
import { pageMemoryBytes } from "./page-memory.ts";

/** Web Workers that run the script of the worker that starts them. */
export function webThreads(setup: () => ThreadSetup): Threads {
  return {
    cores: navigator.hardwareConcurrency || 1,
    memoryBytes: pageMemoryBytes(),
    shareMemory: globalThis.crossOriginIsolated === true,
    canStart: () => typeof Worker === "function",
    start: () => startThread(setup()),
    later: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

function startThread(setup: ThreadSetup): ThreadPort {
  const worker = new Worker(location.href, { type: isModule() ? "module" : "classic" });
  worker.postMessage({ setup });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener("message", ({ data }) => listener(data)),
    onLost: (listener) =>
      worker.addEventListener("error", ({ message }) => listener(new Error(message || "it could not start"))),
    setIdle: () => {},
    terminate: async () => worker.terminate(),
  };
}

/**
 * Bundlers make classic scripts of some workers; only those can import scripts. They look at the address, which is none;
 * a module is refused before that (but not by Firefox if there is no address at all).
 */
function isModule(): boolean {
  try {
    (globalThis as unknown as { importScripts: (url: string) => void }).importScripts("http://");
    return false;
  } catch (error) {
    return error instanceof TypeError;
  }
}
