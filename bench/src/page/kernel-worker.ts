import type { LabelVolume } from "@pgt/metrics";
import { KernelRun } from "./kernel-run.ts";

export interface VolumesMessage {
  readonly wasm: ArrayBuffer;
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
}

export interface KernelRequest {
  readonly metrics: readonly string[];
}

let run: Promise<KernelRun> | undefined;
let pair: Pick<VolumesMessage, "reference" | "prediction"> | undefined;

addEventListener("message", async ({ data }: MessageEvent<VolumesMessage | KernelRequest>) => {
  if ("wasm" in data) {
    pair = data;
    run = KernelRun.start(data.wasm);
    await run;
    return postMessage("ready");
  }
  (globalThis as { gc?: () => void }).gc?.();
  const kernels = await run!;
  const start = performance.now();
  const values = kernels.measure(pair!, data.metrics);
  postMessage({ ms: performance.now() - start, values });
});
