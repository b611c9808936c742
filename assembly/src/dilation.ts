// Exact Euclidean dilation of a structure by a ball of given radius, in a bitmap, plane by plane.
//
// A row of the structure is a few runs. The ball, as its rows (dy, dz, half length dx), turns a run [x0, x1] of row
// (y, z) into the run [x0 - dx, x1 + dx] of row (y + dy, z + dz): voxels within the radius of a voxel of the run, exactly,
// at any spacing. Time O(runs * rows of the ball * words of a run); memory: one bit a voxel of the box, and one plane.
//
//   bitmap: depth x height rows of `stride` bytes, whole 64-bit words; bit x of a row is voxel x
//   ball:   [ dy i32 | dz i32 | dx i32 ] a row

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

/** Adds plane z of a structure, one bitmap row for each of `height` rows, to its dilation. */
export function dilate_plane(
  plane: usize, z: i32, width: i32, height: i32, depth: i32, ball: usize, ballRows: u32, dilated: usize, stride: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = plane + <usize>y * stride;
    let from = nextBit(row, 0, width, true);
    while (from < width) {
      const behind = nextBit(row, from, width, false);
      for (let k: u32 = 0; k < ballRows; k++) {
        const offset = ball + <usize>k * 12;
        const toY = y + load<i32>(offset);
        const toZ = z + load<i32>(offset, 4);
        if (toY < 0 || toY >= height || toZ < 0 || toZ >= depth) continue;
        const dx = load<i32>(offset, 8);
        setBits(dilated + <usize>(toZ * height + toY) * stride, max(0, from - dx), min(width - 1, behind - 1 + dx));
      }
      from = nextBit(row, behind, width, true);
    }
  }
}

/** Bits set in `bytes` bytes, a multiple of 8. */
export function count_bits(bitmap: usize, bytes: usize): u32 {
  let bits: u64 = 0;
  for (let k: usize = 0; k < bytes; k += 8) bits += popcnt(load<u64>(bitmap + k));
  return <u32>bits;
}

// Boxes of all labels at once: each row is a few runs, and a run grows the box of its label.
// @ts-ignore: decorator
@inline
function growBoxes<T>(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  for (let y: u32 = 0; y < ny; y++) {
    const row = plane + <usize>y * nx * sizeof<T>();
    let x: u32 = 0;
    while (x < nx) {
      const label = load<T>(row + <usize>x * sizeof<T>());
      const from = x++;
      if (ASC_FEATURE_SIMD) {
        const lanes: u32 = 16 / sizeof<T>();
        const splat = v128.splat<T>(label);
        while (x + lanes <= nx && !v128.any_true(v128.xor(v128.load(row + <usize>x * sizeof<T>()), splat))) x += lanes;
      }
      while (x < nx && load<T>(row + <usize>x * sizeof<T>()) == label) x++;
      const box = boxes + <usize>label * BOX_BYTES;
      store<i32>(box, min(load<i32>(box), <i32>from));
      store<i32>(box, max(load<i32>(box, 4), <i32>x - 1), 4);
      store<i32>(box, min(load<i32>(box, 8), <i32>y), 8);
      store<i32>(box, max(load<i32>(box, 12), <i32>y), 12);
      store<i32>(box, min(load<i32>(box, 16), z), 16);
      store<i32>(box, max(load<i32>(box, 20), z), 20);
    }
  }
}

/** Empties the boxes (lattice.ts) of `labels` labels. */
export function empty_boxes(boxes: usize, labels: u32): void {
  for (let label: u32 = 0; label < labels; label++) emptyBox(boxes + <usize>label * BOX_BYTES);
}

/** Grows the box of every label by its voxels in plane z. */
export function grow_boxes_u8(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  growBoxes<u8>(plane, nx, ny, z, boxes);
}
export function grow_boxes_u16(plane: usize, nx: u32, ny: u32, z: i32, boxes: usize): void {
  growBoxes<u16>(plane, nx, ny, z, boxes);
}
