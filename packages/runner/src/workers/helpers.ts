import type { DistanceHelper } from "@pgt/engine";
import type { MaskSource } from "@pgt/study";
import type { Mask } from "../masks/mask-type.ts";
import { platform } from "../platform/platform.ts";
import { getEngine } from "../scores/engine-instance.ts";
import { type Plan, toPlainPlan } from "../scores/plan.ts";
import { adoptMask } from "./prepared-mask.ts";
import { WorkerThread } from "./thread.ts";

/** Threads are kept this long for the next call, since a new one takes time to start and to compile its kernels. */
const KEPT_MS = 5000;

const idle: WorkerThread[] = [];
let cancelEnding = () => {};

/** Another thread that takes part in the work on a case. */
export class Helper {
  constructor(private readonly thread: WorkerThread) {}

  readonly measureDistances: DistanceHelper = (task) => this.thread.run({ kind: "distances", task });

  /** Reads a mask and finds its surfaces. */
  async read(source: MaskSource, plan: Plan, classIds: ReadonlyMap<string, number>): Promise<Mask> {
    const prepared = await this.thread.run({ kind: "prepare", source, plan: toPlainPlan(plan), classIds });
    return adoptMask(await getEngine(), prepared);
  }
}

/** Runs `work` with so many helpers, kept from an earlier call or started now. */
export async function* withHelpers<T>(
  count: number,
  work: (helpers: readonly Helper[]) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const threads = Array.from({ length: count }, takeThread);
  try {
    yield* work(threads.map((thread) => new Helper(thread)));
  } finally {
    for (const thread of threads) keepThread(thread);
  }
}

function takeThread(): WorkerThread {
  cancelEnding();
  const thread = idle.pop() ?? new WorkerThread();
  thread.setIdle(false);
  return thread;
}

function keepThread(thread: WorkerThread): void {
  if (thread.isLost) return;
  thread.setIdle(true);
  idle.push(thread);
  cancelEnding();
  cancelEnding = platform().threads.later(KEPT_MS, () => {
    for (const one of idle.splice(0)) void one.close();
  });
}
