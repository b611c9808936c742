// Distances of the queries that the near search could not decide. The tree answers most of them in about a
// microsecond; where many lie about equally far from everything (the middle of a ball) its searches grow, and the
// slice-wise distance transform, whose cost is bounded, takes over. Work before the change of ways is limited to a
// fraction of that bound.

import { arena_alloc, arena_mark, arena_reset } from "./arena";
import { BOX_BYTES, decodeBegin, decodeRow, decodeX, emptyBox, growBox, rowY, rowZ } from "./lattice";
import { distancesBySlices } from "./slices";
import { OK, OUT_OF_MEMORY } from "./status";
import { buildTree, nearestInTree, visits } from "./tree";

// A visit of a tree node costs about as much as 8 voxels of a slice-wise transform; half of its cost may be spent.
const VISITS_PER_VOXEL: f64 = 1.0 / 16.0;
const VISITS_AT_LEAST: f64 = 4096;

/** Number of slices that hold queries. */
function slicesOf(queries: usize, n: u32, X: u32, Y: u32): u32 {
  let slices: u32 = 0;
  let last: u32 = 0xffffffff;
  for (let i: u32 = 0; i < n; i++) {
    const z = load<u32>(queries + (<usize>i << 2)) / (X * Y);
    if (z == last) continue;
    last = z;
    slices++;
  }
  return slices;
}

/** Distances in mm (f64) from n query points, ascending, to the nearest of m > 0 targets. */
export function far_distances(
  queries: usize, n: u32, targets: usize, m: u32, X: u32, Y: u32,
  sx: f64, sy: f64, sz: f64, distances: usize,
): i32 {
  const mark = arena_mark();
  const box = arena_alloc(BOX_BYTES);
  if (box == 0) return OUT_OF_MEMORY;
  emptyBox(box);
  growBox(targets, m, X, Y, box);
  const x0 = load<i32>(box);
  const y0 = load<i32>(box, 8);
  const z0 = load<i32>(box, 16);
  const width = load<i32>(box, 4) - x0 + 1;
  const height = load<i32>(box, 12) - y0 + 1;
  const depth = load<i32>(box, 20) - z0 + 1;
  if (!buildTree(targets, m, X, Y, x0, y0, z0, width, height, depth, sx, sy, sz)) {
    arena_reset(mark);
    return OUT_OF_MEMORY;
  }
  const area = <f64>width * <f64>height;
  const budget = <u64>(VISITS_AT_LEAST + VISITS_PER_VOXEL * area * <f64>slicesOf(queries, n, X, Y));
  decodeBegin(X, Y);
  let i: u32 = 0;
  for (; i < n && visits <= budget; i++) {
    const index = load<u32>(queries + (<usize>i << 2));
    decodeRow(index);
    store<f64>(distances + (<usize>i << 3), nearestInTree(decodeX(index), rowY, rowZ));
  }
  let status = OK;
  if (i < n) {
    status = distancesBySlices(queries + (<usize>i << 2), n - i, targets, m, X, Y, box, sx, sy, sz, distances + (<usize>i << 3));
  }
  arena_reset(mark);
  return status;
}
