// One scan of a label volume that emits the surface elements of every label in it. The caller hands in the volume
// plane by plane, so no more than three planes lie in memory.
//
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
// Borders (6, 18 or 26 neighbours): a voxel of which a neighbour has another label; outside is background. In a
// one-slice image the neighbours are the 4 or 8 in the plane.
//
// Cells and voxels in flat surroundings, nearly all of them, are skipped 16 bytes at a time.
//
// A record is 8 bytes: [ lattice index u32 | label u16 | code u8 | 0 ]; they are also counted per label. The caller
// keeps room for the most that a plane can hold: 8 records a lattice point.
// Voxels equal to `mark` are ignored: a cell that touches one holds no element, and as a neighbour it makes no border.
//
// Time O(voxels) + O(elements); memory: the records.

let wanted: usize = 0;
let counts: usize = 0;
let out: usize = 0;
let found: u32 = 0;
let mark: u32 = 0xffffffff;
let zeros: usize = 0;

// @ts-ignore: decorator
@inline
function emit(index: u32, label: u32, code: u32): void {
  const count = counts + (<usize>label << 2);
  store<u32>(count, load<u32>(count) + 1);
  store<u64>(out + (<usize>found << 3), <u64>index | (<u64>label << 32) | (<u64>code << 48));
  found++;
}

// A cell is four pairs of neighbouring voxels, low half first: P, Q, R, S as drawn above.
//   u8:  one u64, byte k = corner k          u16: one v128, lane k = corner k (scalar build: two u64)

/** Which corners hold `label`. */
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

// @ts-ignore: decorator
@inline
function other(neighbour: u32, label: u32): bool {
  return neighbour != label && neighbour != mark;
}

/** Whether a voxel of the row segment [x-1, x+1] at `row` has another label than the centre. */
// @ts-ignore: decorator
@inline
function rowDiffers<T>(row: usize, x: u32, nx: u32, label: u32, wide: bool): bool {
  const at = row + <usize>x * sizeof<T>();
  if (other(<u32>load<T>(at), label)) return true;
  if (!wide) return false;
  if (other(x > 0 ? <u32>load<T>(at - sizeof<T>()) : 0, label)) return true;
  return other(x + 1 < nx ? <u32>load<T>(at + sizeof<T>()) : 0, label);
}

// The 9 rows around a voxel row, by (dy, dz):   a b c     6 neighbours:  d, f, b, h and x-1, x+1 of e
//                                               d e f     18: and x-1, x+1 of b, d, f, h; a, c, g, i themselves
//                                               g h i     26: and x-1, x+1 of a, c, g, i
// @ts-ignore: decorator
@inline
function isBorder<T>(
  a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, g: usize, h: usize, i: usize,
  x: u32, nx: u32, label: u32, connectivity: u32,
): bool {
  if (rowDiffers<T>(e, x, nx, label, true)) return true;
  const edges = connectivity >= 18;
  if (rowDiffers<T>(b, x, nx, label, edges) || rowDiffers<T>(d, x, nx, label, edges)) return true;
  if (rowDiffers<T>(f, x, nx, label, edges) || rowDiffers<T>(h, x, nx, label, edges)) return true;
  if (!edges) return false;
  const corners = connectivity >= 26;
  if (rowDiffers<T>(a, x, nx, label, corners) || rowDiffers<T>(c, x, nx, label, corners)) return true;
  return rowDiffers<T>(g, x, nx, label, corners) || rowDiffers<T>(i, x, nx, label, corners);
}

// @ts-ignore: decorator
@inline
function rowXor<T>(centre: v128, row: usize, wide: bool): v128 {
  let differs = v128.xor(centre, v128.load(row));
  if (wide) {
    differs = v128.or(differs, v128.xor(centre, v128.load(row - sizeof<T>())));
    differs = v128.or(differs, v128.xor(centre, v128.load(row + sizeof<T>())));
  }
  return differs;
}

