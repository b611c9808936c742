/** Runs in parts on several machines: functions of `@pgt/core` that pages, which have no disk, do not have. */
export { type MergedRun, type MergeOptions, mergeShards } from "./merge-shards.ts";
export { scoreShard } from "./score-shard.ts";
export type { ShardOptions, ShardReport, ShardRequest } from "./shard-types.ts";
