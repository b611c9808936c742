import { InputError, type LabelData, type LabelVolume } from "@pgt/metrics";
import { type Kernels, Status } from "./kernels.ts";
import type { Memory } from "./memory.ts";

/** A volume whose labels are small consecutive indices, so that every kernel sees u8 or u16; index 0 is label 0. */
export interface CompactVolume {
  readonly data: Uint8Array | Uint16Array;
  /** Label id of each index. */
  readonly ids: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
}

const CHUNK = 1 << 18;
const BYTE_IDS: readonly number[] = Array.from({ length: 256 }, (_, id) => id);
const BYTE_INDEX: ReadonlyMap<number, number> = new Map(BYTE_IDS.map((id) => [id, id]));

/**
 * Bytes are taken as they are; wider voxels are rewritten once, as u8 or, from 257 labels on, as u16.
 *
 * @throws InputError E_LABELS for more than 65535 labels.
 */
export function compactVolume(kernels: Kernels, memory: Memory, volume: LabelVolume): CompactVolume {
  const { data } = volume;
  if (data instanceof Uint8Array) return { data, ids: BYTE_IDS, indexOf: BYTE_INDEX };
  return memory.scoped(() => {
    const source = sourceType(data);
    const table = memory.allocate(kernels.compact_table_bytes());
    const idList = memory.allocate(kernels.compact_ids_bytes());
    const count = memory.allocate(4);
    const staging = memory.allocate(CHUNK * data.BYTES_PER_ELEMENT);
    const eachChunk = (work: (start: number, n: number) => void) => {
      for (let start = 0; start < data.length; start += CHUNK) {
        const chunk = data.subarray(start, start + CHUNK);
        memory.writeVoxels(staging, chunk);
        work(start, chunk.length);
      }
    };
    kernels.compact_begin(table, idList);
    memory.writeUint32(count, [1]);
    eachChunk((_, n) => {
      const status = kernels[`collect_${source}`](staging, n, table, idList, count);
      if (status === Status.tooManyLabels) throw tooManyLabels(volume);
    });
    const found = memory.readUint32(idList, memory.readUint32(count, 1)[0]);
    const signed = data instanceof Int16Array || data instanceof Int32Array;
    const ids = Array.from(found, (id) => (signed ? id | 0 : id));
    const type = ids.length <= 256 ? "u8" : "u16";
    const compact = type === "u8" ? new Uint8Array(data.length) : new Uint16Array(data.length);
    const target = memory.allocate(CHUNK * compact.BYTES_PER_ELEMENT);
    eachChunk((start, n) => {
      kernels[`translate_${source}_${type}`](staging, n, table, idList, count, target);
      memory.readVoxels(target, compact.subarray(start, start + n));
    });
    return { data: compact, ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
  });
}

function sourceType(data: LabelData): "u16" | "i16" | "u32" {
  if (data instanceof Uint16Array) return "u16";
  return data instanceof Int16Array ? "i16" : "u32";
}

function tooManyLabels(volume: LabelVolume): InputError {
  return new InputError(
    "E_LABELS",
    volume.source ?? "volume",
    "a label map of at most 65535 labels was expected, more distinct values were found; is this an image?",
  );
}