/** One plane of voxels; `lower` and `upper` are its neighbours, 0 outside the image, `plane` itself in a one-slice image. */
// @ts-ignore: decorator
@inline
function scanBorderPlane<T>(lower: usize, plane: usize, upper: usize, nx: u32, ny: u32, connectivity: u32, index: u32): void {
  const w = sizeof<T>();
  const rowBytes = <usize>nx * w;
  const edges = connectivity >= 18;
  const corners = connectivity >= 26;
  for (let y: u32 = 0; y < ny; y++) {
    const here = <usize>y * rowBytes;
    const left = y > 0;
    const right = y + 1 < ny;
    const e = plane + here;
    const d = left ? e - rowBytes : zeros;
    const f = right ? e + rowBytes : zeros;
    const b = lower != 0 ? lower + here : zeros;
    const h = upper != 0 ? upper + here : zeros;
    const a = lower != 0 && left ? b - rowBytes : zeros;
    const c = lower != 0 && right ? b + rowBytes : zeros;
    const g = upper != 0 && left ? h - rowBytes : zeros;
    const i = upper != 0 && right ? h + rowBytes : zeros;
    let x: u32 = 0;
    while (x < nx) {
      if (ASC_FEATURE_SIMD) {
        const lanes: u32 = 16 / sizeof<T>();
        // x - 1 and x + lanes must lie in the row
        if (x > 0 && x + lanes < nx) {
          const at = <usize>x * w;
          const centre = v128.load(e + at);
          let differs = rowXor<T>(centre, e + at, true);
          differs = v128.or(differs, rowXor<T>(centre, b + at, edges));
          differs = v128.or(differs, rowXor<T>(centre, d + at, edges));
          differs = v128.or(differs, rowXor<T>(centre, f + at, edges));
          differs = v128.or(differs, rowXor<T>(centre, h + at, edges));
          if (edges) {
            differs = v128.or(differs, rowXor<T>(centre, a + at, corners));
            differs = v128.or(differs, rowXor<T>(centre, c + at, corners));
            differs = v128.or(differs, rowXor<T>(centre, g + at, corners));
            differs = v128.or(differs, rowXor<T>(centre, i + at, corners));
          }
          let lanesLeft: u32;
          if (sizeof<T>() == 1) {
            lanesLeft = ~<u32>(i8x16.bitmask(i8x16.eq(differs, i8x16.splat(0))) | i8x16.bitmask(i8x16.eq(centre, i8x16.splat(0)))) & 0xffff;
          } else {
            lanesLeft = ~<u32>(i16x8.bitmask(i16x8.eq(differs, i16x8.splat(0))) | i16x8.bitmask(i16x8.eq(centre, i16x8.splat(0)))) & 0xff;
          }
          while (lanesLeft != 0) {
            const xs = x + ctz(lanesLeft);
            lanesLeft &= lanesLeft - 1;
            const label = <u32>load<T>(e + <usize>xs * w);
            if (label == mark || load<u8>(wanted + label) == 0) continue;
            if (mark == 0xffffffff || isBorder<T>(a, b, c, d, e, f, g, h, i, xs, nx, label, connectivity)) emit(index + xs, label, 0xff);
          }
          x += lanes;
          continue;
        }
      }
      const label = <u32>load<T>(e + <usize>x * w);
      if (label != 0 && label != mark && load<u8>(wanted + label) != 0) {
        if (isBorder<T>(a, b, c, d, e, f, g, h, i, x, nx, label, connectivity)) emit(index + x, label, 0xff);
      }
      x++;
    }
    index += nx;
  }
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

/** `index`: that of the plane's first lattice point. Returns the number of elements found since scan_begin. */
export function scan_surfel_u8(lower: usize, upper: usize, nx: u32, ny: u32, index: u32): u32 {
  scanSurfelPlane<u8>(lower, upper, nx, ny, index);
  return found;
}
export function scan_surfel_u16(lower: usize, upper: usize, nx: u32, ny: u32, index: u32): u32 {
  scanSurfelPlane<u16>(lower, upper, nx, ny, index);
  return found;
}
/** As above; `connectivity` is 6, 18 or 26, every element's code is 255. */
export function scan_border_u8(lower: usize, plane: usize, upper: usize, nx: u32, ny: u32, connectivity: u32, index: u32): u32 {
  scanBorderPlane<u8>(lower, plane, upper, nx, ny, connectivity, index);
  return found;
}
export function scan_border_u16(lower: usize, plane: usize, upper: usize, nx: u32, ny: u32, connectivity: u32, index: u32): u32 {
  scanBorderPlane<u16>(lower, plane, upper, nx, ny, connectivity, index);
  return found;
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
