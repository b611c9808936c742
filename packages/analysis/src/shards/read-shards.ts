import { InputError, listed, plural, UsageError } from "@pgt/metrics";
import { join, readText, runFileName } from "@pgt/runner";
import { type ShardRecord, shardSchema } from "./shard-types.ts";

/**
 * The records of all shards of one run, by folder, in the order of the shards.
 *
 * @throws InputError E_SHARD for a shard that is missing, unfinished, there twice, or of another run.
 */
export async function readShards(folders: readonly string[]): Promise<ReadonlyMap<string, ShardRecord>> {
  if (folders.length === 0)
    throw new UsageError("E_SHARD", "the folders of all shards are needed; none is given");
  const records: (readonly [string, ShardRecord])[] = [];
  for (const folder of folders) records.push([folder, await readRecord(folder)]);
  const [first, ...others] = records;
  for (const other of others) refuseOther(first, other);
  records.sort(([, a], [, b]) => a.shard.index - b.shard.index);
  refuseDoubled(records);
  refuseMissing(records);
  return new Map(records);
}

async function readRecord(folder: string): Promise<ShardRecord> {
  const file = join(folder, runFileName);
  const text = await readText(file).catch((cause) => {
    const message = `expected the folder of a finished shard, which has a ${runFileName}. If it was stopped, the command of this shard goes on where it was`;
    throw new InputError("E_SHARD", folder, message, { cause });
  });
  const found = parsed(text);
  if (found?.schema === shardSchema) return found as ShardRecord;
  const message = `expected a shard (--shard K/N with --out), found ${JSON.stringify(found?.schema ?? null)}`;
  throw new InputError("E_SHARD", file, message);
}

function parsed(text: string): Partial<ShardRecord> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Entry = readonly [string, ShardRecord];

function refuseOther([folder, one]: Entry, [other, two]: Entry): void {
  const facts = ({ version, shard, request, parts }: ShardRecord) => ({
    version,
    "the number of shards": shard.count,
    ...flat(request),
    cases: parts,
  });
  const [a, b] = [facts(one), facts(two)] as readonly Readonly<Record<string, unknown>>[];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const differing = [...names].find((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
  if (differing === undefined) return;
  const text = (value: unknown) => {
    const whole = JSON.stringify(value) ?? "none";
    return whole.length > 80 ? `${whole.slice(0, 77)}...` : whole;
  };
  const what =
    differing === "cases" ? difference(one, two) : `${text(a[differing])} there, ${text(b[differing])} here`;
  const message = `is a shard of another run than ${folder}: ${differing}: ${what}`;
  throw new InputError("E_SHARD", other, message);
}

function flat({ options, ...request }: ShardRecord["request"]): Readonly<Record<string, unknown>> {
  return { ...request, ...options };
}

function difference(one: ShardRecord, two: ShardRecord): string {
  const ids = ({ parts }: ShardRecord) =>
    parts.flatMap(({ folder, cases }) => cases.map((id) => join(folder ?? "", id)));
  const [a, b] = [ids(one), ids(two)];
  const only = a.find((id) => !b.includes(id)) ?? b.find((id) => !a.includes(id));
  const numbers = `${a.length} there, ${b.length} here`;
  return only === undefined ? numbers : `${numbers}; "${only}" is in one of them only`;
}

function refuseDoubled(records: readonly Entry[]): void {
  for (const [at, [folder, { shard }]] of records.entries()) {
    const before = records[at - 1];
    if (before?.[1].shard.index !== shard.index) continue;
    const message = `shard ${shard.index} of ${shard.count} is there twice, also as ${before[0]}; give each once`;
    throw new InputError("E_SHARD", folder, message);
  }
}

function refuseMissing(records: readonly Entry[]): void {
  const [[folder, { shard }]] = records;
  const there = new Set(records.map(([, record]) => record.shard.index));
  const missing = Array.from({ length: shard.count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return;
  const shown = missing.length > 10 ? [...missing.slice(0, 10), "others"] : missing;
  const message = `${plural(missing.length, "shard")} of ${shard.count} ${missing.length === 1 ? "is" : "are"} missing: ${listed(shown.map(String), "and")}; give the folders of all`;
  throw new InputError("E_SHARD", folder, message);
}
