// Votes of several raters: how many voxels have each pattern (label of rater 0, label of rater 1, ...).
//
// Label maps are runs of equal voxels, so the pass compares each 16 bytes of every volume with those one voxel before,
// and looks a pattern up only where a run ends. Patterns are the leaves of a trie: a node is (parent, label), kept in
// an open-addressing hash table. No voxel is ever given a number of its own: memory is the pieces and this table.
//
//   table: [ nodes u32 | 12 bytes ] [ slot: node + 1 u32 ] * SLOTS [ node: parent u32 | label u32 | voxels u32 ] * NODES
//
// When the table is full the caller takes the counts out, clears it and goes on. Time O(voxels * raters / 16) and
// `raters` probes a run.

const NODE_BITS: u32 = 15;
const NODES: u32 = 1 << NODE_BITS;
const SLOT_BITS: u32 = NODE_BITS + 1;
const SLOTS: u32 = 1 << SLOT_BITS;
const SLOTS_AT: usize = 16;
const NODES_AT: usize = SLOTS_AT + (<usize>SLOTS << 2);
const NODE_BYTES: usize = 12;
const ROOT: u32 = 0;

export function votes_table_bytes(): usize {
  return NODES_AT + <usize>NODES * NODE_BYTES;
}

/** Offset of the nodes, 3 u32 each: parent, label, voxels. Node 0 is the root; leaves have voxels. */
export function votes_nodes_offset(): usize {
  return NODES_AT;
}

/** Leaves nothing but the root. */
export function votes_begin(table: usize): void {
  memory.fill(table, 0, NODES_AT + NODE_BYTES);
  store<u32>(table, 1);
}

/** Child of `parent` by `label`, entered if new. The caller has seen to room. */
function child(table: usize, parent: u32, label: u32): u32 {
  let slot = ((parent * 0x9e3779b1) ^ (label * 0x85ebca6b)) >> (32 - SLOT_BITS);
  while (true) {
    const at = table + SLOTS_AT + (<usize>slot << 2);
    const found = load<u32>(at);
    if (found == 0) {
      const node = load<u32>(table);
      store<u32>(table, node + 1);
      store<u32>(at, node + 1);
      const entry = table + NODES_AT + <usize>node * NODE_BYTES;
      store<u32>(entry, parent);
      store<u32>(entry, label, 4);
      store<u32>(entry, 0, 8);
      return node;
    }
    const entry = table + NODES_AT + <usize>(found - 1) * NODE_BYTES;
    if (load<u32>(entry) == parent && load<u32>(entry, 4) == label) return found - 1;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

/** Counts `run` voxels with the labels at voxel i; false if there may be no room for them. */
// @ts-ignore: decorator
@inline
function addRun<T>(table: usize, pieces: usize, stride: usize, raters: u32, i: usize, run: u32): bool {
  if (load<u32>(table) + raters > NODES) return false;
  let node = ROOT;
  for (let rater: u32 = 0; rater < raters; rater++) {
    node = child(table, node, <u32>load<T>(pieces + <usize>rater * stride + i * sizeof<T>()));
  }
  const voxels = table + NODES_AT + <usize>node * NODE_BYTES + 8;
  store<u32>(voxels, load<u32>(voxels) + run);
  return true;
}

/** First i in from + 1 .. n at which some volume differs from voxel i - 1; n if there is none. */
// @ts-ignore: decorator
@inline
function runEnd<T>(pieces: usize, stride: usize, raters: u32, from: usize, n: usize): usize {
  const w = sizeof<T>();
  let i = from + 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<T>();
    for (; i + lanes <= n; i += lanes) {
      let change = v128.splat<u32>(0);
      for (let rater: u32 = 0; rater < raters; rater++) {
        const at = pieces + <usize>rater * stride + i * w;
        change = v128.or(change, v128.xor(v128.load(at), v128.load(at - w)));
      }
      if (!v128.any_true(change)) continue;
      let starts: u32;
      if (sizeof<T>() == 1) starts = ~<u32>i8x16.bitmask(i8x16.eq(change, i8x16.splat(0))) & 0xffff;
      else starts = ~<u32>i16x8.bitmask(i16x8.eq(change, i16x8.splat(0))) & 0xff;
      return i + ctz(starts);
    }
  }
  for (; i < n; i++) {
    for (let rater: u32 = 0; rater < raters; rater++) {
      const at = pieces + <usize>rater * stride + i * w;
      if (load<T>(at) != load<T>(at - w)) return i;
    }
  }
  return n;
}

// @ts-ignore: decorator
@inline
function countVotes<T>(pieces: usize, stride: usize, raters: u32, from: usize, n: usize, table: usize): usize {
  while (from < n) {
    const end = runEnd<T>(pieces, stride, raters, from, n);
    if (!addRun<T>(table, pieces, stride, raters, from, <u32>(end - from))) return from;
    from = end;
  }
  return n;
}

/** Counts voxels from .. n - 1 of `raters` pieces, `stride` bytes apart; returns how far it came: less than n if the table is full. */
export function count_votes_u8(pieces: usize, stride: usize, raters: u32, from: usize, n: usize, table: usize): usize {
  return countVotes<u8>(pieces, stride, raters, from, n, table);
}
export function count_votes_u16(pieces: usize, stride: usize, raters: u32, from: usize, n: usize, table: usize): usize {
  return countVotes<u16>(pieces, stride, raters, from, n, table);
}
