import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LabelVolume } from "@pgt/core";
import { Baseline } from "./baseline.ts";
import { takeKernelTimes, timeKernels } from "./kernel-times.ts";
import { type Library, type Measured, openLibrary } from "./library.ts";
import { KernelRun } from "./page/kernel-run.ts";
import type { PairFiles } from "./pair-files.ts";
import { unpack } from "./unpack.ts";

/** Task of a runner. Each answers with how long it took and a digest of what came out. */
export type Task =
  | { readonly kind: "unpack"; readonly files: PairFiles }
  | { readonly kind: "files"; readonly files: PairFiles; readonly options: Measured }
  | { readonly kind: "phases"; readonly files: PairFiles; readonly options: Measured }
  | { readonly kind: "volumes"; readonly files: PairFiles; readonly options: Measured }
  | { readonly kind: "kernels"; readonly files: PairFiles; readonly options: Measured }
  | { readonly kind: "transform"; readonly files: PairFiles }
  | { readonly kind: "elements"; readonly files: PairFiles };

export interface Answer {
  readonly ms: number;
  /** Values that came out, by `label metric`; equal in every repetition. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly peakMiB: number;
  /** Times of a `phases` task: milliseconds by function of the WebAssembly module. */
  readonly phasesMs?: Readonly<Record<string, number>>;
}

type Values = Answer["values"];

export class Tasks {
  private readonly volumes = new Map<string, Promise<LabelVolume>>();
  private timing = false;
  private baseline: Promise<Baseline> | undefined;
  private kernels: Promise<KernelRun> | undefined;

  private constructor(
    private readonly library: Promise<Library>,
    private readonly wasmPath: string,
  ) {}

  static of(corePath: string): Tasks {
    return new Tasks(openLibrary(corePath), join(dirname(corePath), "pgt.wasm"));
  }

  async run(task: Task): Promise<Answer> {
    if (task.kind === "phases") return this.runInPhases(task);
    const work = await this.prepare(task);
    // What the repetition before left is not collected on this one's time.
    globalThis.gc?.();
    const start = performance.now();
    const values = await work();
    const ms = performance.now() - start;
    return { ms, values, peakMiB: process.resourceUsage().maxRSS / 1024 };
  }

  /** Unlike the others it is of use only in a process that runs nothing else. */
  private async runInPhases({ files, options }: Extract<Task, { kind: "phases" }>): Promise<Answer> {
    if (!this.timing) timeKernels();
    this.timing = true;
    takeKernelTimes();
    const { ms, values, peakMiB } = await this.run({ kind: "files", files, options });
    return { ms, values, peakMiB, phasesMs: takeKernelTimes() };
  }

  private async prepare(task: Task): Promise<() => Promise<Values> | Values> {
    const { files } = task;
    const library = await this.library;
    if (task.kind === "unpack") {
      return () => ({ reference: unpack(files.reference), prediction: unpack(files.prediction) });
    }
    if (task.kind === "files") {
      const { options } = task;
      return async () => valuesOf(await library.comparePaths(files.reference, files.prediction, options));
    }
    const pair = await this.readPair(files);
    if (task.kind === "volumes")
      return async () => valuesOf(await library.compare(copyOf(pair), task.options));
    if (task.kind === "kernels") {
      this.kernels ??= readFile(this.wasmPath).then((bytes) => KernelRun.start(new Uint8Array(bytes)));
      const kernels = await this.kernels;
      return () => kernels.measure(pair, task.options.metrics);
    }
    this.baseline ??= Baseline.start();
    const baseline = await this.baseline;
    return task.kind === "transform" ? () => baseline.measure(pair) : () => baseline.countElements(pair);
  }

  private async readPair(files: PairFiles) {
    const { readLabelMap } = await this.library;
    const read = (path: string) => {
      const held = this.volumes.get(path) ?? readLabelMap(path);
      this.volumes.set(path, held);
      return held;
    };
    return { reference: await read(files.reference), prediction: await read(files.prediction) };
  }
}

/** Other objects with the same voxels: the library keeps what it has found of a volume for as long as that lives. */
function copyOf({
  reference,
  prediction,
}: {
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
}) {
  return { reference: { ...reference }, prediction: { ...prediction } };
}

function valuesOf({ rows }: Awaited<ReturnType<Library["compare"]>>): Values {
  return Object.fromEntries(rows.map(({ label, metric, value }) => [`${label} ${metric}`, value]));
}
