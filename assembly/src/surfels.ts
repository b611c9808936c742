// Surfels (Nikolov et al. 2021): a cell is a 2 x 2 x 2 neighbourhood of voxels, centred on a voxel corner; outside
// the image is background. A label that has some but not all of the 8 voxels passes through the cell, and the
// pattern of its voxels is the element's code. Cell (x, y, z) lies between voxels (x-1, y-1, z-1) and (x, y, z),
// so the lattice has one more point along each axis than the image:
//
//          y-1   y
//    z-1    P    Q      the four image rows around a lattice row; each gives the cell its voxels x-1 and x.
//    z      R    S      Bit of a corner in the code: dx + 2 dy + 4 dz, with 0 on the lower side.
//
// One-slice images take the same path with P = R and Q = S: the code is then c | c << 4 with c the 2 x 2 pattern,
// and the caller's weights for those codes are contour lengths.
//
// A cell that touches an ignored voxel holds no element. Cells in flat surroundings, nearly all of them, are skipped 16
// bytes at a time.

import { emit, found, mark, wanted, zeros } from "./scan";

// A cell is four pairs of neighbouring voxels, low half first: P, Q, R, S as drawn above.
//   u8:  one u64, byte k = corner k          u16: one v128, lane k = corner k (scalar build: two u64)

/** Finds which corners hold `label`. */
// @ts-ignore: decorator
@inline
function cornersOf<T>(p: u32, q: u32, r: u32, s: u32, label: u32): u32 {
  if (ASC_FEATURE_SIMD) {
    if (sizeof<T>() == 1) {
      const cell = i64x2.splat(<u64>p | (<u64>q << 16) | (<u64>r << 32) | (<u64>s << 48));
      return <u32>i8x16.bitmask(i8x16.eq(cell, i8x16.splat(<i8>label))) & 0xff;
    }
    let cell = i32x4.splat(p);
    cell = i32x4.replace_lane(cell, 1, q);
    cell = i32x4.replace_lane(cell, 2, r);
    cell = i32x4.replace_lane(cell, 3, s);
    return <u32>i16x8.bitmask(i16x8.eq(cell, i16x8.splat(<i16>label)));
  }
  let code: u32 = 0;
  for (let corner: u32 = 0; corner < 8; corner++) code |= <u32>(cornerLabel<T>(p, q, r, s, corner) == label) << corner;
  return code;
}

// @ts-ignore: decorator
@inline
function cornerLabel<T>(p: u32, q: u32, r: u32, s: u32, corner: u32): u32 {
  const pair = corner < 4 ? (corner < 2 ? p : q) : corner < 6 ? r : s;
  if (sizeof<T>() == 1) return (pair >> ((corner & 1) << 3)) & 0xff;
  return (pair >> ((corner & 1) << 4)) & 0xffff;
}

/** Splits the labels of a cell into one code a label. */
function emitCell<T>(index: u32, p: u32, q: u32, r: u32, s: u32): void {
  if (mark != 0xffffffff && cornersOf<T>(p, q, r, s, mark) != 0) return;
  let open = ~cornersOf<T>(p, q, r, s, 0) & 0xff;
  while (open != 0) {
    const label = cornerLabel<T>(p, q, r, s, ctz(open));
    const code = cornersOf<T>(p, q, r, s, label);
    open &= ~code;
    if (code != 0xff && load<u8>(wanted + label) != 0) emit(index, label, code);
  }
}

/** The voxels at `at` and behind it. */
// @ts-ignore: decorator
@inline
function pairAt<T>(at: usize): u32 {
  return sizeof<T>() == 1 ? <u32>load<u16>(at) : load<u32>(at);
}

/** A cell at the end of a row: the voxel at `at` and one outside the image. */
// @ts-ignore: decorator
@inline
function endPair<T>(at: usize, outsideFirst: bool): u32 {
  const bits: u32 = sizeof<T>() == 1 ? 8 : 16;
  const voxel = <u32>load<T>(at);
  return outsideFirst ? voxel << bits : voxel;
}

