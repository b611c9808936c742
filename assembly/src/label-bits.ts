// Border of one label, and distances to it, on a bitmap of the label: one bit a voxel of a box.
//
// Border, both sides: word by word, 64 voxels at a time: bits of  (A or beside A) and not (A and all beside A).  Outside of the
// box nothing has the label; an image of one plane has nothing above and below.
//
// Near distances, as in nearest.ts: rows (dy, dz) around a query in order of their distance; one unaligned 64-bit load gives
// the nearest bit of the other side to either side of it. Here the query is no point of a surface, and a bit of a row counts
// if it is not the query's own and lies in the box. What the table of rows or the window cannot decide is NaN; all of it lies
// farther away than what is found.
//
//   bitmap: planes of ny rows of `stride` bytes, whole 64-bit words; bit x of a row is voxel x; 16 more bytes to either side
//
// Where voxels are longer along x than along y, as with slices along x, distances are looked for on a bitmap with x and y
// exchanged: a window then spans more voxels that are near, and fewer rows are.
//
// Time: O(words) for the border, O(queries * rows visited) for distances.

import { decodeBegin, decodeRow, decodeX, rowY, rowZ } from "./lattice";

const REACH: i32 = 28;
const ROW_BYTES: usize = 16;

// @ts-ignore: decorator
@inline
function wordAt(row: usize, word: i32): u64 {
  return load<u64>(row + (<usize>word << 3));
}

/** Indices of the voxels on both sides of a label's border, ascending, unless `target` is 0; returns their number. */
export function border_of_bits(bits: usize, nx: i32, ny: i32, nz: i32, stride: usize, target: usize): u32 {
  const words = (nx + 63) >> 6;
  const plane = <usize>ny * stride;
  let count: u32 = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = bits + <usize>z * plane + <usize>y * stride;
      const first = <u32>nx * (<u32>y + <u32>ny * <u32>z);
      for (let w = 0; w < words; w++) {
        const own = wordAt(row, w);
        const length = <u64>min(64, nx - (w << 6));
        const left = (own << 1) | (w > 0 ? wordAt(row, w - 1) >> 63 : 0);
        const right = (own >> 1) | (w < words - 1 ? wordAt(row, w + 1) << 63 : 0);
        const above = y > 0 ? wordAt(row - stride, w) : 0;
        const below = y < ny - 1 ? wordAt(row + stride, w) : 0;
        const lower = z > 0 ? wordAt(row - plane, w) : nz == 1 ? own : 0;
        const upper = z < nz - 1 ? wordAt(row + plane, w) : nz == 1 ? own : 0;
        let found = own | left | right | above | below | lower | upper;
        found &= ~(own & left & right & above & below & lower & upper) & (~(<u64>0) >> (64 - length));
        if (target == 0) {
          count += <u32>popcnt(found);
          continue;
        }
        while (found != 0) {
          store<u32>(target + (<usize>count << 2), first + <u32>(w << 6) + <u32>ctz(found));
          found &= found - 1;
          count++;
        }
      }
    }
  }
  return count;
}

/** Tells if a voxel has the label. */
// @ts-ignore: decorator
@inline
function bitAt(row: usize, x: i32): bool {
  return ((load<u8>(row + (x >> 3)) >> <u8>(x & 7)) & 1) != 0;
}

/** The same bits with x and y exchanged: planes of nx rows of `targetStride` bytes, zeroed, bit y of a row is voxel y. */
export function exchange_axes(
  bits: usize, nx: i32, ny: i32, nz: i32, stride: usize, target: usize, targetStride: usize,
): void {
  const words = (nx + 63) >> 6;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = bits + <usize>(z * ny + y) * stride;
      const column = target + <usize>(z * nx) * targetStride + <usize>(y >> 3);
      const bit = <u8>1 << <u8>(y & 7);
      for (let w = 0; w < words; w++) {
        for (let left = wordAt(row, w); left != 0; left &= left - 1) {
          const at = column + <usize>((w << 6) + <i32>ctz(left)) * targetStride;
          store<u8>(at, load<u8>(at) | bit);
        }
      }
    }
  }
}

