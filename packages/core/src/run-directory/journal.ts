import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { InputError, outputFault, UsageError } from "@pgt/metrics";
import {
  hashMasks,
  type MaskHash,
  type PairScores,
  type RunJournal,
  type RunKey,
  type ScoredShard,
} from "@pgt/runner/platform";
import type { PairOutcome, PlannedPair } from "@pgt/study";
import { writeAtomically } from "./atomic-file.ts";

export const journalName = "journal.ndjson";

/**
 * The comparisons that a run has finished, case by case: one line of JSON each, behind a line with the run's key. A
 * line is complete if it ends; what a killed run has left of its last line is cut off. A line begins with its checksum:
 * a case whose line does not verify is computed again, and with a first line that does not, all are. So are all cases
 * of a journal without checksums. Cases of which a comparison failed are not in it, so that they are tried again.
 */
export class Journal implements RunJournal {
  private readonly stored: Map<string, StoredCase>;
  private readonly file: FileHandle;
  /** Case -> folder of the shard that it was taken from. */
  private readonly shardOf: ReadonlyMap<string, string>;
  private readonly hashed = new Map<string, readonly MaskHash[]>();
  private closed: Promise<void> | null = null;
  readonly path: string;

  private constructor(
    path: string,
    file: FileHandle,
    stored: Map<string, StoredCase>,
    shardOf: ReadonlyMap<string, string>,
  ) {
    this.path = path;
    this.file = file;
    this.stored = stored;
    this.shardOf = shardOf;
  }

  /**
   * Opens the journal of a folder, or begins it.
   *
   * @param shards whose cases are put into it, instead of its own.
   * @throws UsageError E_RUN if the folder, or a shard, holds a run with another key; OutputError if it cannot be
   * written.
   */
  static async open(folder: string, key: RunKey, shards: readonly ScoredShard[] = []): Promise<Journal> {
    const path = join(folder, journalName);
    const found = await readJournal(path);
    if (found.key !== null) refuseOther(folder, found.key, key);
    const taken = await casesOfShards(shards, key);
    const stored = shards.length > 0 ? taken.cases : found.cases;
    try {
      if (shards.length > 0 || found.bytes === 0) {
        await writeAtomically(path, [{ key }, ...stored.values()].map(lineOf));
      } else await truncate(path, found.bytes);
      return new Journal(path, await open(path, "a"), stored, taken.shardOf);
    } catch (cause) {
      throw outputFault(path, cause);
    }
  }

  /** Number of cases that an earlier run has left. */
  get size(): number {
    return this.stored.size;
  }

  /**
   * The outcomes of a case's pairs, if all are stored and the masks have not changed since; else null.
   *
   * @throws InputError E_SHARD for a case of a shard that is no longer as it was.
   */
  async recall(pairs: readonly PlannedPair[]): Promise<PairOutcome<PairScores>[] | null> {
    const [{ case: id }] = pairs as [PlannedPair];
    const stored = this.stored.get(id);
    this.stored.delete(id);
    if (!stored) return null;
    if (JSON.stringify(stored.pairs) !== JSON.stringify(pairs.map(identityOf))) return this.changed(id);
    const inputs = await hashMasks(pairs);
    if (JSON.stringify(inputs.map(contentOf)) !== JSON.stringify(stored.inputs)) return this.changed(id);
    this.hashed.set(id, inputs);
    return pairs.map((pair, at) => ({ pair, result: stored.scores[at] }));
  }

  private changed(id: string): null {
    const shard = this.shardOf.get(id);
    if (shard === undefined) return null;
    throw new InputError(
      "E_SHARD",
      shard,
      `case "${id}" has other masks now than this shard compared; run the command of this shard again, with the working folder that it had`,
    );
  }

  /** Stores a case of which every comparison gave scores. Resolves when it is on disk. */
  async store(pairs: readonly PlannedPair[], outcomes: readonly PairOutcome<PairScores>[]): Promise<void> {
    const [{ case: id }] = pairs as [PlannedPair];
    const inputs = await hashMasks(pairs, outcomes);
    this.hashed.set(id, inputs);
    const scores = outcomes.flatMap((outcome) =>
      "result" in outcome ? [withoutInputs(outcome.result)] : [],
    );
    if (scores.length < pairs.length) return;
    const line = { case: id, pairs: pairs.map(identityOf), inputs: inputs.map(contentOf), scores };
    try {
      await this.file.appendFile(lineOf(line));
      await this.file.datasync();
    } catch (cause) {
      throw outputFault(this.path, cause);
    }
  }

  /** Hashes of the masks of some pairs, as they were when they were compared. */
  async inputsOf(groups: Iterable<readonly PlannedPair[]>): Promise<MaskHash[]> {
    const inputs: MaskHash[] = [];
    for (const group of groups) inputs.push(...(this.hashed.get(group[0].case) ?? (await hashMasks(group))));
    return inputs;
  }

  async close(): Promise<void> {
    this.closed ??= this.file.close();
    await this.closed;
  }
}

