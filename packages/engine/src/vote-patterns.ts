import { InputError } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { type VoxelReader, voxelBytes } from "./voxel-reader.ts";

/** Label index that each rater gave, in order, and how many voxels of the image have exactly these. */
export interface IndexPattern {
  readonly indices: readonly number[];
  voxels: number;
}

/** Voxels of each rater counted at a time. */
const CHUNK = 1 << 17;
const PATTERNS_AT_MOST = 2 ** 20;

/**
 * Every pattern of the image, in one pass. WASM memory: a piece a rater and a table of fixed size, which is taken out
 * into a map whenever it is full.
 */
export function votePatterns(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  readers: readonly VoxelReader[],
): IndexPattern[] {
  const { type } = readers[0];
  const kernel = kernels[`count_votes_${type}`];
  const patterns = new Map<string, IndexPattern>();
  memory.scoped(() => {
    const table = memory.allocate(kernels.votes_table_bytes());
    const stride = CHUNK * voxelBytes(type) + 32;
    const pieces = memory.allocate(readers.length * stride);
    kernels.votes_begin(table);
    for (let start = 0; start < grid.voxels; start += CHUNK) {
      const n = Math.min(CHUNK, grid.voxels - start);
      readers.forEach((reader, rater) => {
        reader.read(start, n, pieces + rater * stride);
      });
      let done = 0;
      while ((done = kernel(pieces, stride, readers.length, done, n, table) >>> 0) < n) {
        takeOut(kernels, memory, table, readers.length, patterns);
      }
    }
    takeOut(kernels, memory, table, readers.length, patterns);
  });
  return [...patterns.values()];
}

/** Adds the counts of the table's leaves to `patterns` and clears the table. */
function takeOut(
  kernels: Kernels,
  memory: Memory,
  table: number,
  raters: number,
  patterns: Map<string, IndexPattern>,
): void {
  const nodes = memory.readUint32(table + kernels.votes_nodes_offset(), 3 * memory.readUint32(table, 1)[0]);
  for (let leaf = 0; leaf < nodes.length; leaf += 3) {
    const voxels = nodes[leaf + 2];
    if (voxels === 0) continue;
    const indices = new Array<number>(raters);
    for (let node = leaf, rater = raters - 1; rater >= 0; rater--) {
      indices[rater] = nodes[node + 1];
      node = 3 * nodes[node];
    }
    const key = indices.join();
    const known = patterns.get(key);
    if (known) known.voxels += voxels;
    else patterns.set(key, { indices, voxels });
  }
  if (patterns.size > PATTERNS_AT_MOST) {
    throw new InputError(
      "E_LABELS",
      "label maps",
      `at most ${PATTERNS_AT_MOST} patterns of labels over the raters can be counted, more were found; are these images, or instances numbered differently by each rater?`,
    );
  }
  kernels.votes_begin(table);
}
