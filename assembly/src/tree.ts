// Nearest point of a surface by branch and bound over a tree of 4 x 4 x 4 blocks: each node is one u64 that says
// which of its 64 children are not empty, the children of the lowest level being lattice points.
//
//   level 0: blocks of 4^3 points     level 1: 16^3     level 2: 64^3     level 3: 256^3     level 4: 1024^3 ...
//   bit of a child in its node: x + 4 y + 16 z
//
// A search starts from an upper bound (the point that was nearest to the query before) and visits only children
// that may hold something nearer, the nearest child first. Lower bounds are made of the same products as distances,
// so rounding cannot cut off the nearest point.
//
// Time: O(targets) to build and, for surfaces, about O(log targets) a search; `visits` counts nodes, so that the
// caller can stop when another way is cheaper. Memory: one bit a point of the box, and 1/64 of that for each level above.

import { arena_alloc } from "./arena";
import { decodeBegin, decodeRow, decodeX, rowY, rowZ } from "./lattice";

const LEVELS_AT_MOST: i32 = 16;

// Per level: nodes (u64 each), and how many along x and y.
const nodes = memory.data(LEVELS_AT_MOST * 4);
const nodesX = memory.data(LEVELS_AT_MOST * 4);
const nodesY = memory.data(LEVELS_AT_MOST * 4);
let top: i32 = 0;
let originX: i32 = 0;
let originY: i32 = 0;
let originZ: i32 = 0;
let sx: f64 = 1;
let sy: f64 = 1;
let sz: f64 = 1;

// The query, relative to the origin, and the best point so far.
let qx: i32 = 0;
let qy: i32 = 0;
let qz: i32 = 0;
let best: f64 = Infinity;
let bestX: i32 = 0;
let bestY: i32 = 0;
let bestZ: i32 = 0;
export let visits: u64 = 0;

// Squared distances from the query to the 4 slabs of a node along each axis, one set a level: x, y, z, 4 f64 each.
const slabs = memory.data(LEVELS_AT_MOST * 96);

/** Builds the tree of m points that lie in the box x0.., y0.., z0.. of the given extent; false if memory is short. */
export function buildTree(
  targets: usize, m: u32, X: u32, Y: u32,
  x0: i32, y0: i32, z0: i32, width: i32, height: i32, depth: i32,
  spacingX: f64, spacingY: f64, spacingZ: f64,
): bool {
  originX = x0;
  originY = y0;
  originZ = z0;
  sx = spacingX;
  sy = spacingY;
  sz = spacingZ;
  best = Infinity;
  visits = 0;
  bestX = -1;
  let nx = width;
  let ny = height;
  let nz = depth;
  top = 0;
  while (true) {
    nx = (nx + 3) >> 2;
    ny = (ny + 3) >> 2;
    nz = (nz + 3) >> 2;
    const bytes = (<usize>nx * ny * nz) << 3;
    const pointer = arena_alloc(bytes);
    if (pointer == 0) return false;
    memory.fill(pointer, 0, bytes);
    store<u32>(nodes + (<usize>top << 2), <u32>pointer);
    store<i32>(nodesX + (<usize>top << 2), nx);
    store<i32>(nodesY + (<usize>top << 2), ny);
    if (nx == 1 && ny == 1 && nz == 1) break;
    top++;
  }
  decodeBegin(X, Y);
  for (let j: u32 = 0; j < m; j++) {
    const index = load<u32>(targets + (<usize>j << 2));
    decodeRow(index);
    insert(decodeX(index) - x0, rowY - y0, rowZ - z0);
  }
  return true;
}

// @ts-ignore: decorator
@inline
function nodeAt(level: i32, x: i32, y: i32, z: i32): usize {
  const at = <usize>level << 2;
  const row = z * load<i32>(nodesY + at) + y;
  return <usize>load<u32>(nodes + at) + ((<usize>row * load<i32>(nodesX + at) + x) << 3);
}