interface StoredCase {
  readonly case: string;
  readonly pairs: readonly ReturnType<typeof identityOf>[];
  readonly inputs: readonly ReturnType<typeof contentOf>[];
  readonly scores: readonly PairScores[];
}

/** A line has the hashes of its masks once. */
function withoutInputs({ inputs: _, ...scores }: PairScores): PairScores {
  return scores;
}

function identityOf({ kind, a, aSession, b, bSession }: PlannedPair) {
  return { kind, a, aSession, b, bSession };
}

/** Hash without the path: the same masks may be named from another working folder. */
function contentOf({ entity, session, bytes, sha256 }: MaskHash) {
  return { entity, session, bytes, sha256 };
}

/** Cases of shards in the order of a run that is not split: the first of each, then the second of each. */
async function casesOfShards(shards: readonly ScoredShard[], key: RunKey) {
  const found: ReadonlyMap<string, StoredCase>[] = [];
  for (const { folder } of shards) {
    const journal = await readJournal(join(folder, journalName));
    if (journal.key === null) {
      throw new InputError("E_SHARD", folder, `expected a shard with its ${journalName}, found none`);
    }
    const differing = differences(journal.key, key);
    if (differing !== null) {
      const message = `was scored with other settings than its inputs have now (${differing}); run the command of this shard again (--fresh)`;
      throw new InputError("E_SHARD", folder, message);
    }
    found.push(journal.cases);
  }
  const cases = new Map<string, StoredCase>();
  const shardOf = new Map<string, string>();
  const most = Math.max(0, ...shards.map((shard) => shard.cases.length));
  for (let at = 0; at < most; at++) {
    for (const [place, shard] of shards.entries()) {
      const stored = found[place].get(shard.cases[at]);
      if (!stored) continue;
      cases.set(stored.case, stored);
      shardOf.set(stored.case, shard.folder);
    }
  }
  return { cases, shardOf };
}

interface FoundJournal {
  readonly key: RunKey | null;
  readonly cases: Map<string, StoredCase>;
  /** Length of its complete lines; 0 if it is to begin anew. */
  readonly bytes: number;
}

async function readJournal(path: string): Promise<FoundJournal> {
  const cases = new Map<string, StoredCase>();
  if (!(await stat(path).catch(() => null))) return { key: null, cases, bytes: 0 };
  let key: RunKey | null = null;
  let bytes = 0;
  for await (const line of completeLines(path)) {
    bytes += line.length + 1;
    const entry = verified(line);
    if (key !== null) {
      if (entry) cases.set(entry.case as string, storedCase(entry));
    } else if (entry) {
      key = entry.key as RunKey;
    } else {
      return { key: keyWithoutChecksum(line), cases, bytes: 0 };
    }
  }
  return { key, cases, bytes };
}

const checksumName = "sha256";
const checksumDigits = 16;
/** What stands before a line's first field: `{"sha256":"0123456789abcdef",`. */
const headLength = `{"${checksumName}":"",`.length + checksumDigits;

/** A record as a line: its first field is the checksum of what follows. */
function lineOf(record: object): string {
  const fields = JSON.stringify(record).slice(1);
  return `${headOf(fields)}${fields}\n`;
}

function headOf(fields: string | Buffer): string {
  const checksum = createHash("sha256").update(fields).digest("hex").slice(0, checksumDigits);
  return `{"${checksumName}":"${checksum}",`;
}

/** The record of a line, or null if its bytes are not those that were written. */
function verified(line: Buffer): Record<string, unknown> | null {
  if (line.toString("latin1", 0, headLength) !== headOf(line.subarray(headLength))) return null;
  return parsed(line.toString("utf8"));
}

/** A case without the checksum of its line. */
function storedCase({ [checksumName]: _, ...entry }: Record<string, unknown>): StoredCase {
  return entry as unknown as StoredCase;
}

/** The key of a journal of the form that had no checksums: another run's settings are refused there too. */
function keyWithoutChecksum(line: Buffer): RunKey | null {
  const text = line.toString("utf8");
  const key = text.startsWith('{"key":') ? parsed(text)?.key : null;
  return isRecord(key) ? key : null;
}

/** Lines that end; a last one without its end is not given. */
async function* completeLines(path: string): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
  }
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuseOther(folder: string, found: RunKey, wanted: RunKey): void {
  const differing = differences(found, wanted);
  if (differing === null) return;
  throw new UsageError(
    "E_RUN",
    `${folder}: holds a run with other settings (${differing}). Choose another folder, or start this one anew (fresh; --fresh of the command).`,
  );
}

/** Words for the fields in which two keys differ; null if there are none. */
function differences(found: RunKey, wanted: RunKey): string | null {
  const names = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  const text = (value: unknown) => JSON.stringify(value) ?? "none";
  const differing = names.filter((name) => text(found[name]) !== text(wanted[name]));
  if (differing.length === 0) return null;
  const shown = differing.map(
    (name) => `${name} ${shortened(text(found[name]))}, here ${shortened(text(wanted[name]))}`,
  );
  return `there ${shown.join("; there ")}`;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
