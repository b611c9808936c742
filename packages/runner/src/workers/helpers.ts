import type { DistanceHelper } from "@pgt/engine";
import { PgtError } from "@pgt/metrics";
import type { MaskSource } from "@pgt/study";
import type { Mask } from "../masks/mask-type.ts";
import { platform } from "../platform/platform.ts";
import { getEngine } from "../scores/engine-instance.ts";
import { isLackOfMemory } from "../scores/lack-of-memory.ts";
import { type Plan, toPlainPlan } from "../scores/plan.ts";
import { IdleWorkers } from "../tasks/idle-workers.ts";
import type { TaskWorker } from "../tasks/task-worker.ts";
import { adoptMask } from "./prepared-mask.ts";
import { startWorker } from "./start-worker.ts";
import type { WorkerTasks } from "./tasks.ts";

const KEPT_MS = 5000;

const idle = new IdleWorkers(startWorker, (end) => platform().threads.later(KEPT_MS, end));

/** Another thread that takes part in the work on a case. */
export class Helper {
  constructor(private readonly thread: TaskWorker<WorkerTasks>) {}

  get isLost(): boolean {
    return this.thread.isLost;
  }

  readonly measureDistances: DistanceHelper = (task) => this.thread.run("distances", task);

  /** Reads a mask and finds its surfaces. */
  async read(source: MaskSource, plan: Plan, classIds: ReadonlyMap<string, number>): Promise<Mask> {
    const prepared = await this.thread.run("prepare", { source, plan: toPlainPlan(plan), classIds });
    return adoptMask(await getEngine(), prepared);
  }
}

/** Tells if a helper failed where the thread that it helps may not: it ended, or lacked memory. */
export function isHelperFault(error: unknown): boolean {
  return isLackOfMemory(error) || (error instanceof PgtError && /^E_(WORKER|TOO_LARGE)$/.test(error.code));
}

/** Runs `work` with so many helpers, kept from an earlier call or started now. */
export async function* withHelpers<T>(
  count: number,
  work: (helpers: readonly Helper[]) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const threads = Array.from({ length: count }, () => idle.take());
  try {
    yield* work(threads.map((thread) => new Helper(thread)));
  } finally {
    for (const thread of threads) idle.keep(thread);
  }
}
