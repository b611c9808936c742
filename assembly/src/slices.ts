// Exact distances for queries that lie far from the target surface: a separable distance transform
// (Felzenszwalb & Huttenlocher 2012), one slice at a time and only where it is asked for.
//
// For a slice z that holds queries:
//   1. every non-empty column (x', y') of the target gives the height h = (sz * distance in z to its nearest point)^2;
//      columns are sorted lists walked forward with z, so this is amortised O(1);
//   2. every row y' gets the lower envelope of the parabolas h(x') + (sx (x - x'))^2, evaluated over the x of the queries;
//   3. every query takes the minimum over rows y' of envelope + (sy (y - y'))^2, from its own row outwards, until the
//      rows alone are farther than the best.
//
// The winning column is remembered, and the distance is computed once more from its integer offsets.
//
// Time O(slices with queries * area of the box of the target) + O(queries * rows walked); memory O(area + targets):
// never a volume.

import { arena_mark, arena_reset, arenaAllocWide } from "./arena";
import { decodeBegin, decodeRow, decodeX, rowY, rowZ } from "./lattice";
import { OK, OUT_OF_MEMORY } from "./status";

const NONE: u32 = 0xffffffff;

let sx: f64 = 1;
let sy: f64 = 1;
let sz: f64 = 1;

// Target box and its columns: starts[c] .. starts[c + 1] index `depths` (z, ascending); cursor[c] moves with z.
let boxX: i32 = 0;
let boxY: i32 = 0;
let width: i32 = 0;
let height: i32 = 0;
let starts: usize = 0;
let cursor: usize = 0;
let depths: usize = 0;

// Per column: distance in z (lattice steps) in the current slice. Per envelope: parabolas and where each begins.
let steps: usize = 0;
let vertex: usize = 0;
let level: usize = 0;
let begins: usize = 0;

// Envelope of each row over the x of the slice's queries: value and the column it came from.
let value: usize = 0;
let source: usize = 0;

// @ts-ignore: decorator
@inline
function distanceOf(dx: i32, dy: i32, dz: i32): f64 {
  const x = <f64>dx * sx;
  const y = <f64>dy * sy;
  const z = <f64>dz * sz;
  return sqrt(x * x + y * y + z * z);
}

