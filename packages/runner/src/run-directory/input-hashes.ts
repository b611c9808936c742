import { filePairOf, isVoxelFile } from "@pgt/metrics";
import type { MaskSource, PlannedPair } from "@pgt/study";
import { isFile } from "../platform/files.ts";
import type { InputHash, MaskHash } from "../platform/input-hash.ts";
import { platform } from "../platform/platform.ts";

/** @throws InputError if the file cannot be read. */
export function hashFile(path: string): Promise<InputHash> {
  return platform().files.hashFile(path);
}

/** Hashes of all files of the masks of some pairs, each file once, in the order of the pairs. Unreadable ones are left out. */
export async function hashMasks(pairs: readonly PlannedPair[]): Promise<MaskHash[]> {
  const masks = new Map<string, { entity: string; session: number; case: string; source: MaskSource }>();
  for (const { case: id, a, aSession, b, bSession, sourceA, sourceB } of pairs) {
    for (const [entity, session, source] of [
      [a, aSession, sourceA] as const,
      [b, bSession, sourceB] as const,
    ]) {
      masks.set(JSON.stringify([id, entity, session]), { case: id, entity, session, source });
    }
  }
  const hashes: MaskHash[] = [];
  for (const { source, ...owner } of masks.values()) {
    for (const path of await filesOf(source)) {
      const hash = await hashFile(path).catch(() => null);
      if (hash) hashes.push({ ...owner, ...hash });
    }
  }
  return hashes;
}

async function filesOf(source: MaskSource): Promise<string[]> {
  if (source.kind === "classes") return [...source.files.values()];
  const pair = isVoxelFile(source.path) ? null : filePairOf(source.path);
  for (const voxels of pair?.voxels ?? []) if (await isFile(voxels)) return [source.path, voxels];
  return [source.path];
}
