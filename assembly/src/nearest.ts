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
// A coarse grid of blocks of 8^3 points says which blocks lie within reach of the target at all: far away from it a
// query is told from the others by one look.
//
// A near distance is one of few: class 32 k + dx for row k and |x| steps dx. So no list of distances is kept, but two
// histograms over the classes, the elements' weight and their number; engine orders the classes once for a spacing.
// What the table of rows or the window cannot decide is put into a list for far.ts; all of it lies farther away than
// any class.
//
// Time: O(points * rows visited) for the near ones; nothing is proportional to the voxels of the box.

import { arena_alloc, arena_mark, arena_reset, arenaAllocWide } from "./arena";
import { BOX_BYTES, decodeBegin, decodeRow, decodeX, emptyBox, growBox, rowY, rowZ } from "./lattice";
import { OK, OUT_OF_MEMORY } from "./status";

const PAD: i32 = 32;
const REACH: i32 = 28;
const CLASS_SHIFT: u32 = 5;

// Row table, made by `engine` for one spacing: [ d2 f64 = (dy sy)^2 + (dz sz)^2 | dy i32 | dz i32 ], ascending d2.
const ROW_BYTES: usize = 16;

// Bitmap of the current pair of surfaces.
let bitmap: usize = 0;
let stride: usize = 0;
let rows: i32 = 0;
let originX: i32 = 0;
let originY: i32 = 0;
let originZ: i32 = 0;

// Blocks of the box without its margins: `full` holds a target, `within` may lie in reach of one.
const BLOCK_SHIFT: i32 = 3;
let blocksX: i32 = 0;
let blocksY: i32 = 0;
let blocksZ: i32 = 0;
let blockX0: i32 = 0;
let blockY0: i32 = 0;
let blockZ0: i32 = 0;
let full: usize = 0;
let within: usize = 0;

/** Points in blocks further apart than this along an axis lie beyond the reach. */
function blocksInReach(reachMm: f64, spacing: f64): i32 {
  const steps = reachMm / spacing;
  return steps < 1 ? 1 : <i32>min(4096, floor((steps - 1) / 8) + 1);
}

function markReach(points: usize, n: u32, X: u32, Y: u32, reachX: i32, reachY: i32, reachZ: i32): void {
  const bytes = <usize>(blocksX * blocksY * blocksZ);
  memory.fill(full, 0, bytes);
  memory.fill(within, 0, bytes);
  decodeBegin(X, Y);
  let last: i32 = -1;
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    decodeRow(index);
    const bx = (decodeX(index) - blockX0) >> BLOCK_SHIFT;
    const by = (rowY - blockY0) >> BLOCK_SHIFT;
    const bz = (rowZ - blockZ0) >> BLOCK_SHIFT;
    const block = (bz * blocksY + by) * blocksX + bx;
    if (block == last) continue;
    last = block;
    if (load<u8>(full + block) != 0) continue;
    store<u8>(full + block, 1);
    const x0 = max(0, bx - reachX);
    const width = min(blocksX - 1, bx + reachX) - x0 + 1;
    for (let z = max(0, bz - reachZ); z <= min(blocksZ - 1, bz + reachZ); z++) {
      for (let y = max(0, by - reachY); y <= min(blocksY - 1, by + reachY); y++) {
        memory.fill(within + ((z * blocksY + y) * blocksX + x0), 1, width);
      }
    }
  }
}

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

/** Near distances of n query points to the surface now in the bitmap, added to the histograms; returns the number of far ones. */
function nearDistances(
  points: usize, codes: usize, n: u32, X: u32, Y: u32, weights: usize,
  table: usize, tableRows: u32, reachable2: f64, offsets: usize, squares: usize,
  areas: usize, numbers: usize, farPoints: usize, farCodes: usize,
): u32 {
  let far: u32 = 0;
  let row: usize = 0;
  const windowLimit2 = load<f64>(squares + (<usize>(REACH + 1) << 3));
  const limit2 = min(windowLimit2, reachable2);
  decodeBegin(X, Y);
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    if (decodeRow(index)) row = bitmapRow(rowY, rowZ);
    const x = decodeX(index);
    const p = x - originX + PAD;
    let nearest: u32 = 0;
    if (((load<u8>(row + (p >> 3)) >> <u8>(p & 7)) & 1) == 0) {
      const first = p - REACH;
      const base = row + (first >> 3);
      const shift = <u64>(first & 7);
      let best = Infinity;
      const block = (((rowZ - blockZ0) >> BLOCK_SHIFT) * blocksY + ((rowY - blockY0) >> BLOCK_SHIFT)) * blocksX + ((x - blockX0) >> BLOCK_SHIFT);
      const rowsToVisit: u32 = load<u8>(within + block) == 0 ? 0 : tableRows;
      for (let k: u32 = 0; k < rowsToVisit; k++) {
        const row2 = load<f64>(table + <usize>k * ROW_BYTES);
        if (row2 >= best) break;
        const window = load<u64>(base + load<u32>(offsets + (<usize>k << 2))) >> shift;
        if (window == 0) continue;
        const left = window << <u64>(63 - REACH);
        const right = window >> <u64>REACH;
        const dx = <u32>min(left == 0 ? 64 : clz(left), right == 0 ? 64 : ctz(right));
        if (dx > <u32>REACH) continue;
        const d2 = load<f64>(squares + (<usize>dx << 3)) + row2;
        if (d2 < best) {
          best = d2;
          nearest = (k << CLASS_SHIFT) | dx;
        }
      }
      if (!(best <= limit2)) {
        store<u32>(farPoints + (<usize>far << 2), index);
        if (codes != 0) store<u8>(farCodes + far, load<u8>(codes + i));
        far++;
        continue;
      }
    }
    const weight = codes == 0 ? 1 : load<f64>(weights + (<usize>load<u8>(codes + i) << 3));
    const area = areas + (<usize>nearest << 3);
    store<f64>(area, load<f64>(area) + weight);
    const number = numbers + (<usize>nearest << 2);
    store<u32>(number, load<u32>(number) + 1);
  }
  return far;
}