/** Sorts the targets into columns. */
function buildColumns(targets: usize, m: u32, X: u32, Y: u32): void {
  const columns = width * height;
  memory.fill(starts, 0, <usize>(columns + 1) << 2);
  decodeBegin(X, Y);
  for (let j: u32 = 0; j < m; j++) {
    const index = load<u32>(targets + (<usize>j << 2));
    decodeRow(index);
    const at = starts + (<usize>((rowY - boxY) * width + decodeX(index) - boxX + 1) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  for (let c = 0; c < columns; c++) {
    const at = starts + (<usize>c << 2);
    const from = load<u32>(at);
    store<u32>(cursor + (<usize>c << 2), from);
    store<u32>(at, from + load<u32>(at, 4), 4);
  }
  decodeBegin(X, Y);
  for (let j: u32 = 0; j < m; j++) {
    const index = load<u32>(targets + (<usize>j << 2));
    decodeRow(index);
    const at = cursor + (<usize>((rowY - boxY) * width + decodeX(index) - boxX) << 2);
    const k = load<u32>(at);
    store<u32>(at, k + 1);
    store<i32>(depths + (<usize>k << 2), rowZ);
  }
  memory.copy(cursor, starts, <usize>columns << 2);
}

/** Distance in z from slice z to the nearest point of a non-empty column; moves the column's cursor. */
// @ts-ignore: decorator
@inline
function columnSteps(column: i32, z: i32): i32 {
  const at = cursor + (<usize>column << 2);
  const stop = load<u32>(starts + (<usize>column << 2), 4);
  let k = load<u32>(at);
  while (k + 1 < stop && load<i32>(depths + (<usize>k << 2), 4) <= z) k++;
  store<u32>(at, k);
  const here = abs(z - load<i32>(depths + (<usize>k << 2)));
  return k + 1 < stop ? min(here, abs(load<i32>(depths + (<usize>k << 2), 4) - z)) : here;
}

/** Lower envelope of row y' (counted in the box) for x in [x0, x1], into value[] and source[]. */
function envelopeOfRow(row: i32, z: i32, x0: i32, x1: i32): void {
  const a = sx * sx;
  let k: i32 = -1;
  for (let c = 0; c < width; c++) {
    const column = row * width + c;
    if (load<u32>(starts + (<usize>column << 2)) == load<u32>(starts + (<usize>column << 2), 4)) continue;
    const dz = columnSteps(column, z);
    store<i32>(steps + (<usize>column << 2), dz);
    const x = <f64>(boxX + c);
    const h = <f64>dz * sz * (<f64>dz * sz);
    let begin = -Infinity;
    while (k >= 0) {
      const v = <f64>load<i32>(vertex + (<usize>k << 2));
      begin = (h + a * x * x - load<f64>(level + (<usize>k << 3)) - a * v * v) / (2 * a * (x - v));
      if (begin > load<f64>(begins + (<usize>k << 3))) break;
      k--;
      begin = -Infinity;
    }
    k++;
    store<i32>(vertex + (<usize>k << 2), boxX + c);
    store<f64>(level + (<usize>k << 3), h);
    store<f64>(begins + (<usize>k << 3), begin);
  }
  const count = x1 - x0 + 1;
  const values = value + (<usize>(row * count) << 3);
  const sources = source + (<usize>(row * count) << 2);
  if (k < 0) {
    for (let i = 0; i < count; i++) store<f64>(values + (<usize>i << 3), Infinity);
    return;
  }
  let j: i32 = 0;
  for (let x = x0; x <= x1; x++) {
    while (j < k && load<f64>(begins + (<usize>(j + 1) << 3)) <= <f64>x) j++;
    const v = load<i32>(vertex + (<usize>j << 2));
    const dx = <f64>(x - v) * sx;
    store<f64>(values + (<usize>(x - x0) << 3), load<f64>(level + (<usize>j << 3)) + dx * dx);
    store<u32>(sources + (<usize>(x - x0) << 2), <u32>(row * width + v - boxX));
  }
}

/** Nearest target of a query at (x, y) of the current slice. */
function nearestInRows(x: i32, y: i32, x0: i32, x1: i32): f64 {
  const count = x1 - x0 + 1;
  let best = Infinity;
  let column = NONE;
  const lastRow = boxY + height - 1;
  let k = max(0, max(boxY - y, y - lastRow));
  for (; k <= max(y - boxY, lastRow - y); k++) {
    const dy = <f64>k * sy;
    const dy2 = dy * dy;
    if (dy2 >= best) break;
    for (let side = -1; side <= 1; side += 2) {
      const row = y + side * k;
      if (row < boxY || row > lastRow) continue;
      const at = (row - boxY) * count + x - x0;
      const d2 = load<f64>(value + (<usize>at << 3)) + dy2;
      if (d2 < best) {
        best = d2;
        column = load<u32>(source + (<usize>at << 2));
      }
    }
  }
  const row = <i32>column / width;
  return distanceOf(x - boxX - (<i32>column - row * width), y - boxY - row, load<i32>(steps + (<usize>column << 2)));
}

function bySlices(queries: usize, n: u32, X: u32, Y: u32, distances: usize): void {
  let i: u32 = 0;
  while (i < n) {
    // The queries of this slice: up to `stop`, with x from x0 to x1.
    const z = <i32>(load<u32>(queries + (<usize>i << 2)) / (X * Y));
    let x0 = i32.MAX_VALUE;
    let x1 = i32.MIN_VALUE;
    let stop = i;
    decodeBegin(X, Y);
    for (; stop < n; stop++) {
      const index = load<u32>(queries + (<usize>stop << 2));
      decodeRow(index);
      if (rowZ != z) break;
      x0 = min(x0, decodeX(index));
      x1 = max(x1, decodeX(index));
    }
    for (let row = 0; row < height; row++) envelopeOfRow(row, z, x0, x1);
    decodeBegin(X, Y);
    for (; i < stop; i++) {
      const index = load<u32>(queries + (<usize>i << 2));
      decodeRow(index);
      store<f64>(distances + (<usize>i << 3), nearestInRows(decodeX(index), rowY, x0, x1));
    }
  }
}

/** Distances in mm (f64) from n query points, ascending, to the nearest target; `box` is that of the targets. */
export function distancesBySlices(
  queries: usize, n: u32, targets: usize, m: u32, X: u32, Y: u32, box: usize,
  spacingX: f64, spacingY: f64, spacingZ: f64, distances: usize,
): i32 {
  sx = spacingX;
  sy = spacingY;
  sz = spacingZ;
  boxX = load<i32>(box);
  boxY = load<i32>(box, 8);
  width = load<i32>(box, 4) - boxX + 1;
  height = load<i32>(box, 12) - boxY + 1;
  const mark = arena_mark();
  const columns = <u64>width * <u64>height;
  const rowPoints = <u64>height * <u64>X;
  starts = arenaAllocWide((columns + 1) << 2);
  cursor = arenaAllocWide((columns + 1) << 2);
  steps = arenaAllocWide(columns << 2);
  depths = arenaAllocWide(<u64>m << 2);
  vertex = arenaAllocWide(<u64>width << 2);
  level = arenaAllocWide(<u64>width << 3);
  begins = arenaAllocWide(<u64>width << 3);
  value = arenaAllocWide(rowPoints << 3);
  source = arenaAllocWide(rowPoints << 2);
  if (starts == 0 || cursor == 0 || steps == 0 || depths == 0 || vertex == 0 || level == 0 || begins == 0 || value == 0 || source == 0) {
    arena_reset(mark);
    return OUT_OF_MEMORY;
  }
  buildColumns(targets, m, X, Y);
  bySlices(queries, n, X, Y, distances);
  arena_reset(mark);
  return OK;
}
