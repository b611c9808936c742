import { open } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { UsageError } from "@pgt/metrics";
import { type MaskSource, type PlannedPair, sourceKey } from "@pgt/study";
import type { Part } from "../part.ts";
import type { RunOptions } from "../types.ts";

/** How a run is divided among workers, and what memory that is expected to take. */
export interface WorkPlan {
  readonly cases: number;
  readonly comparisons: number;
  /** 1: no worker thread is started. */
  readonly workers: number;
  /** Workers that share the labels of one case. */
  readonly partsPerCase: number;
  /** Largest memory that one case is expected to take, in bytes. */
  readonly caseBytes: number;
  /** `workers` times that: what was planned to stay below `maxMemoryBytes`. */
  readonly plannedBytes: number;
  readonly maxMemoryBytes: number;
}

/** One worker's errand: the pairs of a case, or a part of their labels. */
export interface Task {
  readonly pairs: readonly PlannedPair[];
  readonly part?: Part;
}

/** Below this much voxel data in all, threads cost more than they save. */
const WORTH_WORKERS_BYTES = 2 ** 25;
/** A case this large is divided by labels when there are fewer cases than workers. */
const WORTH_PARTS_BYTES = 2 ** 25;
/** Surfaces and what finding them needs, in proportion to the voxels. */
const SURFACE_SHARE = 0.5;
/** A worker without any mask. */
const WORKER_BYTES = 64 * 2 ** 20;

/** @throws UsageError for `jobs` or `maxMemoryBytes` that are no positive numbers. */
export async function planWork(
  groups: readonly (readonly PlannedPair[])[],
  options: Pick<RunOptions, "jobs" | "maxMemoryBytes">,
  dividable: boolean,
): Promise<WorkPlan> {
  const jobs = positive("jobs", options.jobs ?? availableParallelism());
  const maxMemoryBytes = positive("maxMemoryBytes", options.maxMemoryBytes ?? totalmem() / 2);
  const sizes = await Promise.all(groups.map(groupBytes));
  const caseBytes = Math.max(0, ...sizes) * (1 + SURFACE_SHARE) + WORKER_BYTES;
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const affordable = Math.max(1, Math.floor(maxMemoryBytes / caseBytes));
  const wanted = total < WORTH_WORKERS_BYTES ? 1 : Math.min(jobs, affordable);
  const isFew = groups.length > 0 && groups.length < wanted;
  const partsPerCase =
    isFew && dividable && Math.max(...sizes) >= WORTH_PARTS_BYTES ? Math.floor(wanted / groups.length) : 1;
  const workers = Math.max(1, Math.min(wanted, groups.length * partsPerCase));
  return {
    cases: groups.length,
    comparisons: groups.reduce((sum, group) => sum + group.length, 0),
    workers,
    partsPerCase,
    caseBytes,
    plannedBytes: workers * caseBytes,
    maxMemoryBytes,
  };
}

function positive(option: string, value: number): number {
  if (Number.isFinite(value) && value >= 1) return Math.floor(value);
  throw new UsageError("E_OPTION", `${option}: a number from 1 up was expected, found ${value}`);
}

/** Bytes of all masks of a case, inflated. What cannot be told counts nothing; reading it will say what is wrong. */
async function groupBytes(pairs: readonly PlannedPair[]): Promise<number> {
  const sources = new Map(
    pairs.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]).map((source) => [sourceKey(source), source]),
  );
  const sizes = await Promise.all([...sources.values()].map(sourceBytes));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Classes are put together into one map: the largest file counts. */
async function sourceBytes(source: MaskSource): Promise<number> {
  const paths = source.kind === "file" ? [source.path] : [...source.files.values()];
  return Math.max(0, ...(await Promise.all(paths.map(inflatedBytes))));
}

/** Size of a file, or of what it inflates to, from the last four bytes of a gzip file. */
async function inflatedBytes(path: string): Promise<number> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (!path.endsWith(".gz") || size < 4) return size;
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, size - 4);
      return buffer.readUInt32LE(0);
    } finally {
      await file.close();
    }
  } catch {
    return 0;
  }
}
