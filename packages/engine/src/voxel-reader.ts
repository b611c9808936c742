import type { CompactVolume } from "./compact-volume.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";

/** Brings voxels of one volume into WASM memory, piece by piece: no volume ever lies there whole. */
export interface VoxelReader {
  /** Voxel type that `read` writes. */
  readonly type: "u8" | "u16";
  /** Number of label indices that may occur. */
  readonly labels: number;
  /** Index that stands for an ignored voxel, null if there is none. */
  readonly mark: number | null;
  /** Writes voxels start .. start + n - 1 to `pointer`. */
  read(start: number, n: number, pointer: number): void;
}

/** Bytes a voxel. */
export function voxelBytes(type: VoxelReader["type"]): number {
  return type === "u8" ? 1 : 2;
}

/** The voxels as they are, widened if `type` is u16. */
export function plainReader(
  memory: Memory,
  { data, ids }: CompactVolume,
  type: VoxelReader["type"] = data instanceof Uint8Array ? "u8" : "u16",
): VoxelReader {
  const widen = type === "u16" && data instanceof Uint8Array;
  return {
    type,
    labels: ids.length,
    mark: null,
    read(start, n, pointer) {
      const piece = data.subarray(start, start + n);
      memory.writeVoxels(pointer, widen ? Uint16Array.from(piece) : piece);
    },
  };
}

/** Both volumes with `mark` in place of every voxel at which the reference holds label index `ignored`. */
export function ignoringReaders(
  kernels: Kernels,
  memory: Memory,
  reference: CompactVolume,
  prediction: CompactVolume,
  ignored: number | undefined,
): { readonly reference: VoxelReader; readonly prediction: VoxelReader } {
  const mark = Math.max(reference.ids.length, prediction.ids.length);
  const type = mark <= 255 ? "u8" : "u16";
  const plainReference = plainReader(memory, reference, type);
  const plainPrediction = plainReader(memory, prediction, type);
  const with_ = (
    plain: VoxelReader,
    markIn: (start: number, n: number, pointer: number) => void,
  ): VoxelReader => ({
    type,
    labels: mark + 1,
    mark,
    read(start, n, pointer) {
      plain.read(start, n, pointer);
      if (ignored !== undefined) markIn(start, n, pointer);
    },
  });
  return {
    reference: with_(plainReference, (_, n, pointer) =>
      kernels[`ignore_${type}`](pointer, pointer, n, ignored!, mark),
    ),
    prediction: with_(plainPrediction, (start, n, pointer) =>
      memory.scoped(() => {
        const beside = memory.allocate(n * voxelBytes(type));
        plainReference.read(start, n, beside);
        kernels[`ignore_${type}`](beside, pointer, n, ignored!, mark);
      }),
    ),
  };
}

/** A volume whose label indices are replaced by a table as they are read; the mark stays. */
export function relabellingReader(
  kernels: Kernels,
  memory: Memory,
  source: VoxelReader,
  table: ReadonlyMap<number, number>,
): VoxelReader {
  const size = source.type === "u8" ? 256 : 65536;
  const lut = source.type === "u8" ? new Uint8Array(size) : new Uint16Array(size);
  for (const [from, to] of table) lut[from] = to;
  if (source.mark !== null) lut[source.mark] = source.mark;
  const pointer = memory.allocate(lut.byteLength);
  memory.writeVoxels(pointer, lut);
  return {
    ...source,
    read(start, n, target) {
      source.read(start, n, target);
      kernels[`remap_${source.type}`](target, n, pointer, target);
    },
  };
}
