import type * as Library from "@pgt/browser";
import type { Measured } from "../library.ts";
import type { Answer } from "../tasks.ts";
import type { KernelRequest, VolumesMessage } from "./kernel-worker.ts";

type PageAnswer = Pick<Answer, "ms" | "values">;

const library = "./pgt/index.js";
const { comparePaths, fileTree, readLabelMap } = (await import(library)) as typeof Library;

const names = ["reference", "prediction"] as const;
const addressOf = (pair: string, side: string) => new URL(`${pair}-${side}.nii.gz`, location.href);

let worker: Worker | undefined;
let files: Library.FileTree | undefined;

function ask<T>(message: VolumesMessage | KernelRequest, transfer: Transferable[] = []): Promise<T> {
  return new Promise((resolve, reject) => {
    worker!.onmessage = ({ data }) => resolve(data);
    worker!.onerror = ({ message }) => reject(new Error(message));
    worker!.postMessage(message, transfer);
  });
}

/** Functions that the bench calls from outside. */
const benchPage = {
  /** Fetches two masks, as a drop would bring them. */
  async openFiles(pair: string): Promise<void> {
    const blobs = await Promise.all(names.map(async (side) => (await fetch(addressOf(pair, side))).blob()));
    files = fileTree(names.map((side, place) => [`${side}.nii.gz`, blobs[place]] as const));
  },

  /** Reads the masks of `openFiles` and gives them to a worker of its own. */
  async openVolumes(): Promise<void> {
    const [reference, prediction] = await Promise.all(
      names.map((side) => readLabelMap(`${side}.nii.gz`, { files: files! })),
    );
    const wasm = await (await fetch(new URL("./pgt/pgt.wasm", location.href))).arrayBuffer();
    worker ??= new Worker(new URL("./kernel-worker.js", location.href), { type: "module" });
    await ask({ wasm, reference: reference, prediction: prediction }, [
      wasm,
      reference.data.buffer as ArrayBuffer,
      prediction.data.buffer as ArrayBuffer,
    ]);
  },

  kernels(metrics: readonly string[]): Promise<PageAnswer> {
    return ask({ metrics });
  },

  async filesToValues(options: Measured): Promise<PageAnswer> {
    const start = performance.now();
    const { rows } = await comparePaths("reference.nii.gz", "prediction.nii.gz", {
      ...options,
      files: files!,
    });
    const ms = performance.now() - start;
    return {
      ms,
      values: Object.fromEntries(rows.map(({ label, metric, value }) => [`${label} ${metric}`, value])),
    };
  },

  /** `filesToValues`, with the longest time that the page could not answer. */
  async watched(options: Measured): Promise<{ readonly longestTaskMs: number }> {
    let longestTaskMs = 0;
    const watch = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    watch.observe({ type: "longtask" });
    await benchPage.filesToValues(options);
    // Entries come a moment later.
    await new Promise((resolve) => setTimeout(resolve, 200));
    watch.disconnect();
    return { longestTaskMs };
  },
};

export type BenchPage = typeof benchPage;
Object.assign(globalThis, { benchPage });