/** Number of distance classes of a row table. */
export function distance_classes(tableRows: u32): u32 {
  return tableRows << CLASS_SHIFT;
}

/**
 * Near distances both ways between two non-empty surfaces on a lattice with X x Y points a plane.
 *
 * `reachable2`: squared distance of the nearest row that is not in the table. Surfaces: indices, codes (0: all
 * elements weigh 1), n. Histograms over the classes, zeroed: `areas` f64, `numbers` u32. Far lists: room for n each;
 * `farCounts`: u32 for a and for b.
 */
export function near_distances(
  a: usize, codesA: usize, nA: u32, b: usize, codesB: usize, nB: u32, X: u32, Y: u32, sx: f64, sy: f64, sz: f64, weights: usize,
  table: usize, tableRows: u32, reachable2: f64,
  areasA: usize, numbersA: usize, farA: usize, farCodesA: usize,
  areasB: usize, numbersB: usize, farB: usize, farCodesB: usize, farCounts: usize,
): i32 {
  const mark = arena_mark();
  const box = arena_alloc(BOX_BYTES);
  const offsets = arena_alloc(<usize>tableRows << 2);
  const squares = arena_alloc(<usize>(REACH + 2) << 3);
  if (box == 0 || offsets == 0 || squares == 0 || !layOut(a, nA, b, nB, X, Y, box, table, tableRows)) {
    arena_reset(mark);
    return OUT_OF_MEMORY;
  }
  for (let k: u32 = 0; k < tableRows; k++) {
    const entry = table + <usize>k * ROW_BYTES;
    const offset = <i32>stride * (load<i32>(entry, 12) * rows + load<i32>(entry, 8));
    store<u32>(offsets + (<usize>k << 2), <u32>offset);
  }
  for (let dx: i32 = 0; dx <= REACH + 1; dx++) {
    const x = <f64>dx * sx;
    store<f64>(squares + (<usize>dx << 3), x * x);
  }
  const reachMm = sqrt(min(reachable2, load<f64>(squares + (<usize>(REACH + 1) << 3))));
  const reachX = blocksInReach(reachMm, sx);
  const reachY = blocksInReach(reachMm, sy);
  const reachZ = blocksInReach(reachMm, sz);
  markReach(b, nB, X, Y, reachX, reachY, reachZ);
  draw(b, nB, X, Y);
  store<u32>(farCounts, nearDistances(a, codesA, nA, X, Y, weights, table, tableRows, reachable2, offsets, squares, areasA, numbersA, farA, farCodesA));
  undraw(b, nB, X, Y);
  markReach(a, nA, X, Y, reachX, reachY, reachZ);
  draw(a, nA, X, Y);
  store<u32>(farCounts, nearDistances(b, codesB, nB, X, Y, weights, table, tableRows, reachable2, offsets, squares, areasB, numbersB, farB, farCodesB), 4);
  arena_reset(mark);
  return OK;
}

/** Places a zeroed bitmap over both surfaces. */
function layOut(a: usize, nA: u32, b: usize, nB: u32, X: u32, Y: u32, box: usize, table: usize, tableRows: u32): bool {
  emptyBox(box);
  growBox(a, nA, X, Y, box);
  growBox(b, nB, X, Y, box);
  blockX0 = load<i32>(box);
  blockY0 = load<i32>(box, 8);
  blockZ0 = load<i32>(box, 16);
  blocksX = ((load<i32>(box, 4) - blockX0) >> BLOCK_SHIFT) + 1;
  blocksY = ((load<i32>(box, 12) - blockY0) >> BLOCK_SHIFT) + 1;
  blocksZ = ((load<i32>(box, 20) - blockZ0) >> BLOCK_SHIFT) + 1;
  const blocks = <u64>blocksX * <u64>blocksY * <u64>blocksZ;
  full = arenaAllocWide(blocks);
  within = arenaAllocWide(blocks);
  if (full == 0 || within == 0) return false;
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
  if (bytes > 0x7fff_ffff) return false;
  bitmap = arena_alloc(<usize>bytes);
  if (bitmap == 0) return false;
  memory.fill(bitmap, 0, <usize>bytes + 16);
  return true;
}
