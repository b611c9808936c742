import { checkOptions, plural, UsageError } from "@pgt/metrics";
import { type InputHash, join, pairOutcomes, secondsSince, version } from "@pgt/runner";
import type { CaseFailure } from "@pgt/study";
import { jsonText } from "../documents/json-text.ts";
import { openRun } from "../open-run.ts";
import {
  ownCases,
  type ShardOptions,
  type ShardRecord,
  type ShardReport,
  type ShardRequest,
  shardOptionKeys,
  shardSchema,
} from "./shard-types.ts";
import { type PartWork, partsOf } from "./shard-work.ts";

/**
 * Scores the cases of one shard of a run into a folder of its own: every `count`-th case. `mergeShards` puts the
 * folders of all shards together. A case that cannot be compared is named in `failures` and the others go on; a shard
 * that was stopped goes on where it was.
 *
 * @throws as the function of the request, before any mask is read; UsageError for a shard that there cannot be.
 */
export async function scoreShard(request: ShardRequest, options: ShardOptions): Promise<ShardReport> {
  checkOptions(options, shardOptionKeys);
  const started = performance.now();
  const { index, count, out } = options;
  checkShard(options);
  const parts = await partsOf(request);
  const cases = parts.map(({ folder, groups }) => ({ folder, cases: [...groups.keys()] }));
  const shard = { index, count };
  const own = ownCases(cases, shard);
  const total = parts.reduce((sum, part, at) => sum + pairsOf(part, own[at]).length, 0);
  const failures: CaseFailure[] = [];
  const inputs: InputHash[] = [];
  let done = 0;
  for (const [at, part] of parts.entries()) {
    const before = done;
    const scored = await scorePart(part, own[at], options, (progress) =>
      options.onProgress?.({ ...progress, done: before + progress.done, total }),
    );
    done += pairsOf(part, own[at]).length;
    failures.push(...scored.failures);
    inputs.push(...scored.inputs);
  }
  const record: ShardRecord = {
    ...{ schema: shardSchema, version, shard, request, parts: cases, failures, inputs },
    durationSeconds: secondsSince(started),
  };
  await writeRecord(out, parts, record);
  const numbers = { all: cases.flatMap((part) => part.cases).length, own: own.flat().length };
  const failed = new Set(failures.map((failure) => failure.case)).size;
  return { shard, cases: { ...numbers, scored: numbers.own - failed }, failures };
}

function checkShard({ index, count }: ShardOptions): void {
  if (Number.isInteger(count) && Number.isInteger(index) && index >= 1 && index <= count) return;
  const message = `shard: expected a number from 1 to that of the shards, found ${index} of ${plural(count, "shard")}`;
  throw new UsageError("E_SHARD", message);
}

function pairsOf({ groups }: PartWork, ids: readonly string[]) {
  return ids.flatMap((id) => groups.get(id)!);
}

async function scorePart(
  part: PartWork,
  ids: readonly string[],
  options: ShardOptions,
  onProgress: NonNullable<ShardOptions["onProgress"]>,
): Promise<{ readonly failures: readonly CaseFailure[]; readonly inputs: readonly InputHash[] }> {
  const { out, fresh, count: _, index: __, ...ofRun } = options;
  const folder = part.folder === null ? out : join(out, part.folder);
  const directory = (await openRun({ out: folder, ...(fresh && { fresh }) }, "shard", part.key))!;
  try {
    const journal = directory.journal!;
    const failures: CaseFailure[] = [];
    const run = { ...ofRun, onProgress };
    const pairs = pairsOf(part, ids);
    for await (const outcome of pairOutcomes(pairs, { ...part, all: part.pairs, options: run, journal })) {
      if ("failure" in outcome) failures.push(outcome.failure);
    }
    const masks = await journal.inputsOf(ids.map((id) => part.groups.get(id)!));
    return { failures, inputs: [...part.inputs, ...masks] };
  } finally {
    await directory.close();
  }
}

/** Says in the folder of the shard that it is finished. */
async function writeRecord(out: string, parts: readonly PartWork[], record: ShardRecord): Promise<void> {
  const [{ folder, key }] = parts;
  const directory = await openRun({ out }, "shard", folder === null ? key : null);
  await directory!.write({}, jsonText({ ...record }));
}
