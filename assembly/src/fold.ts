// Patterns of labels that raters give a voxel, with one number a voxel whatever the number of raters: a rater is folded
// in by  pattern of a voxel := number of (its pattern so far, the label of this rater),  so that a pattern is its parent
// and a label, and the labels of all raters are read off by going up.
//
// Both the patterns so far and the labels are runs of equal voxels: the pass compares 16 bytes of each with those one
// voxel before, and asks the table only where a run ends.
//
//   table: [ patterns u32 | bits u32 | 8 bytes ] [ slot: pattern + 1 u32 ] * 2^bits
//          [ pattern: parent u32 | label u32 | voxels u32 ] * 2^(bits - 1)
//
// Pattern 0 is (0, 0): background by all so far, and voxels that were never looked at. When the table is full the pass
// stops and says how far it came. Time O(voxels / 16) and one probe a run.

import { setBits } from "./bands";

const SLOTS_AT: usize = 16;
const PATTERN_BYTES: usize = 12;

export function fold_table_bytes(bits: u32): usize {
  return fold_patterns_offset(bits) + ((<usize>1 << (bits - 1)) * PATTERN_BYTES);
}

/** Offset of the patterns, 3 u32 each: parent, label, voxels. */
export function fold_patterns_offset(bits: u32): usize {
  return SLOTS_AT + (<usize>4 << bits);
}

// @ts-ignore: decorator
@inline
function slotOf(parent: u32, label: u32, bits: u32): u32 {
  return ((parent * 0x9e3779b1) ^ (label * 0x85ebca6b)) * 0xc2b2ae35 >> (32 - bits);
}

/** Enters a pattern that is not there yet. */
function enter(table: usize, slot: usize, parent: u32, label: u32): u32 {
  const number = load<u32>(table);
  const at = table + fold_patterns_offset(load<u32>(table, 4)) + <usize>number * PATTERN_BYTES;
  store<u32>(table, number + 1);
  store<u32>(slot, number + 1);
  store<u32>(at, parent);
  store<u32>(at, label, 4);
  store<u32>(at, 0, 8);
  return number;
}

/** Leaves nothing but pattern 0. */
export function fold_begin(table: usize, bits: u32): void {
  memory.fill(table, 0, fold_patterns_offset(bits));
  store<u32>(table, bits, 4);
  enter(table, table + SLOTS_AT + (<usize>slotOf(0, 0, bits) << 2), 0, 0);
}

/** Number of a pattern, entered if new; 0xffffffff if there is no room for it. */
function numberOf(table: usize, parent: u32, label: u32): u32 {
  const bits = load<u32>(table, 4);
  const patterns = table + fold_patterns_offset(bits);
  let slot = slotOf(parent, label, bits);
  while (true) {
    const at = table + SLOTS_AT + (<usize>slot << 2);
    const found = load<u32>(at);
    if (found == 0) {
      if (load<u32>(table) == <u32>1 << (bits - 1)) return 0xffffffff;
      return enter(table, at, parent, label);
    }
    const pattern = patterns + <usize>(found - 1) * PATTERN_BYTES;
    if (load<u32>(pattern) == parent && load<u32>(pattern, 4) == label) return found - 1;
    slot = (slot + 1) & ((<u32>1 << bits) - 1);
  }
}

/** First i in from + 1 .. n at which pattern or label differs from voxel i - 1; n if there is none. */
// @ts-ignore: decorator
@inline
function runEnd<I, T>(ids: usize, labels: usize, from: usize, n: usize): usize {
  let i = from + 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<T>();
    const vectors: usize = sizeof<I>() / sizeof<T>();
    for (; i + lanes <= n; i += lanes) {
      let change = v128.xor(v128.load(labels + i * sizeof<T>()), v128.load(labels + (i - 1) * sizeof<T>()));
      const at = ids + i * sizeof<I>();
      for (let v: usize = 0; v < vectors; v++) {
        change = v128.or(change, v128.xor(v128.load(at + (v << 4)), v128.load(at + (v << 4) - sizeof<I>())));
      }
      if (v128.any_true(change)) break;
    }
  }
  for (; i < n; i++) {
    if (load<T>(labels + i * sizeof<T>()) != load<T>(labels + (i - 1) * sizeof<T>())) return i;
    if (load<I>(ids + i * sizeof<I>()) != load<I>(ids + (i - 1) * sizeof<I>())) return i;
  }
  return n;
}

// @ts-ignore: decorator
@inline
function fill<I>(ids: usize, from: usize, end: usize, id: I): void {
  let i = from;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<I>();
    const splat = v128.splat<I>(id);
    for (; i + lanes <= end; i += lanes) v128.store(ids + i * sizeof<I>(), splat);
  }
  for (; i < end; i++) store<I>(ids + i * sizeof<I>(), id);
}

