// Exact Euclidean dilation of a structure by a ball of given radius, in a bitmap.
//
// A row of the structure is a few runs. The ball, as its rows (dy, dz, half length dx), turns a run [x0, x1] of row
// (y, z) into the run [x0 - dx, x1 + dx] of row (y + dy, z + dz): voxels within the radius of a voxel of the run, exactly,
// at any spacing.
//
// The voxel of the structure that is nearest to a point has no neighbour of the structure in the direction of the point, or
// that would be nearer. So rows of the ball with dy > 0 are drawn only from bits whose neighbour at y + 1 is not set, and so
// for each of the directions of y and z: the inside of a structure costs nothing but a look.
//
// Time O(rows + runs of the border * rows of the ball * words of a run); memory: one bit a voxel of the box, twice.
//
//   bitmaps: planes of `height` rows of `stride` bytes, whole 64-bit words; bit x of a row is voxel x
//   ball:    [ dy i32 | dz i32 | dx i32 ] a row

import { setBits } from "./bands";
import { BOX_BYTES, emptyBox } from "./lattice";

// @ts-ignore: decorator
@inline
function markLabel<T>(
  labels: usize, nx: u32, width: u32, rows: u32, label: u32, other: bool, bitmap: usize, stride: usize,
): void {
  const flip: u64 = other ? ~(<u64>0) : 0;
  for (let y: u32 = 0; y < rows; y++) {
    const row = labels + <usize>y * nx * sizeof<T>();
    for (let x: u32 = 0; x < width; x += 64) {
      let bits: u64 = 0;
      const length = min<u32>(64, width - x);
      let k: u32 = 0;
      if (ASC_FEATURE_SIMD) {
        const lanes: u32 = 16 / sizeof<T>();
        const splat = v128.splat<T>(<T>label);
        for (; k + lanes <= length; k += lanes) {
          const equal = v128.eq<T>(v128.load(row + <usize>(x + k) * sizeof<T>()), splat);
          const mask = sizeof<T>() == 1 ? i8x16.bitmask(equal) : i16x8.bitmask(equal);
          bits |= <u64>(<u32>mask) << k;
        }
      }
      for (; k < length; k++) {
        if (<u32>load<T>(row + <usize>(x + k) * sizeof<T>()) == label) bits |= <u64>1 << k;
      }
      bits = (bits ^ flip) & (~(<u64>0) >> (64 - length));
      const at = bitmap + <usize>y * stride + (<usize>(x >> 6) << 3);
      store<u64>(at, load<u64>(at) | bits);
    }
  }
}

/**
 * Sets the bits of the voxels that are `label` (with `other` 1: that are not) in the first `width` of nx voxels of each
 * row; bits are only added.
 */
export function mark_label_u8(
  labels: usize, nx: u32, width: u32, rows: u32, label: u32, other: bool, bitmap: usize, stride: usize,
): void {
  markLabel<u8>(labels, nx, width, rows, label, other, bitmap, stride);
}
export function mark_label_u16(
  labels: usize, nx: u32, width: u32, rows: u32, label: u32, other: bool, bitmap: usize, stride: usize,
): void {
  markLabel<u16>(labels, nx, width, rows, label, other, bitmap, stride);
}

/** First position from `x` on whose bit is `value`; `width` if there is none. */
function nextBit(row: usize, x: i32, width: i32, value: bool): i32 {
  const flip: u64 = value ? 0 : ~(<u64>0);
  while (x < width) {
    const bits = (load<u64>(row + (<usize>(x >> 6) << 3)) ^ flip) >> <u64>(x & 63);
    if (bits != 0) return min(width, x + <i32>ctz(bits));
    x = (x | 63) + 1;
  }
  return width;
}

/** Address of row (y, z) of a structure; 0 outside of it. */
// @ts-ignore: decorator
@inline
function rowAt(source: usize, y: i32, z: i32, height: i32, planes: i32, stride: usize): usize {
  if (y < 0 || y >= height || z < 0 || z >= planes) return 0;
  return source + <usize>(z * height + y) * stride;
}

/** Writes the bits of a row that are set neither in the row beside it along y nor in that along z (0: none) to `bare`; tells if there are any. */
function bareBits(row: usize, besideY: usize, besideZ: usize, stride: usize, bare: usize): bool {
  let any: u64 = 0;
  for (let at: usize = 0; at < stride; at += 8) {
    let bits = load<u64>(row + at);
    if (besideY != 0) bits &= ~load<u64>(besideY + at);
    if (besideZ != 0) bits &= ~load<u64>(besideZ + at);
    store<u64>(bare + at, bits);
    any |= bits;
  }
  return any != 0;
}

// @ts-ignore: decorator
@inline
function sign(value: i32): i32 {
  return <i32>(value > 0) - <i32>(value < 0);
}

/**
 * Adds the dilation of a structure to a bitmap of `depth` planes, of which the structure's first is number `firstZ`. Rows of
 * the ball come by direction, (sign of dz, sign of dy) from (-1, -1) on, and within it by dx. `scratch`: room for two rows.
 */
