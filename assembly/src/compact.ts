// Sparse label ids -> small consecutive ones, so that every later kernel sees u8 or u16 voxels.
//
// An open-addressing hash table maps id -> compact index in order of first appearance; index 0 is always
// label 0. Label maps are runs of equal values, so the last id is remembered and the table is asked once a run.
//
//   table: [ key u32 | index + 1 u32 ] * TABLE_SIZE        ids: u32 * MAX_LABELS
//
// Time O(voxels) with one probe a run; no work per label.

import { OK, TOO_MANY_LABELS } from "./status";

const TABLE_BITS: u32 = 18;
const TABLE_SIZE: u32 = 1 << TABLE_BITS;
const MAX_LABELS: u32 = 65535;

export function compact_table_bytes(): usize {
  return <usize>TABLE_SIZE * 8;
}

export function compact_ids_bytes(): usize {
  return <usize>(MAX_LABELS + 1) * 4;
}

// @ts-ignore: decorator
@inline
function slotOf(id: u32): u32 {
  return (id * 0x9e3779b1) >> (32 - TABLE_BITS);
}

/** Clears the table and enters label 0 as index 0. */
export function compact_begin(table: usize, ids: usize): void {
  memory.fill(table, 0, <usize>TABLE_SIZE * 8);
  store<u32>(table + (<usize>slotOf(0) << 3) + 4, 1);
  store<u32>(ids, 0);
}

/** Index of `id`, entered if new; 0xffffffff if the table is full. */
function indexOf(table: usize, ids: usize, count: usize, id: u32): u32 {
  let slot = slotOf(id);
  while (true) {
    const at = table + (<usize>slot << 3);
    const found = load<u32>(at + 4);
    if (found == 0) break;
    if (load<u32>(at) == id) return found - 1;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  const next = load<u32>(count);
  if (next > MAX_LABELS) return 0xffffffff;
  const at = table + (<usize>slot << 3);
  store<u32>(at, id);
  store<u32>(at + 4, next + 1);
  store<u32>(ids + (<usize>next << 2), id);
  store<u32>(count, next + 1);
  return next;
}

// Signed ids travel as their 32-bit pattern; `engine` reads them back with the sign of the source type.
// @ts-ignore: decorator
@inline
function collect<T>(source: usize, n: usize, table: usize, ids: usize, count: usize): i32 {
  let last: u32 = 0;
  for (let i: usize = 0; i < n; i++) {
    const id = <u32>load<T>(source + i * sizeof<T>());
    if (id == last) continue;
    if (indexOf(table, ids, count, id) == 0xffffffff) return TOO_MANY_LABELS;
    last = id;
  }
  return OK;
}

/** Enters every id of `n` voxels. `count` points at the number of ids so far (1 after compact_begin: label 0). */
export function collect_u8(source: usize, n: usize, table: usize, ids: usize, count: usize): i32 {
  return collect<u8>(source, n, table, ids, count);
}
export function collect_u16(source: usize, n: usize, table: usize, ids: usize, count: usize): i32 {
  return collect<u16>(source, n, table, ids, count);
}
export function collect_i16(source: usize, n: usize, table: usize, ids: usize, count: usize): i32 {
  return collect<i16>(source, n, table, ids, count);
}
export function collect_u32(source: usize, n: usize, table: usize, ids: usize, count: usize): i32 {
  return collect<u32>(source, n, table, ids, count);
}

// @ts-ignore: decorator
@inline
function translate<T, R>(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  let last: u32 = 0;
  let index: R = 0;
  for (let i: usize = 0; i < n; i++) {
    const id = <u32>load<T>(source + i * sizeof<T>());
    if (id != last) {
      index = <R>indexOf(table, ids, count, id);
      last = id;
    }
    store<R>(target + i * sizeof<R>(), index);
  }
}

/** Writes the index of every id for `n` voxels whose ids were all collected before. */
export function translate_u8_u8(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u8, u8>(source, n, table, ids, count, target);
}
export function translate_u16_u8(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u16, u8>(source, n, table, ids, count, target);
}
export function translate_i16_u8(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<i16, u8>(source, n, table, ids, count, target);
}
export function translate_u32_u8(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u32, u8>(source, n, table, ids, count, target);
}
export function translate_u8_u16(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u8, u16>(source, n, table, ids, count, target);
}
export function translate_u16_u16(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u16, u16>(source, n, table, ids, count, target);
}
export function translate_i16_u16(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<i16, u16>(source, n, table, ids, count, target);
}
export function translate_u32_u16(source: usize, n: usize, table: usize, ids: usize, count: usize, target: usize): void {
  translate<u32, u16>(source, n, table, ids, count, target);
}
