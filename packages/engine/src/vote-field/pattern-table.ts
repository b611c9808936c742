import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";

/** Numbers of the patterns of voxels. */
export type PatternIds = Uint16Array | Uint32Array;

/** Slots of the table of patterns, as a power of 2; half as many patterns fit. */
const SLOT_BITS = { u16: 17, u32: 21 } as const;

export const patternsAtMost = 2 ** (SLOT_BITS.u32 - 1);

export function typeOf(ids: PatternIds): "u16" | "u32" {
  return ids instanceof Uint16Array ? "u16" : "u32";
}

/** Parent, label and voxels of each pattern, one after the other. */
export type PatternRecords = Uint32Array;

/**
 * Folds one rater's labels into the patterns of voxels, in place. `read` writes the labels of a piece of rows to an
 * address.
 *
 * @returns null if there are more patterns than fit; then the ids of the voxels before `done` are new ones already.
 */
export function foldRater(
  kernels: Kernels,
  memory: Memory,
  ids: PatternIds,
  labels: {
    readonly type: "u8" | "u16";
    readonly meaning: Uint16Array;
    /** Voxels of a piece; whole rows. */
    readonly piece: number;
    readonly read: (start: number, n: number, pointer: number) => void;
  },
): { readonly records: PatternRecords; readonly done: number } {
  const type = typeOf(ids);
  const bits = SLOT_BITS[type];
  const kernel = kernels[`fold_${type}_${labels.type}`];
  return memory.scoped(() => {
    const table = memory.allocate(kernels.fold_table_bytes(bits));
    const meaning = memory.allocate(labels.meaning.byteLength);
    memory.writeVoxels(meaning, labels.meaning);
    const idPiece = memory.allocate(labels.piece * ids.BYTES_PER_ELEMENT);
    const labelPiece = memory.allocate(labels.piece * 2);
    kernels.fold_begin(table, bits);
    const recordsOf = () =>
      memory.readUint32(table + kernels.fold_patterns_offset(bits), 3 * memory.readUint32(table, 1)[0]);
    for (let start = 0; start < ids.length; start += labels.piece) {
      const piece = ids.subarray(start, start + labels.piece);
      memory.writeVoxels(idPiece, piece);
      labels.read(start, piece.length, labelPiece);
      const folded = kernel(idPiece, labelPiece, 0, piece.length, meaning, table) >>> 0;
      memory.readVoxels(idPiece, piece);
      if (folded < piece.length) return { records: recordsOf(), done: start + folded };
    }
    return { records: recordsOf(), done: ids.length };
  });
}

/** The ids before this rater was folded in, wider. */
export function widened(ids: PatternIds, records: PatternRecords, done: number): Uint32Array {
  const wide = Uint32Array.from(ids);
  for (let voxel = 0; voxel < done; voxel++) wide[voxel] = records[3 * ids[voxel]];
  return wide;
}
