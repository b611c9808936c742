import { UsageError } from "@pgt/metrics";
import type { PlannedPair } from "@pgt/study";
import { caseBytesOf, WORKER_BYTES } from "../masks/case-memory.ts";
import { platform } from "../platform/platform.ts";
import type { Plan } from "../scores/plan.ts";
import type { RunOptions } from "../types.ts";
import type { WorkPlan } from "./work-plan-type.ts";

/** Size of all voxel data below which threads cost more than they save. */
const WORTH_WORKERS_BYTES = 2 ** 25;
/** A case this large is worked on by several threads when there are fewer cases than threads. */
const WORTH_SHARING_BYTES = 2 ** 25;

/** @param sizes bytes of all masks of each case, inflated. */
export function isWorthWorkers(sizes: readonly number[]): boolean {
  return sizes.reduce((sum, bytes) => sum + bytes, 0) >= WORTH_WORKERS_BYTES;
}

/**
 * @param sizes bytes of all masks of each case, inflated.
 * @throws UsageError for `jobs` or `maxMemoryBytes` that are no positive numbers.
 */
export function planWork(
  groups: readonly (readonly PlannedPair[])[],
  sizes: readonly number[],
  options: Pick<RunOptions, "jobs" | "maxMemoryBytes">,
  { needs }: Pick<Plan, "needs">,
): WorkPlan {
  const { threads } = platform();
  const jobs = positive("jobs", options.jobs ?? threads.cores);
  const maxMemoryBytes = positive("maxMemoryBytes", options.maxMemoryBytes ?? threads.memoryBytes / 2);
  const caseBytes = caseBytesOf(Math.max(0, ...sizes));
  const affordable = Math.max(1, Math.floor(maxMemoryBytes / caseBytes));
  const wanted = isWorthWorkers(sizes) ? jobs : 1;
  const casesAtOnce = Math.max(1, Math.min(wanted, affordable, groups.length));
  const isLarge = Math.max(0, ...sizes) >= WORTH_SHARING_BYTES && needs.needs.has("surface");
  const spareBytes = maxMemoryBytes - casesAtOnce * caseBytes;
  const threadsPerCase = isLarge
    ? Math.max(
        1,
        Math.min(Math.floor(wanted / casesAtOnce), 1 + Math.floor(spareBytes / casesAtOnce / WORKER_BYTES)),
      )
    : 1;
  const workers = casesAtOnce * threadsPerCase;
  return {
    cases: groups.length,
    comparisons: groups.reduce((sum, group) => sum + group.length, 0),
    workers,
    casesAtOnce,
    threadsPerCase,
    caseBytes,
    plannedBytes: casesAtOnce * caseBytes + (workers - casesAtOnce) * WORKER_BYTES,
    maxMemoryBytes,
  };
}

/** @throws UsageError for `jobs` or `maxMemoryBytes` that are no positive numbers. */
export function checkLimits({
  jobs = 1,
  maxMemoryBytes = 1,
}: Pick<RunOptions, "jobs" | "maxMemoryBytes">): void {
  positive("jobs", jobs);
  positive("maxMemoryBytes", maxMemoryBytes);
}

function positive(option: string, value: number): number {
  if (Number.isFinite(value) && value >= 1) return Math.floor(value);
  throw new UsageError("E_OPTION", `${option}: a number from 1 up was expected, found ${value}`);
}
