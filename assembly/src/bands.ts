// Boundary bands (Boundary IoU, Cheng et al. 2021, distance form): the voxels of a mask that lie less than `depth`
// voxels (index space) from the mask's own border voxels; and how two masks' bands overlap.
//
// The border is dilated in a bitmap of the masks' common box, row by row of a ball; bits are then kept where the
// volume holds the label. Time O(border voxels * depth^2 + box / 64); memory: two bitmaps of the box.

import { arena_alloc, arena_mark, arena_reset, arenaAllocWide } from "./arena";
import { BOX_BYTES, decodeBegin, decodeRow, decodeX, emptyBox, growBox, rowY, rowZ } from "./lattice";
import { OK, OUT_OF_MEMORY } from "./status";

/** Voxels beyond every image, of which two still add up in 32 bits. */
const FARTHEST: f64 = 1e9;

let boxX: i32 = 0;
let boxY: i32 = 0;
let boxZ: i32 = 0;
let width: i32 = 0;
let height: i32 = 0;
let depthZ: i32 = 0;
let stride: usize = 0;

/** Sets bits from .. to of a row, both included. */
export function setBits(row: usize, from: i32, to: i32): void {
  const first = from >> 6;
  const last = to >> 6;
  for (let word = first; word <= last; word++) {
    let bits: u64 = ~0;
    if (word == first) bits &= (~(<u64>0)) << <u64>(from & 63);
    if (word == last) bits &= (~(<u64>0)) >> <u64>(63 - (to & 63));
    const at = row + (<usize>word << 3);
    store<u64>(at, load<u64>(at) | bits);
  }
}

/** Bits of all points of the box whose squared index distance to a border point is below `depth2`. */
function dilate(border: usize, n: u32, nx: u32, ny: u32, depth2: f64, bitmap: usize): void {
  const reach = <i32>min(FARTHEST, ceil(sqrt(depth2)) - 1);
  decodeBegin(nx, ny);
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(border + (<usize>i << 2));
    decodeRow(index);
    const x = decodeX(index) - boxX;
    const y = rowY - boxY;
    const z = rowZ - boxZ;
    for (let dz = max(-reach, -z); dz <= min(reach, depthZ - 1 - z); dz++) {
      for (let dy = max(-reach, -y); dy <= min(reach, height - 1 - y); dy++) {
        const left = depth2 - <f64>(dy * dy + dz * dz);
        if (left <= 0) continue;
        const dx = <i32>min(FARTHEST, ceil(sqrt(left)) - 1);
        const row = bitmap + <usize>((z + dz) * height + y + dy) * stride;
        setBits(row, max(0, x - dx), min(width - 1, x + dx));
      }
    }
  }
}

/** Clears the bits of `bitmap` where the volume does not hold `label`. */
// @ts-ignore: decorator
@inline
function keepLabel<T>(labels: usize, nx: u32, ny: u32, label: u32, bitmap: usize): void {
  for (let z = 0; z < depthZ; z++) {
    for (let y = 0; y < height; y++) {
      const row = bitmap + <usize>(z * height + y) * stride;
      const voxels = labels + (<usize>((boxZ + z) * <i32>ny + boxY + y) * nx + boxX) * sizeof<T>();
      for (let word = 0; word << 6 < width; word++) {
        const at = row + (<usize>word << 3);
        let open = load<u64>(at);
        let kept = open;
        while (open != 0) {
          const bit = ctz(open);
          open &= open - 1;
          if (<u32>load<T>(voxels + <usize>((word << 6) + <i32>bit) * sizeof<T>()) != label) kept ^= <u64>1 << bit;
        }
        store<u64>(at, kept);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function bandOverlap<T>(
  reference: usize, referenceLabel: u32, referenceBorder: usize, nReference: u32,
  prediction: usize, predictionLabel: u32, predictionBorder: usize, nPrediction: u32,
  nx: u32, ny: u32, depth: f64, result: usize,
): i32 {
  const mark = arena_mark();
  const box = arena_alloc(BOX_BYTES);
  if (box == 0) return OUT_OF_MEMORY;
  emptyBox(box);
  growBox(referenceBorder, nReference, nx, ny, box);
  growBox(predictionBorder, nPrediction, nx, ny, box);
  boxX = load<i32>(box);
  boxY = load<i32>(box, 8);
  boxZ = load<i32>(box, 16);
  width = load<i32>(box, 4) - boxX + 1;
  height = load<i32>(box, 12) - boxY + 1;
  depthZ = load<i32>(box, 20) - boxZ + 1;
  stride = <usize>((width + 63) >> 6) << 3;
  const wide = <u64>stride * <u64>height * <u64>depthZ;
  const first = arenaAllocWide(wide);
  const second = arenaAllocWide(wide);
  if (first == 0 || second == 0) {
    arena_reset(mark);
    return OUT_OF_MEMORY;
  }
  const bytes = <usize>wide;
  memory.fill(first, 0, bytes);
  memory.fill(second, 0, bytes);
  dilate(referenceBorder, nReference, nx, ny, depth * depth, first);
  keepLabel<T>(reference, nx, ny, referenceLabel, first);
  dilate(predictionBorder, nPrediction, nx, ny, depth * depth, second);
  keepLabel<T>(prediction, nx, ny, predictionLabel, second);
  let intersection: f64 = 0;
  let union: f64 = 0;
  for (let k: usize = 0; k < bytes; k += 8) {
    const a = load<u64>(first + k);
    const b = load<u64>(second + k);
    intersection += <f64>popcnt(a & b);
    union += <f64>popcnt(a | b);
  }
  store<f64>(result, intersection);
  store<f64>(result, union, 8);
  arena_reset(mark);
  return OK;
}

/** result: 2 f64, voxels in both bands and in either. Borders: lattice indices of the border voxels of each mask, not both empty. */
export function band_overlap_u8(
  reference: usize, referenceLabel: u32, referenceBorder: usize, nReference: u32,
  prediction: usize, predictionLabel: u32, predictionBorder: usize, nPrediction: u32,
  nx: u32, ny: u32, depth: f64, result: usize,
): i32 {
  return bandOverlap<u8>(reference, referenceLabel, referenceBorder, nReference, prediction, predictionLabel, predictionBorder, nPrediction, nx, ny, depth, result);
}
export function band_overlap_u16(
  reference: usize, referenceLabel: u32, referenceBorder: usize, nReference: u32,
  prediction: usize, predictionLabel: u32, predictionBorder: usize, nPrediction: u32,
  nx: u32, ny: u32, depth: f64, result: usize,
): i32 {
  return bandOverlap<u16>(reference, referenceLabel, referenceBorder, nReference, prediction, predictionLabel, predictionBorder, nPrediction, nx, ny, depth, result);
}
