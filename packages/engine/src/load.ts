import { InputError, type LabelData, type LabelVolume } from "@pgt/metrics";
import { type Kernels, Status } from "./kernels.ts";
import type { Memory } from "./memory.ts";

/** A volume in WASM memory, its labels replaced by small consecutive indices; index 0 is label 0. */
export interface LoadedVolume {
  readonly pointer: number;
  /** Label id of each index. */
  readonly ids: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
}

export interface LoadedPair {
  readonly reference: LoadedVolume;
  readonly prediction: LoadedVolume;
  readonly voxels: number;
  /** Voxel type of both. */
  readonly type: "u8" | "u16";
  /** Index free in both volumes: stands for an ignored voxel. */
  readonly mark: number;
}

const CHUNK = 1 << 20;
const U8_IDS: readonly number[] = Array.from({ length: 256 }, (_, id) => id);
const U8_INDEX: ReadonlyMap<number, number> = new Map(U8_IDS.map((id) => [id, id]));

/**
 * Copies both volumes into memory. Bytes are taken as they are, unless `needsMark`; wider voxels are compacted to
 * u8, or u16 from 256 labels on, so that no later pass sees more than two bytes a voxel.
 */
export function loadPair(
  kernels: Kernels,
  memory: Memory,
  pair: { readonly reference: LabelVolume; readonly prediction: LabelVolume },
  needsMark: boolean,
): LoadedPair {
  const volumes = [pair.reference, pair.prediction] as const;
  const voxels = pair.reference.data.length;
  if (!needsMark && volumes.every((v) => v.data instanceof Uint8Array)) {
    const [reference, prediction] = volumes.map((volume) => {
      const pointer = memory.allocate(voxels);
      memory.writeVoxels(pointer, volume.data);
      return { pointer, ids: U8_IDS, indexOf: U8_INDEX };
    });
    return { reference: reference!, prediction: prediction!, voxels, type: "u8", mark: 255 };
  }
  const targets = volumes.map(() => memory.allocate(voxels * 2));
  return memory.scoped(() => {
    const compactors = volumes.map((volume) => new Compactor(kernels, memory, volume));
    const mark = Math.max(...compactors.map((c) => c.ids.length));
    const type = mark <= 255 ? "u8" : "u16";
    const [reference, prediction] = compactors.map((compactor, k) => {
      compactor.translate(targets[k]!, type);
      const ids = compactor.ids;
      return { pointer: targets[k]!, ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
    });
    return { reference: reference!, prediction: prediction!, voxels, type, mark };
  });
}

/** Finds a volume's distinct ids, then rewrites it; both in chunks, so the wide voxels never lie in memory whole. */
class Compactor {
  readonly ids: readonly number[];
  private readonly table: number;
  private readonly idList: number;
  private readonly count: number;
  private readonly staging: number;
  private readonly source: "u8" | "u16" | "i16" | "u32";

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly volume: LabelVolume,
  ) {
    const { data } = volume;
    this.source = sourceType(data);
    this.table = memory.allocate(kernels.compact_table_bytes());
    this.idList = memory.allocate(kernels.compact_ids_bytes());
    this.count = memory.allocate(4);
    this.staging = memory.allocate(CHUNK * data.BYTES_PER_ELEMENT);
    kernels.compact_begin(this.table, this.idList);
    memory.writeUint32(this.count, [1]);
    this.eachChunk((n) => {
      const status = kernels[`collect_${this.source}`](this.staging, n, this.table, this.idList, this.count);
      if (status === Status.tooManyLabels) throw this.tooManyLabels();
    });
    const found = memory.readUint32(this.idList, memory.readUint32(this.count, 1)[0]!);
    const signed = data instanceof Int16Array || data instanceof Int32Array;
    this.ids = Array.from(found, (id) => (signed ? id | 0 : id));
  }

  translate(target: number, type: "u8" | "u16"): void {
    const width = type === "u8" ? 1 : 2;
    const kernel = this.kernels[`translate_${this.source}_${type}`];
    let at = target;
    this.eachChunk((n) => {
      kernel(this.staging, n, this.table, this.idList, this.count, at);
      at += n * width;
    });
  }

  private eachChunk(work: (n: number) => void): void {
    const { data } = this.volume;
    for (let start = 0; start < data.length; start += CHUNK) {
      const chunk = data.subarray(start, start + CHUNK);
      this.memory.writeVoxels(this.staging, chunk);
      work(chunk.length);
    }
  }

  private tooManyLabels(): InputError {
    return new InputError(
      "E_LABELS",
      this.volume.source ?? "volume",
      "a label map of at most 65535 labels was expected, more distinct values were found; is this an image?",
    );
  }
}

function sourceType(data: LabelData): "u8" | "u16" | "i16" | "u32" {
  if (data instanceof Uint8Array) return "u8";
  if (data instanceof Uint16Array) return "u16";
  return data instanceof Int16Array ? "i16" : "u32";
}