/** Sets the bits of n voxels of a box whose `values` (u8) is 1, and clears the others'. */
export function put_bits(bits: usize, nx: i32, ny: i32, stride: usize, voxels: usize, values: usize, n: u32): void {
  decodeBegin(<u32>nx, <u32>ny);
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(voxels + (<usize>i << 2));
    decodeRow(index);
    const x = decodeX(index);
    const at = bits + <usize>(rowZ * ny + rowY) * stride + <usize>(x >> 3);
    const bit = <u8>1 << <u8>(x & 7);
    store<u8>(at, load<u8>(values + i) != 0 ? load<u8>(at) | bit : load<u8>(at) & ~bit);
  }
}

/**
 * Distances in mm (f64) from n voxels, ascending, to the nearest voxel of the other side: positive for those with the label,
 * negative for others, NaN where it is not near. `exchanged`: x and y are exchanged in the bitmap, its table of rows, sizes and
 * spacings, not in the numbers of voxels. `table`, `reachable2`: see nearest.ts; `offsets`:
 * room for 4 bytes a row of the table.
 */
export function signed_near(
  bits: usize, nx: i32, ny: i32, nz: i32, stride: usize, exchanged: bool, queries: usize, n: u32,
  table: usize, tableRows: u32, reachable2: f64, offsets: usize, sx: f64, sy: f64, sz: f64, distances: usize,
): void {
  const windowLimit = <f64>(REACH + 1) * sx;
  const limit2 = min(windowLimit * windowLimit, reachable2);
  let reachY = 0;
  let reachZ = 0;
  for (let k: u32 = 0; k < tableRows; k++) {
    const entry = table + <usize>k * ROW_BYTES;
    const dy = load<i32>(entry, 8);
    const dz = load<i32>(entry, 12);
    reachY = max(reachY, dy);
    reachZ = max(reachZ, dz);
    store<i32>(offsets + (<usize>k << 2), <i32>stride * (dz * ny + dy));
  }
  decodeBegin(<u32>(exchanged ? ny : nx), <u32>(exchanged ? nx : ny));
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(queries + (<usize>i << 2));
    decodeRow(index);
    const x = exchanged ? rowY : decodeX(index);
    const ownY = exchanged ? decodeX(index) : rowY;
    const ownRow = bits + <usize>(rowZ * ny + ownY) * stride;
    const isInner = ownY >= reachY && ownY < ny - reachY && rowZ >= reachZ && rowZ < nz - reachZ;
    const isInside = bitAt(ownRow, x);
    const flip: u64 = isInside ? ~(<u64>0) : 0;
    const start = x - REACH;
    const shift = <u64>(start & 7);
    let valid = ~(<u64>0) >> (63 - 2 * REACH);
    if (start < 0) valid &= ~(<u64>0) << <u64>(-start);
    if (x + REACH >= nx) valid &= ~(<u64>0) >> <u64>(63 - (nx - 1 - start));
    let best2 = Infinity;
    let bestX: f64 = 0;
    let bestRow: usize = table;
    for (let k: u32 = 0; k < tableRows; k++) {
      const entry = table + <usize>k * ROW_BYTES;
      const row2 = load<f64>(entry);
      if (row2 >= best2) break;
      if (!isInner) {
        if (<u32>(ownY + load<i32>(entry, 8)) >= <u32>ny || <u32>(rowZ + load<i32>(entry, 12)) >= <u32>nz) continue;
      }
      const window = ((load<u64>(ownRow + (start >> 3) + load<i32>(offsets + (<usize>k << 2))) >> shift) ^ flip) & valid;
      if (window == 0) continue;
      const left = window << <u64>(63 - REACH);
      const right = window >> <u64>REACH;
      const dx = <f64>min(left == 0 ? 64 : clz(left), right == 0 ? 64 : ctz(right)) * sx;
      const d2 = dx * dx + row2;
      if (d2 >= best2) continue;
      best2 = d2;
      bestX = dx;
      bestRow = entry;
    }
    const dy = <f64>load<i32>(bestRow, 8) * sy;
    const dz = <f64>load<i32>(bestRow, 12) * sz;
    // Added up in the order of the image's axes, as elsewhere, for the same digits.
    const inPlane = exchanged ? dy * dy + bestX * bestX : bestX * bestX + dy * dy;
    const distance = best2 > limit2 ? NaN : sqrt(inPlane + dz * dz);
    store<f64>(distances + (<usize>i << 3), isInside ? distance : -distance);
  }
}
