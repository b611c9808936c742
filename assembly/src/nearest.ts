// Exact distance in mm from every point of one surface to the nearest point of another, with anisotropic spacing.
//
// Near points, nearly all of them, by bitmap search: the target surface is drawn as one bit a lattice point. For
// each query the rows (dy, dz) around it are visited in order of their distance, and one unaligned 64-bit load
// gives the nearest set bit of the row to either side (count leading and trailing zeros). The search ends at the first row that
// is farther away than the best point so far.
//
//   bitmap row:  [ 32 zero bits | one bit a lattice x of the box | at least 32 zero bits ]
//   window of a query at bit p:  bits p - 28 .. p + 28 of the row, bit 28 of the window is the query's own x
//
// The box is that of both surfaces, widened by the table's largest |dy| and |dz|, so that no row needs a bounds
// check. It is kept zero between calls: drawing is undone point by point.
//
// What the table of rows or the window cannot decide goes to far.ts.
//
// Time: O(points * rows visited) for the near ones; nothing is proportional to the voxels of the box.

import { arena_alloc, arena_mark, arena_reset } from "./arena";
import { BOX_BYTES, decodeBegin, decodeRow, decodeX, emptyBox, growBox, rowY, rowZ } from "./lattice";
import { farDistances } from "./far";
import { OK, OUT_OF_MEMORY } from "./status";

const PAD: i32 = 32;
const REACH: i32 = 28;

// Row table, made by `engine` for one spacing: [ d2 f64 = (dy sy)^2 + (dz sz)^2 | dy i32 | dz i32 ], ascending d2.
const ROW_BYTES: usize = 16;

// Bitmap of the current pair of surfaces.
let bitmap: usize = 0;
let stride: usize = 0;
let rows: i32 = 0;
let originX: i32 = 0;
let originY: i32 = 0;
let originZ: i32 = 0;

// @ts-ignore: decorator
@inline
function bitmapRow(y: i32, z: i32): usize {
  return bitmap + <usize>((z - originZ) * rows + (y - originY)) * stride;
}

function draw(points: usize, n: u32, X: u32, Y: u32): void {
  decodeBegin(X, Y);
  let row: usize = 0;
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    if (decodeRow(index)) row = bitmapRow(rowY, rowZ);
    const p = decodeX(index) - originX + PAD;
    const at = row + (p >> 3);
    store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(p & 7)));
  }
}

function undraw(points: usize, n: u32, X: u32, Y: u32): void {
  decodeBegin(X, Y);
  let row: usize = 0;
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    if (decodeRow(index)) row = bitmapRow(rowY, rowZ);
    store<u8>(row + ((decodeX(index) - originX + PAD) >> 3), 0);
  }
}

/**
 * Distances of n query points to the surface now in the bitmap, in mm. Queries that the table cannot decide get -1;
 * their number is returned.
 */
function nearDistances(
  points: usize, n: u32, X: u32, Y: u32,
  table: usize, tableRows: u32, reachable2: f64, offsets: usize, squares: usize,
  sy: f64, sz: f64, distances: usize,
): u32 {
  let far: u32 = 0;
  let row: usize = 0;
  const windowLimit2 = load<f64>(squares + (<usize>(REACH + 1) << 3));
  const limit2 = min(windowLimit2, reachable2);
  decodeBegin(X, Y);
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    if (decodeRow(index)) row = bitmapRow(rowY, rowZ);
    const p = decodeX(index) - originX + PAD;
    const out = distances + (<usize>i << 3);
    if ((load<u8>(row + (p >> 3)) >> <u8>(p & 7)) & 1) {
      store<f64>(out, 0);
      continue;
    }
    const first = p - REACH;
    const base = row + (first >> 3);
    const shift = <u64>(first & 7);
    let best = Infinity;
    let bestX: f64 = 0;
    let bestRow: usize = 0;
    for (let k: u32 = 0; k < tableRows; k++) {
      const entry = table + <usize>k * ROW_BYTES;
      const row2 = load<f64>(entry);
      if (row2 >= best) break;
      const window = load<u64>(base + load<u32>(offsets + (<usize>k << 2))) >> shift;
      if (window == 0) continue;
      const left = window << <u64>(63 - REACH);
      const right = window >> <u64>REACH;
      const dx = <i32>min(left == 0 ? 64 : clz(left), right == 0 ? 64 : ctz(right));
      if (dx > REACH) continue;
      const x2 = load<f64>(squares + (<usize>dx << 3));
      const d2 = x2 + row2;
      if (d2 < best) {
        best = d2;
        bestX = x2;
        bestRow = entry;
      }
    }
    if (best <= limit2) {
      // Same order of additions as a distance transform over axes 0, 1, 2.
      const y = <f64>load<i32>(bestRow, 8) * sy;
      const z = <f64>load<i32>(bestRow, 12) * sz;
      store<f64>(out, sqrt(bestX + y * y + z * z));
    } else {
      store<f64>(out, -1);
      far++;
    }
  }
  return far;
}

