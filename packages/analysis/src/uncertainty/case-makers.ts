import { type BitMask, voxelsOf } from "@pgt/engine";
import type { MaskRow } from "@pgt/metrics";
import type { StructureBits } from "./structure-bits.ts";

/** A rater with the own mask of a case, or a source with its samples. */
export interface CaseMaker {
  readonly id: string;
  readonly masks: readonly StructureBits[];
}

/** Volumes that each maker gives the labels of a case, all samples together; 0 for those that others alone mark. */
export function markedByMakers(
  id: string,
  makers: readonly CaseMaker[],
  names: ReadonlyMap<number, string>,
  voxelMl: number,
): MaskRow[] {
  const labels = new Set(makers.flatMap(({ masks }) => masks.flatMap((bits) => [...bits.keys()])));
  return [...labels].flatMap((label) =>
    makers.map(({ id: entity, masks }) => {
      const voxels = masks.reduce((sum, bits) => sum + (bits.has(label) ? voxelsOf(bits.get(label)!) : 0), 0);
      const name = names.get(label) ?? String(label);
      return { case: id, entity, session: 1, label, name, volumeMl: voxels * voxelMl, areaMm2: null };
    }),
  );
}

/** Tells if each mask of the maker with fewer is identical to one of the other's, and none is empty. */
export function areCopies(one: CaseMaker, other: CaseMaker): boolean {
  const [fewer, more] = [one.masks, other.masks].sort((a, b) => a.length - b.length);
  const isCopied = (mask: StructureBits) => mask.size > 0 && more.some((each) => areEqual(mask, each));
  return fewer.length > 0 && fewer.every(isCopied);
}

function areEqual(a: StructureBits, b: StructureBits): boolean {
  return a.size === b.size && [...a].every(([label, bits]) => b.has(label) && isSame(bits, b.get(label)!));
}

function isSame(a: BitMask, b: BitMask): boolean {
  return a.firstRow === b.firstRow && a.rows === b.rows && a.words.every((word, at) => word === b.words[at]);
}
