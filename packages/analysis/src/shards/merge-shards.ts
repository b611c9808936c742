import { checkOptions, type OptionKeys } from "@pgt/metrics";
import type { OutputOptions, RunOptions, ScoredShard } from "@pgt/runner";
import { join } from "@pgt/runner";
import { comparedPaths } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import { loadStudy } from "../interval/interval.ts";
import type { IntervalReport } from "../interval/interval-types.ts";
import { runStudy } from "../interval/run-study.ts";
import { qualityOf } from "../quality/quality.ts";
import type { QualityReport } from "../quality/quality-types.ts";
import { readShards } from "./read-shards.ts";
import { ownCases, type ShardRecord, type ShardRequest } from "./shard-types.ts";

export interface MergeOptions
  extends Pick<OutputOptions, "fresh">,
    Pick<RunOptions, "jobs" | "maxMemoryBytes" | "onProgress" | "onPlan" | "signal"> {
  /** Folder for the whole run. */
  readonly out: string;
  /** Is told what the shards are of, before anything is written. */
  readonly onRequest?: (request: ShardRequest) => void;
}

const mergeOptionKeys: OptionKeys<MergeOptions> = {
  out: true,
  fresh: true,
  jobs: true,
  maxMemoryBytes: true,
  onProgress: true,
  onPlan: true,
  onRequest: true,
  signal: true,
};

/** What was asked for, and its result as that of one run. */
export type MergedRun = { readonly request: ShardRequest } & (
  | { readonly command: "compare"; readonly result: Comparison }
  | { readonly command: "interval"; readonly result: IntervalReport }
  | { readonly command: "quality"; readonly result: QualityReport }
);

/**
 * Puts the shards of a run together, in the working folder that they had: the same files, to the byte, as one run writes
 * (but for the time that it took). Masks are read to see that they are those that were compared; cases that failed in a
 * shard are tried again.
 *
 * @throws InputError E_SHARD for shards that are missing, unfinished, there twice, or of runs that differ, and for masks
 * that are not those that a shard compared.
 */
export async function mergeShards(folders: readonly string[], options: MergeOptions): Promise<MergedRun> {
  checkOptions(options, mergeOptionKeys);
  const records = await readShards(folders);
  const [{ request, parts }] = [...records.values()];
  const sources = sourcesOf(records);
  const { onRequest, ...ofMachine } = options;
  onRequest?.(request);
  const whole = { ...request.options, ...ofMachine };
  if (request.command === "compare") {
    const { reference, prediction } = request;
    const [shards] = sources;
    const result = await comparedPaths(reference, prediction, whole, shards);
    return { request, command: "compare", result };
  }
  if (request.command === "interval") {
    const study = await loadStudy(request.study, whole);
    return { request, command: "interval", result: await runStudy(study, request.study, whole, sources[0]) };
  }
  const placeOf = (folder: string | null) => parts.findIndex((part) => part.folder === folder);
  const result = await qualityOf(
    request.study,
    whole,
    (folder = undefined) => sources[placeOf(folder ?? null)] ?? [],
  );
  return { request, command: "quality", result };
}

/** For each part, the shards in the order in which they have its cases: the first is that of the first case. */
function sourcesOf(records: ReadonlyMap<string, ShardRecord>): ScoredShard[][] {
  const shards = [...records].map(([folder, record]) => ({
    ...{ folder, record, own: ownCases(record.parts, record.shard) },
  }));
  const [{ parts }] = [...records.values()];
  let before = 0;
  return parts.map(({ folder: name, cases }, at) => {
    const first = before % shards.length;
    before += cases.length;
    return [...shards.slice(first), ...shards.slice(0, first)].map(({ folder, own }) => ({
      ...{ folder: name === null ? folder : join(folder, name), cases: own[at] },
    }));
  });
}