export function dilate_bits(
  source: usize, planes: i32, firstZ: i32, width: i32, height: i32, depth: i32,
  ball: usize, ballRows: u32, dilated: usize, stride: usize, scratch: usize,
): void {
  for (let z = 0; z < planes; z++) {
    for (let y = 0; y < height; y++) {
      const row = rowAt(source, y, z, height, planes, stride);
      if (!bareBits(row, 0, 0, stride, scratch)) continue;
      let k: u32 = 0;
      while (k < ballRows) {
        const offset = ball + <usize>k * 12;
        const sy = sign(load<i32>(offset));
        const sz = sign(load<i32>(offset, 4));
        let end = k + 1;
        while (end < ballRows && isToward(ball + <usize>end * 12, sy, sz)) end++;
        const besideY = sy == 0 ? 0 : rowAt(source, y + sy, z, height, planes, stride);
        const besideZ = sz == 0 ? 0 : rowAt(source, y, z + sz, height, planes, stride);
        if (bareBits(row, besideY, besideZ, stride, scratch)) {
          drawBalls(scratch, y, z + firstZ, width, height, depth, ball, k, end, dilated, stride);
        }
        k = end;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function isToward(offset: usize, sy: i32, sz: i32): bool {
  return sign(load<i32>(offset)) == sy && sign(load<i32>(offset, 4)) == sz;
}

/** Draws rows k .. end - 1 of the ball for each run of a row; behind it lies room for the row made longer by dx. */
function drawBalls(
  row: usize, y: i32, z: i32, width: i32, height: i32, depth: i32,
  ball: usize, k: u32, end: u32, dilated: usize, stride: usize,
): void {
  const long = row + stride;
  let lastDx = -1;
  for (; k < end; k++) {
    const offset = ball + <usize>k * 12;
    const toY = y + load<i32>(offset);
    const toZ = z + load<i32>(offset, 4);
    if (toY < 0 || toY >= height || toZ < 0 || toZ >= depth) continue;
    const dx = load<i32>(offset, 8);
    if (dx != lastDx) makeLonger(row, dx, width, stride, long);
    lastDx = dx;
    const target = dilated + <usize>(toZ * height + toY) * stride;
    for (let at: usize = 0; at < stride; at += 8) store<u64>(target + at, load<u64>(target + at) | load<u64>(long + at));
  }
}

/** Writes the runs of a row, longer by dx at both ends. */
function makeLonger(row: usize, dx: i32, width: i32, stride: usize, long: usize): void {
  if (dx == 0) {
    memory.copy(long, row, stride);
    return;
  }
  memory.fill(long, 0, stride);
  let from = nextBit(row, 0, width, true);
  while (from < width) {
    const behind = nextBit(row, from, width, false);
    setBits(long, max(0, from - dx), min(width - 1, behind - 1 + dx));
    from = nextBit(row, behind, width, true);
  }
}

/** Bits set in `bytes` bytes, a multiple of 8. */
export function count_bits(bitmap: usize, bytes: usize): u32 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < bytes; k += 8) bits += popcnt(load<u64>(bitmap + k));
  return <u32>bits;
}

// Boxes of all labels but background at once: a plane is few runs of background, and within a row a few runs of labels, each
// of which grows the box of its label.
// @ts-ignore: decorator
@inline
function growBoxes<T>(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  const n = nx * ny;
  let i: u32 = 0;
  while (i < n) {
    const label = load<T>(plane + <usize>i * sizeof<T>());
    const from = i;
    const y = from / nx;
    i = sameUntil<T>(plane, from, label == 0 ? n : (y + 1) * nx, label);
    if (label == 0) continue;
    const box = boxes + <usize>label * BOX_BYTES;
    store<i32>(box, min(load<i32>(box), <i32>(from - y * nx)));
    store<i32>(box, max(load<i32>(box, 4), <i32>(i - 1 - y * nx)), 4);
    store<i32>(box, min(load<i32>(box, 8), <i32>y), 8);
    store<i32>(box, max(load<i32>(box, 12), <i32>y), 12);
    store<i32>(box, min(load<i32>(box, 16), z), 16);
    store<i32>(box, max(load<i32>(box, 20), z), 20);
  }
}

/** First place from `from` + 1 on, up to `end`, that holds another label. */
// @ts-ignore: decorator
@inline
function sameUntil<T>(plane: usize, from: u32, end: u32, label: T): u32 {
  let i = from + 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: u32 = 16 / sizeof<T>();
    const splat = v128.splat<T>(label);
    while (i + lanes <= end && !v128.any_true(v128.xor(v128.load(plane + <usize>i * sizeof<T>()), splat))) i += lanes;
  }
  while (i < end && load<T>(plane + <usize>i * sizeof<T>()) == label) i++;
  return i;
}

/** Empties the boxes (lattice.ts) of `labels` labels. */
export function empty_boxes(boxes: usize, labels: u32): void {
  for (let label: u32 = 0; label < labels; label++) emptyBox(boxes + <usize>label * BOX_BYTES);
}

/** Grows the box of every label but background by its voxels in plane z. */
export function grow_boxes_u8(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  growBoxes<u8>(plane, nx, ny, z, boxes);
}
export function grow_boxes_u16(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  growBoxes<u16>(plane, nx, ny, z, boxes);
}