/**
 * Distances in mm, both ways, between two non-empty surfaces on a lattice X x Y x Z of the given spacing.
 * `reachable2`: squared distance of the nearest row that is not in the table. `distancesA`, `distancesB`: f64 each.
 */
export function surface_distances(
  a: usize, nA: u32, b: usize, nB: u32, X: u32, Y: u32,
  sx: f64, sy: f64, sz: f64,
  table: usize, tableRows: u32, reachable2: f64,
  distancesA: usize, distancesB: usize,
): i32 {
  const mark = arena_mark();
  const status = bothWays(a, nA, b, nB, X, Y, sx, sy, sz, table, tableRows, reachable2, distancesA, distancesB);
  arena_reset(mark);
  return status;
}

function bothWays(
  a: usize, nA: u32, b: usize, nB: u32, X: u32, Y: u32,
  sx: f64, sy: f64, sz: f64,
  table: usize, tableRows: u32, reachable2: f64,
  distancesA: usize, distancesB: usize,
): i32 {
  const box = arena_alloc(BOX_BYTES);
  const offsets = arena_alloc(<usize>tableRows << 2);
  const squares = arena_alloc(<usize>(REACH + 2) << 3);
  if (box == 0 || offsets == 0 || squares == 0) return OUT_OF_MEMORY;
  emptyBox(box);
  growBox(a, nA, X, Y, box);
  growBox(b, nB, X, Y, box);
  let marginY: i32 = 0;
  let marginZ: i32 = 0;
  for (let k: u32 = 0; k < tableRows; k++) {
    const entry = table + <usize>k * ROW_BYTES;
    marginY = max(marginY, load<i32>(entry, 8));
    marginZ = max(marginZ, load<i32>(entry, 12));
  }
  originX = load<i32>(box);
  originY = load<i32>(box, 8) - marginY;
  originZ = load<i32>(box, 16) - marginZ;
  rows = load<i32>(box, 12) - originY + 1 + marginY;
  const planes = load<i32>(box, 20) - originZ + 1 + marginZ;
  stride = <usize>((load<i32>(box, 4) - originX + 1 + 2 * PAD + 63) >> 6) << 3;
  const bytes = <u64>stride * <u64>rows * <u64>planes;
  if (bytes > 0x7fff_ffff) return OUT_OF_MEMORY;
  bitmap = arena_alloc(<usize>bytes);
  if (bitmap == 0) return OUT_OF_MEMORY;
  memory.fill(bitmap, 0, <usize>bytes + 16);
  for (let k: u32 = 0; k < tableRows; k++) {
    const entry = table + <usize>k * ROW_BYTES;
    const offset = <i32>stride * (load<i32>(entry, 12) * rows + load<i32>(entry, 8));
    store<u32>(offsets + (<usize>k << 2), <u32>offset);
  }
  for (let dx: i32 = 0; dx <= REACH + 1; dx++) {
    const x = <f64>dx * sx;
    store<f64>(squares + (<usize>dx << 3), x * x);
  }
  draw(b, nB, X, Y);
  const farA = nearDistances(a, nA, X, Y, table, tableRows, reachable2, offsets, squares, sy, sz, distancesA);
  undraw(b, nB, X, Y);
  draw(a, nA, X, Y);
  const farB = nearDistances(b, nB, X, Y, table, tableRows, reachable2, offsets, squares, sy, sz, distancesB);
  arena_reset(bitmap);
  if (farA != 0) {
    const status = farDistances(a, nA, b, nB, X, Y, sx, sy, sz, distancesA);
    if (status != OK) return status;
  }
  return farB != 0 ? farDistances(b, nB, a, nA, X, Y, sx, sy, sz, distancesB) : OK;
}
