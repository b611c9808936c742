import { type MaskSource, type PlannedPair, type StoredMask, sourceKey, storedMasks } from "@pgt/study";
import { canHold } from "../masks/case-memory.ts";
import { planLabelMap } from "../masks/read-label-map.ts";
import { platform } from "../platform/platform.ts";

export interface MaskSize {
  readonly path: string;
  /** Inflated. What cannot be told counts nothing; reading it will say what is wrong. */
  readonly bytes: number;
}

/** The masks of a case, without those that cannot be held even alone: reading them says so. */
export async function maskSizes(pairs: readonly PlannedPair[]): Promise<MaskSize[]> {
  const sources = new Map(
    pairs
      .flatMap(({ sourceA, sourceB }) => [sourceA, sourceB])
      .flatMap((source) => [source, ...storedMasks(source)])
      .map((source) => [sourceKey(source), source]),
  );
  const sizes = await Promise.all([...sources.values()].map(sizeOf));
  return sizes.filter(({ bytes }) => canHold(bytes));
}

/** Votes of a voxel, and the mask that they make, for each byte of a mask. */
const FUSED_SHARE = 3;

async function sizeOf(source: MaskSource): Promise<MaskSize> {
  if (source.kind !== "fused") return sizeOfStored(source);
  const parts = await Promise.all(source.parts.map(sizeOfStored));
  return { path: source.path, bytes: FUSED_SHARE * Math.max(...parts.map(({ bytes }) => bytes)) };
}

/** Classes are put together into one map: the largest file counts. */
async function sizeOfStored(source: StoredMask): Promise<MaskSize> {
  const paths = source.kind === "file" ? [source.path] : [...source.files.values()];
  return { path: source.path, bytes: Math.max(0, ...(await Promise.all(paths.map(inflatedBytes)))) };
}

/** Compressed size from which on the last four bytes of a gzip file, its size modulo 2^32, may not be its size. */
const UNCERTAIN_BYTES = 2 ** 32 / 1032;

async function inflatedBytes(path: string): Promise<number> {
  try {
    const { files } = platform();
    const { bytes } = await files.entryOf(path);
    if (!path.endsWith(".gz") || bytes < 4) return bytes;
    const end = await files.readEnd(path, 4);
    const last = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
    // Of several members, as bgzip writes them, it is the size of the last.
    const isCertain = bytes <= UNCERTAIN_BYTES && last >= bytes;
    return isCertain ? last : (await planLabelMap(path)).byteLength;
  } catch {
    return 0;
  }
}
