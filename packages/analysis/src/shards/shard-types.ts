import type { OptionKeys } from "@pgt/metrics";
import type { InputHash, RunOptions } from "@pgt/runner";
import type { CaseFailure } from "@pgt/study";
import type { CompareOptions } from "../compare/compare-types.ts";
import type { IntervalOptions, StudyFolders } from "../interval/interval-types.ts";
import type { QualityFolders, QualityOptions } from "../quality/quality-types.ts";

/** Options of one machine, on which no value depends. */
type OfMachine = "out" | "fresh" | Exclude<keyof ShardOptions, "index" | "count">;

/** A run that can be split by its cases, as its function takes it; kept in the folder of every shard. */
export type ShardRequest =
  | {
      readonly command: "compare";
      readonly reference: string;
      readonly prediction: string;
      readonly options: Omit<CompareOptions, OfMachine>;
    }
  | {
      readonly command: "interval";
      readonly study: StudyFolders | string;
      readonly options: Omit<IntervalOptions, OfMachine>;
    }
  | {
      readonly command: "quality";
      readonly study: string | readonly string[] | QualityFolders;
      readonly options: Omit<QualityOptions, OfMachine>;
    };

export interface ShardOptions
  extends Pick<RunOptions, "jobs" | "maxMemoryBytes" | "onProgress" | "onPlan" | "signal"> {
  /** Shards of the run. */
  readonly count: number;
  /** Number of this one, from 1. */
  readonly index: number;
  /** Folder of this shard; what a stopped one has scored there is kept. */
  readonly out: string;
  /** Start anew in a folder that holds a shard. */
  readonly fresh?: boolean;
}

export const shardOptionKeys: OptionKeys<ShardOptions> = {
  count: true,
  index: true,
  out: true,
  fresh: true,
  jobs: true,
  maxMemoryBytes: true,
  onProgress: true,
  onPlan: true,
  signal: true,
};

/** What a shard has done. */
export interface ShardReport {
  readonly shard: { readonly index: number; readonly count: number };
  /** Cases of the whole run, of this shard, and of these the cases that were scored. */
  readonly cases: { readonly all: number; readonly own: number; readonly scored: number };
  readonly failures: readonly CaseFailure[];
}

/** Cases of a run in their order; those of one data set of several have a folder in that of the run. */
export interface ShardPart {
  readonly folder: string | null;
  readonly cases: readonly string[];
}

export const shardSchema = "pgt.shard/1";

/** The document of a finished shard: run.json of its folder. */
export interface ShardRecord {
  readonly schema: typeof shardSchema;
  readonly version: string;
  readonly shard: ShardReport["shard"];
  readonly request: ShardRequest;
  readonly parts: readonly ShardPart[];
  readonly failures: readonly CaseFailure[];
  readonly inputs: readonly InputHash[];
  readonly durationSeconds: number;
}

/**
 * The cases of each part that a shard has: every `count`-th of all. A case's place counts over all parts, so that small
 * data sets do not all fall to the first shards.
 */
export function ownCases(parts: readonly ShardPart[], { index, count }: ShardReport["shard"]): string[][] {
  let before = 0;
  return parts.map(({ cases }) => {
    const own = cases.filter((_, at) => (before + at) % count === index - 1);
    before += cases.length;
    return own;
  });
}