/** Cells of one lattice row; p, q, r, s address voxel x = 0 of the four image rows around it. */
// @ts-ignore: decorator
@inline
function scanSurfelRow<T>(p: usize, q: usize, r: usize, s: usize, nx: u32, index: u32): void {
  const w = sizeof<T>();
  emitCell<T>(index, endPair<T>(p, true), endPair<T>(q, true), endPair<T>(r, true), endPair<T>(s, true));
  let x: u32 = 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: u32 = 16 / sizeof<T>();
    for (; x + lanes <= nx; x += lanes) {
      const at = <usize>(x - 1) * w;
      const first = v128.load(s + at);
      let differs = v128.xor(first, v128.load(s + at + w));
      differs = v128.or(differs, v128.xor(first, v128.load(r + at)));
      differs = v128.or(differs, v128.xor(first, v128.load(r + at + w)));
      differs = v128.or(differs, v128.xor(first, v128.load(q + at)));
      differs = v128.or(differs, v128.xor(first, v128.load(q + at + w)));
      differs = v128.or(differs, v128.xor(first, v128.load(p + at)));
      differs = v128.or(differs, v128.xor(first, v128.load(p + at + w)));
      if (!v128.any_true(differs)) continue;
      let lanesLeft: u32;
      if (sizeof<T>() == 1) lanesLeft = ~<u32>i8x16.bitmask(i8x16.eq(differs, i8x16.splat(0))) & 0xffff;
      else lanesLeft = ~<u32>i16x8.bitmask(i16x8.eq(differs, i16x8.splat(0))) & 0xff;
      while (lanesLeft != 0) {
        const lane = ctz(lanesLeft);
        lanesLeft &= lanesLeft - 1;
        const a = at + <usize>lane * w;
        emitCell<T>(index + x + lane, pairAt<T>(p + a), pairAt<T>(q + a), pairAt<T>(r + a), pairAt<T>(s + a));
      }
    }
  }
  for (; x < nx; x++) {
    const a = <usize>(x - 1) * w;
    const v = load<T>(s + a);
    if (
      v == load<T>(s + a + w) && v == load<T>(r + a) && v == load<T>(r + a + w) && v == load<T>(q + a) &&
      v == load<T>(q + a + w) && v == load<T>(p + a) && v == load<T>(p + a + w)
    ) continue;
    emitCell<T>(index + x, pairAt<T>(p + a), pairAt<T>(q + a), pairAt<T>(r + a), pairAt<T>(s + a));
  }
  const last = <usize>(nx - 1) * w;
  emitCell<T>(index + nx, endPair<T>(p + last, false), endPair<T>(q + last, false), endPair<T>(r + last, false), endPair<T>(s + last, false));
}

/** One plane of cells, between two planes of voxels; 0 in place of a plane outside the image. */
// @ts-ignore: decorator
@inline
function scanSurfelPlane<T>(lower: usize, upper: usize, nx: u32, ny: u32, index: u32): void {
  const rowBytes = <usize>nx * sizeof<T>();
  for (let y: u32 = 0; y <= ny; y++) {
    const before = <usize>(y - 1) * rowBytes;
    const here = <usize>y * rowBytes;
    scanSurfelRow<T>(
      lower != 0 && y > 0 ? lower + before : zeros,
      lower != 0 && y < ny ? lower + here : zeros,
      upper != 0 && y > 0 ? upper + before : zeros,
      upper != 0 && y < ny ? upper + here : zeros,
      nx,
      index,
    );
    index += nx + 1;
  }
}

/** `index`: that of the plane's first lattice point. Returns the number of elements found since scan_begin. */
export function scan_surfel_u8(lower: usize, upper: usize, nx: u32, ny: u32, index: u32): u32 {
  scanSurfelPlane<u8>(lower, upper, nx, ny, index);
  return found;
}
export function scan_surfel_u16(lower: usize, upper: usize, nx: u32, ny: u32, index: u32): u32 {
  scanSurfelPlane<u16>(lower, upper, nx, ny, index);
  return found;
}
