import type { Boundary, Vector3 } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { contourLengthsMm, surfelAreasMm2 } from "./surfel-area.ts";

/** Surface elements of one label: lattice indices (u32, ascending) and codes (u8) in WASM memory. */
export interface SurfaceList {
  readonly count: number;
  readonly indices: number;
  readonly codes: number;
}

/** Surface elements of every wanted label of one volume, found in one scan. */
export type Surfaces = (label: number) => SurfaceList;

/** A scan found more elements than fit into memory at once; `counts` holds the number for each label. */
export class TooManyElements extends Error {
  constructor(readonly counts: Uint32Array) {
    super("too many surface elements for one pass");
  }
}

export interface ScanInput {
  readonly pointer: number;
  readonly type: "u8" | "u16";
  readonly mark: number | null;
  /** Label indices to emit. */
  readonly wanted: Iterable<number>;
  /** Number of label indices. */
  readonly labels: number;
}

const RECORD_BYTES = 8;
const NO_MARK = 0xffffffff;

/** The lattice that surface elements lie on: voxel corners for surfels, voxel centres for borders. */
export function latticeSize(grid: Grid, boundary: Boundary): Vector3 {
  const [nx, ny, nz] = grid.size;
  if (boundary !== "surfel") return grid.size;
  return [nx + 1, ny + 1, grid.planar ? 1 : nz + 1];
}

/** Weight of an element by its code; null where every element weighs 1. */
export function elementWeights(grid: Grid, boundary: Boundary): Float64Array | null {
  if (boundary !== "surfel") return null;
  return grid.planar
    ? contourLengthsMm([grid.spacingMm[0], grid.spacingMm[1]])
    : surfelAreasMm2(grid.spacingMm);
}

/**
 * Scans a volume for the surfaces of the wanted labels.
 *
 * @throws TooManyElements if they number more than `limit`.
 */
export function findSurfaces(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  boundary: Boundary,
  input: ScanInput,
  limit: number,
): Surfaces {
  const counts = memory.allocateZeroed(input.labels * 4);
  const starts = memory.allocate(input.labels * 4);
  const records = memory.allocate(0);
  let capacity = Math.min(limit, Math.ceil(grid.voxels / 16) + 65536);
  let found = scan(kernels, memory, grid, boundary, input, counts, records, capacity);
  if (found > capacity) {
    if (found > limit) throw new TooManyElements(memory.readUint32(counts, input.labels));
    capacity = found;
    memory.writeUint32(counts, new Uint32Array(input.labels));
    found = scan(kernels, memory, grid, boundary, input, counts, records, capacity);
  }
  memory.shrink(records, found * RECORD_BYTES);
  const perLabel = memory.readUint32(counts, input.labels);
  const firsts = new Uint32Array(input.labels);
  for (let label = 1; label < input.labels; label++)
    firsts[label] = firsts[label - 1]! + perLabel[label - 1]!;
  memory.writeUint32(starts, firsts);
  const grouped = memory.allocate(found * 5);
  kernels.group_by_label(records, found, starts, grouped, grouped + found * 4);
  memory.move(records, grouped, found * 5);
  memory.shrink(records, found * 5);
  return (label) => ({
    count: perLabel[label]!,
    indices: records + firsts[label]! * 4,
    codes: records + found * 4 + firsts[label]!,
  });
}

function scan(
  kernels: Kernels,
  memory: Memory,
  { size: [nx, ny, nz] }: Grid,
  boundary: Boundary,
  input: ScanInput,
  counts: number,
  records: number,
  capacity: number,
): number {
  memory.shrink(records, 0);
  memory.allocate(capacity * RECORD_BYTES);
  const wanted = memory.allocateZeroed(input.labels);
  const flags = new Uint8Array(input.labels);
  for (const label of input.wanted) flags[label] = 1;
  memory.writeBytes(wanted, flags);
  const zeros = memory.allocateZeroed((nx + 32) * 2);
  const { pointer, type } = input;
  const mark = input.mark ?? NO_MARK;
  const found =
    boundary === "surfel"
      ? kernels[`scan_surfel_${type}`](pointer, nx, ny, nz, wanted, mark, zeros, counts, records, capacity)
      : kernels[`scan_border_${type}`](
          pointer,
          nx,
          ny,
          nz,
          Number(boundary.slice("border".length)),
          wanted,
          mark,
          zeros,
          counts,
          records,
          capacity,
        );
  return found >>> 0;
}