function insert(px: i32, py: i32, pz: i32): void {
  let x = px;
  let y = py;
  let z = pz;
  for (let level: i32 = 0; level <= top; level++) {
    const bit = <u64>1 << <u64>((x & 3) | ((y & 3) << 2) | ((z & 3) << 4));
    x >>= 2;
    y >>= 2;
    z >>= 2;
    const node = nodeAt(level, x, y, z);
    const children = load<u64>(node);
    store<u64>(node, children | bit);
    if (children != 0) return;
  }
}

/** Squared distance along one axis from the query to the 4 slabs of 1 << shift points that begin at `start`. */
// @ts-ignore: decorator
@inline
function fillSlabs(out: usize, query: i32, start: i32, shift: i32, spacing: f64): void {
  for (let k: i32 = 0; k < 4; k++) {
    const lo = start + (k << shift);
    const hi = lo + (1 << shift) - 1;
    const steps = query < lo ? lo - query : query > hi ? query - hi : 0;
    const d = <f64>steps * spacing;
    store<f64>(out + (<usize>k << 3), d * d);
  }
}

// @ts-ignore: decorator
@inline
function childDistance2(slab: usize, child: u32): f64 {
  const x2 = load<f64>(slab + (<usize>(child & 3) << 3));
  const y2 = load<f64>(slab + 32 + (<usize>((child >> 2) & 3) << 3));
  const z2 = load<f64>(slab + 64 + (<usize>(child >> 4) << 3));
  return x2 + y2 + z2;
}

function visit(level: i32, x: i32, y: i32, z: i32): void {
  visits++;
  const slab = slabs + <usize>level * 96;
  const shift = level << 1;
  fillSlabs(slab, qx, x << (shift + 2), shift, sx);
  fillSlabs(slab + 32, qy, y << (shift + 2), shift, sy);
  fillSlabs(slab + 64, qz, z << (shift + 2), shift, sz);
  let open = load<u64>(nodeAt(level, x, y, z));
  if (level == 0) {
    while (open != 0) {
      const child = <u32>ctz(open);
      open &= open - 1;
      const d2 = childDistance2(slab, child);
      if (d2 >= best) continue;
      best = d2;
      bestX = (x << 2) | (child & 3);
      bestY = (y << 2) | ((child >> 2) & 3);
      bestZ = (z << 2) | (child >> 4);
    }
    return;
  }
  // The nearest child first: it lowers the bound for the others.
  let nearest: u32 = 64;
  let nearest2 = best;
  let left = open;
  while (left != 0) {
    const child = <u32>ctz(left);
    left &= left - 1;
    const d2 = childDistance2(slab, child);
    if (d2 < nearest2) {
      nearest2 = d2;
      nearest = child;
    } else if (d2 >= best) {
      open &= ~(<u64>1 << <u64>child);
    }
  }
  if (nearest == 64) return;
  visit(level - 1, (x << 2) | (nearest & 3), (y << 2) | ((nearest >> 2) & 3), (z << 2) | (nearest >> 4));
  open &= ~(<u64>1 << <u64>nearest);
  while (open != 0) {
    const child = <u32>ctz(open);
    open &= open - 1;
    if (childDistance2(slab, child) < best) {
      visit(level - 1, (x << 2) | (child & 3), (y << 2) | ((child >> 2) & 3), (z << 2) | (child >> 4));
    }
  }
}

/** Distance in mm from lattice point (x, y, z) to the nearest point of the tree. */
export function nearestInTree(x: i32, y: i32, z: i32): f64 {
  qx = x - originX;
  qy = y - originY;
  qz = z - originZ;
  best = Infinity;
  if (bestX >= 0) {
    const dx = <f64>(bestX - qx) * sx;
    const dy = <f64>(bestY - qy) * sy;
    const dz = <f64>(bestZ - qz) * sz;
    best = dx * dx + dy * dy + dz * dz;
  }
  visit(top, 0, 0, 0);
  return sqrt(best);
}