// @ts-ignore: decorator
@inline
function fold<I, T>(ids: usize, labels: usize, from: usize, n: usize, meaning: usize, table: usize): usize {
  const voxelsAt = table + fold_patterns_offset(load<u32>(table, 4)) + 8;
  while (from < n) {
    const end = runEnd<I, T>(ids, labels, from, n);
    const parent = <u32>load<I>(ids + from * sizeof<I>());
    const label = <u32>load<u16>(meaning + (<usize>load<T>(labels + from * sizeof<T>()) << 1));
    const id = numberOf(table, parent, label);
    if (id == 0xffffffff) return from;
    const voxels = voxelsAt + <usize>id * PATTERN_BYTES;
    store<u32>(voxels, load<u32>(voxels) + <u32>(end - from));
    if (id != parent) fill<I>(ids, from, end, <I>id);
    from = end;
  }
  return n;
}

/**
 * Folds the labels of voxels from .. n - 1 into their patterns, in place. `meaning`: u16 a label as stored. Returns how far
 * it came: less than n if the table is full.
 */
export function fold_u16_u8(ids: usize, labels: usize, from: usize, n: usize, meaning: usize, table: usize): usize {
  return fold<u16, u8>(ids, labels, from, n, meaning, table);
}
export function fold_u16_u16(ids: usize, labels: usize, from: usize, n: usize, meaning: usize, table: usize): usize {
  return fold<u16, u16>(ids, labels, from, n, meaning, table);
}
export function fold_u32_u8(ids: usize, labels: usize, from: usize, n: usize, meaning: usize, table: usize): usize {
  return fold<u32, u8>(ids, labels, from, n, meaning, table);
}
export function fold_u32_u16(ids: usize, labels: usize, from: usize, n: usize, meaning: usize, table: usize): usize {
  return fold<u32, u16>(ids, labels, from, n, meaning, table);
}

/** First i in from + 1 .. n at which the pattern is another one; n if there is none. */
// @ts-ignore: decorator
@inline
function sameEnd<I>(ids: usize, from: usize, n: usize, id: I): usize {
  let i = from + 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<I>();
    const splat = v128.splat<I>(id);
    while (i + lanes <= n && !v128.any_true(v128.xor(v128.load(ids + i * sizeof<I>()), splat))) i += lanes;
  }
  while (i < n && load<I>(ids + i * sizeof<I>()) == id) i++;
  return i;
}

// @ts-ignore: decorator
@inline
function lookUp<I, R>(ids: usize, n: usize, table: usize, target: usize): void {
  let from: usize = 0;
  while (from < n) {
    const id = load<I>(ids + from * sizeof<I>());
    const end = sameEnd<I>(ids, from, n, id);
    fill<R>(target, from, end, load<R>(table + <usize>id * sizeof<R>()));
    from = end;
  }
}

/** target[i] = table[ids[i]], 1, 2 or 4 bytes each. */
export function look_up_u16_u8(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u16, u8>(ids, n, table, target);
}
export function look_up_u16_u16(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u16, u16>(ids, n, table, target);
}
export function look_up_u16_u32(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u16, u32>(ids, n, table, target);
}
export function look_up_u32_u8(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u32, u8>(ids, n, table, target);
}
export function look_up_u32_u16(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u32, u16>(ids, n, table, target);
}
export function look_up_u32_u32(ids: usize, n: usize, table: usize, target: usize): void {
  lookUp<u32, u32>(ids, n, table, target);
}

// @ts-ignore: decorator
@inline
function markIds<I>(ids: usize, nx: u32, rows: u32, wanted: usize, bits: usize, stride: usize): void {
  const n = <usize>nx * rows;
  let from: usize = 0;
  while (from < n) {
    const id = load<I>(ids + from * sizeof<I>());
    const isWanted = load<u8>(wanted + <usize>id) != 0;
    const y = from / nx;
    const end = sameEnd<I>(ids, from, isWanted ? (y + 1) * nx : n, id);
    if (isWanted) setBits(bits + y * stride, <i32>(from - y * nx), <i32>(end - 1 - y * nx));
    from = end;
  }
}

/** Sets the bits of the voxels whose pattern is wanted (u8 a pattern), in rows of nx voxels and of `stride` bytes. */
export function mark_ids_u16(ids: usize, nx: u32, rows: u32, wanted: usize, bits: usize, stride: usize): void {
  markIds<u16>(ids, nx, rows, wanted, bits, stride);
}
export function mark_ids_u32(ids: usize, nx: u32, rows: u32, wanted: usize, bits: usize, stride: usize): void {
  markIds<u32>(ids, nx, rows, wanted, bits, stride);
}
