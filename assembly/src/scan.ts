// One scan of a label volume emits the surface elements of every label in it: surfels.ts or borders.ts. The caller hands
// in the volume plane by plane, so no more than three planes lie in memory.
//
// A record is 8 bytes: [ lattice index u32 | label u16 | code u8 | 0 ]; they are also counted per label. The caller
// keeps room for the most that a plane can hold: 8 records a lattice point.
//
// Time O(voxels) + O(elements); memory: the records.

/** u8 a label, 0 = leave out. */
export let wanted: usize = 0;
let counts: usize = 0;
let out: usize = 0;
export let found: u32 = 0;
/** Voxels equal to it are ignored; 0xffffffff for none. */
export let mark: u32 = 0xffffffff;
/** A row of zero voxels and 32 bytes. */
export let zeros: usize = 0;

// @ts-ignore: decorator
@inline
export function emit(index: u32, label: u32, code: u32): void {
  const count = counts + (<usize>label << 2);
  store<u32>(count, load<u32>(count) + 1);
  store<u64>(out + (<usize>found << 3), <u64>index | (<u64>label << 32) | (<u64>code << 48));
  found++;
}

/**
 * Starts a scan. `wantedLabels`: u8 a label, 0 = leave out. `labelCounts`: u32 a label, zeroed. `zeroRow`: a row of zero
 * voxels and 32 bytes.
 */
export function scan_begin(wantedLabels: usize, ignoreMark: u32, zeroRow: usize, labelCounts: usize, records: usize): void {
  wanted = wantedLabels;
  counts = labelCounts;
  mark = ignoreMark;
  zeros = zeroRow;
  out = records;
  found = 0;
}

/**
 * Sorts n records by label, keeping scan order inside a label (counting sort). `starts`: u32 a label, the position of
 * its first element; advanced to the position behind its last. `indices`: u32, `codes`: u8, n each.
 */
export function group_by_label(records: usize, n: u32, starts: usize, indices: usize, codes: usize): void {
  const stop = records + (<usize>n << 3);
  for (let at = records; at < stop; at += 8) {
    const record = load<u64>(at);
    const start = starts + ((<usize>(record >> 32) & 0xffff) << 2);
    const k = load<u32>(start);
    store<u32>(start, k + 1);
    store<u32>(indices + (<usize>k << 2), <u32>record);
    store<u8>(codes + k, <u8>(record >> 48));
  }
}
