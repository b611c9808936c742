import { filePairOf } from "@pgt/metrics";
import {
  classTargets,
  type MaskSource,
  type PairOutcome,
  type PlannedPair,
  type StoredMask,
  storedMasks,
} from "@pgt/study";
import { filesByLabel } from "../masks/mapped-classes.ts";
import { isFile } from "../platform/files.ts";
import type { InputHash, MaskHash } from "../platform/input-hash.ts";
import { platform } from "../platform/platform.ts";
import type { PairScores } from "../scores/pair-scores.ts";

/**
 * Hashes of all files of the masks of some pairs, each file once, in the order of the pairs: of the bytes that
 * `outcomes` rest on, and of the files as they are now for masks that none of them does. Unreadable ones are left out.
 */
export async function hashMasks(
  pairs: readonly PlannedPair[],
  outcomes: readonly PairOutcome<PairScores>[] = [],
): Promise<MaskHash[]> {
  const read = new Map<string, readonly InputHash[]>();
  for (const outcome of outcomes) {
    if (!("result" in outcome) || !outcome.result.inputs) continue;
    const { inputs } = outcome.result;
    for (const [side, { key }] of masksOf(outcome.pair).entries()) read.set(key, inputs[side]);
  }
  const masks = new Map(pairs.flatMap(masksOf).map((mask) => [mask.key, mask]));
  const hashes: MaskHash[] = [];
  for (const { key, source, ...owner } of masks.values()) {
    const files = read.get(key) ?? (await hashFiles(source));
    hashes.push(...files.map((file) => ({ ...owner, ...file })));
  }
  return hashes;
}

function masksOf({ case: id, a, aSession, b, bSession, sourceA, sourceB }: PlannedPair) {
  return [
    { entity: a, session: aSession, source: sourceA },
    { entity: b, session: bSession, source: sourceB },
  ].map(({ source, ...owner }) => ({
    key: JSON.stringify([id, owner.entity, owner.session]),
    source,
    case: id,
    ...owner,
  }));
}

async function hashFiles(source: MaskSource): Promise<InputHash[]> {
  const hashes: InputHash[] = [];
  for (const path of (await Promise.all(storedMasks(source).map(filesOf))).flat()) {
    const hash = await platform()
      .files.hashFile(path)
      .catch(() => null);
    if (hash) hashes.push(hash);
  }
  return hashes;
}

/** The files that reading a mask reads, in that order. */
async function filesOf({ path, relabelling, ...source }: StoredMask): Promise<string[]> {
  if (source.kind === "classes") {
    if (!relabelling?.map) return [...source.files.values()];
    const { targets } = classTargets(relabelling.map, source.files.keys());
    return filesByLabel(source.files, targets).flatMap(({ paths }) => paths);
  }
  const pair = filePairOf(path);
  if (!pair) return [path];
  const halves = await Promise.all([pair.headers, pair.voxels].map(firstFile));
  return halves.flatMap((half) => half ?? []);
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await isFile(path)) return path;
  return null;
}
