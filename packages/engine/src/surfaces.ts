import type { Boundary, Vector3 } from "@pgt/metrics";
import { countOf, type Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { contourLengthsMm, surfelAreasMm2 } from "./surfel-area.ts";
import { type VoxelReader, voxelBytes } from "./voxel-reader.ts";

/** Surface elements of one label: lattice indices, ascending, and codes. Copies, outside of WASM memory. */
export interface SurfaceList {
  readonly indices: Uint32Array;
  readonly codes: Uint8Array;
}

/** Surface elements of the wanted labels of one volume, found in one scan; plain data, which threads can share. */
export interface SurfaceSet extends SurfaceList {
  /** Place of each label's first element; one more entry marks the end. Labels not wanted have none. */
  readonly firsts: Uint32Array;
}

/** The elements of a label index; null and labels that do not occur have none. */
export function surfaceOf({ indices, codes, firsts }: SurfaceSet, label: number | null): SurfaceList {
  if (label === null || label + 1 >= firsts.length) return NONE;
  const first = firsts[label];
  const behind = firsts[label + 1];
  return { indices: indices.subarray(first, behind), codes: codes.subarray(first, behind) };
}

/** A scan found more elements than may be held at once. */
export class TooManyElements extends Error {}

const RECORD_BYTES = 8;
/** Room for the elements of one plane, above which fewer labels are looked for at a time. */
const PLANE_BYTES_AT_MOST = 2 ** 31;
const NO_MARK = 0xffffffff;
const NONE: SurfaceList = { indices: new Uint32Array(0), codes: new Uint8Array(0) };

/**
 * The lattice that surface elements lie on: voxel corners for surfels, voxel centres for borders.
 *
 * @throws InputError E_TOO_LARGE for more points than can be numbered.
 */
export function latticeSize(grid: Grid, boundary: Boundary): Vector3 {
  const [nx, ny, nz] = grid.size;
  if (boundary !== "surfel") return grid.size;
  const size: Vector3 = [nx + 1, ny + 1, grid.planar ? 1 : nz + 1];
  countOf(size);
  return size;
}

/** Weight of an element by its code; null where every element weighs 1. */
export function elementWeights(grid: Grid, boundary: Boundary): Float64Array | null {
  if (boundary !== "surfel") return null;
  return grid.planar
    ? contourLengthsMm([grid.spacingMm[0], grid.spacingMm[1]])
    : surfelAreasMm2(grid.spacingMm);
}

/**
 * Scans a volume for the surfaces of the wanted labels (null: all), three planes in memory at a time.
 *
 * @throws TooManyElements if they number more than `limit`, or if there is one and a plane alone may take too much
 * memory.
 */
export function findSurfaces(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  boundary: Boundary,
  reader: VoxelReader,
  wanted: Iterable<number> | null,
  limit: number,
): SurfaceSet {
  return memory.scoped(() => {
    const { labels } = reader;
    const counts = memory.allocateZeroed(labels * 4);
    const starts = memory.allocate(labels * 4);
    const flags = memory.allocate(labels);
    memory.writeBytes(flags, wantedFlags(labels, wanted));
    const zeros = memory.allocateZeroed((grid.size[0] + 32) * 2);
    const scan = planeScan(kernels, memory, grid, boundary, reader);
    const wantedLabels = wanted === null ? labels - 1 : new Set(wanted).size;
    const elementsAtMost = scan.points * Math.min(scan.labelsAtPoint, wantedLabels);
    if (limit < Infinity && wantedLabels > 1 && elementsAtMost * RECORD_BYTES > PLANE_BYTES_AT_MOST) {
      throw new TooManyElements();
    }
    const records = memory.allocate(0);
    kernels.scan_begin(flags, reader.mark ?? NO_MARK, zeros, counts, records);
    const [, , planes] = latticeSize(grid, boundary);
    let found = 0;
    for (let z = 0; z < planes; z++) {
      memory.extend(records, (found + elementsAtMost) * RECORD_BYTES);
      found = scan.plane(z);
      if (found > limit) throw new TooManyElements();
    }
    memory.extend(records, found * RECORD_BYTES);
    const perLabel = memory.readUint32(counts, labels);
    const firsts = new Uint32Array(labels + 1);
    for (let label = 0; label < labels; label++) firsts[label + 1] = firsts[label] + perLabel[label];
    memory.writeUint32(starts, firsts.subarray(0, labels));
    const indices = memory.allocate(found * 4);
    const codes = memory.allocate(found);
    kernels.group_by_label(records, found, starts, indices, codes);
    return { firsts, indices: memory.shareUint32(indices, found), codes: memory.shareBytes(codes, found) };
  });
}

function wantedFlags(labels: number, wanted: Iterable<number> | null): Uint8Array {
  const flags = new Uint8Array(labels);
  if (wanted === null) flags.fill(1);
  else for (const label of wanted) flags[label] = 1;
  flags[0] = 0;
  return flags;
}

interface PlaneScan {
  /** Points of one plane. */
  readonly points: number;
  /** The most labels that can have an element at one point. */
  readonly labelsAtPoint: number;
  /** Scans lattice plane z, in ascending order; returns the elements found so far. */
  readonly plane: (z: number) => number;
}

/** Keeps three planes of voxels in a ring and reads each once. */
function planeScan(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  boundary: Boundary,
  reader: VoxelReader,
): PlaneScan {
  const [nx, ny, nz] = grid.size;
  const voxels = nx * ny;
  const ring = [0, 1, 2].map(() => memory.allocate(voxels * voxelBytes(reader.type) + 32));
  let next = 0;
  const planeAt = (z: number): number => {
    if (z < 0 || z >= nz) return 0;
    for (; next <= z; next++) reader.read(next * voxels, voxels, ring[next % 3]);
    return ring[z % 3];
  };
  const [latticeX, latticeY] = latticeSize(grid, boundary);
  const first = (z: number) => z * latticeX * latticeY;
  if (boundary === "surfel") {
    const kernel = kernels[`scan_surfel_${reader.type}`];
    return {
      points: latticeX * latticeY,
      labelsAtPoint: grid.planar ? 4 : 8,
      plane: (z) => kernel(planeAt(grid.planar ? 0 : z - 1), planeAt(z), nx, ny, first(z)) >>> 0,
    };
  }
  const kernel = kernels[`scan_border_${reader.type}`];
  const connectivity = Number(boundary.slice("border".length));
  return {
    points: voxels,
    labelsAtPoint: 1,
    plane(z) {
      const upper = planeAt(grid.planar ? 0 : z + 1);
      return (
        kernel(planeAt(grid.planar ? 0 : z - 1), planeAt(z), upper, nx, ny, connectivity, first(z)) >>> 0
      );
    },
  };
}
