// One scan of a label volume that emits the surface elements of every label in it.
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
// A record is 8 bytes: [ lattice index u32 | label u16 | code u8 | 0 ]. All records are counted per label; those
// beyond `capacity` are counted but not written, and the caller runs again with room or with fewer labels.
// Voxels equal to `mark` are ignored: a cell that touches one holds no element, and as a neighbour it makes no border.
//
// Time O(voxels) + O(elements); memory: the records.

let wanted: usize = 0;
let counts: usize = 0;
let out: usize = 0;
let room: u32 = 0;
let found: u32 = 0;
let mark: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline
function emit(index: u32, label: u32, code: u32): void {
  const count = counts + (<usize>label << 2);
  store<u32>(count, load<u32>(count) + 1);
  if (found < room) store<u64>(out + (<usize>found << 3), <u64>index | (<u64>label << 32) | (<u64>code << 48));
  found++;
}

/** Splits the 8 labels of a cell into one code a label. */
function emitCell(index: u32, v0: u32, v1: u32, v2: u32, v3: u32, v4: u32, v5: u32, v6: u32, v7: u32): void {
  if (mark != 0xffffffff && (v0 == mark || v1 == mark || v2 == mark || v3 == mark || v4 == mark || v5 == mark || v6 == mark || v7 == mark)) return;
  let open: u32 = 0xff;
  if (ASC_FEATURE_SIMD) {
    let cell = i16x8.splat(<i16>v0);
    cell = i16x8.replace_lane(cell, 1, <i16>v1);
    cell = i16x8.replace_lane(cell, 2, <i16>v2);
    cell = i16x8.replace_lane(cell, 3, <i16>v3);
    cell = i16x8.replace_lane(cell, 4, <i16>v4);
    cell = i16x8.replace_lane(cell, 5, <i16>v5);
    cell = i16x8.replace_lane(cell, 6, <i16>v6);
    cell = i16x8.replace_lane(cell, 7, <i16>v7);
    open = ~<u32>i16x8.bitmask(i16x8.eq(cell, i16x8.splat(0))) & 0xff;
    while (open != 0) {
      const lane = ctz(open);
      const label = lane < 4 ? (lane < 2 ? (lane == 0 ? v0 : v1) : lane == 2 ? v2 : v3) : lane < 6 ? (lane == 4 ? v4 : v5) : lane == 6 ? v6 : v7;
      const code = <u32>i16x8.bitmask(i16x8.eq(cell, i16x8.splat(<i16>label)));
      open &= ~code;
      if (code != 0xff && load<u8>(wanted + label) != 0) emit(index, label, code);
    }
  } else {
    while (open != 0) {
      const lane = ctz(open);
      const label = lane < 4 ? (lane < 2 ? (lane == 0 ? v0 : v1) : lane == 2 ? v2 : v3) : lane < 6 ? (lane == 4 ? v4 : v5) : lane == 6 ? v6 : v7;
      const code =
        <u32>(v0 == label) | (<u32>(v1 == label) << 1) | (<u32>(v2 == label) << 2) | (<u32>(v3 == label) << 3) |
        (<u32>(v4 == label) << 4) | (<u32>(v5 == label) << 5) | (<u32>(v6 == label) << 6) | (<u32>(v7 == label) << 7);
      open &= ~code;
      if (label != 0 && code != 0xff && load<u8>(wanted + label) != 0) emit(index, label, code);
    }
  }
}

// @ts-ignore: decorator
@inline
function innerCell<T>(index: u32, p: usize, q: usize, r: usize, s: usize): void {
  const w = sizeof<T>();
  emitCell(
    index,
    <u32>load<T>(p), <u32>load<T>(p + w), <u32>load<T>(q), <u32>load<T>(q + w),
    <u32>load<T>(r), <u32>load<T>(r + w), <u32>load<T>(s), <u32>load<T>(s + w),
  );
}

/** Cells of one lattice row; p, q, r, s address voxel x = 0 of the four image rows around it. */
// @ts-ignore: decorator
@inline
function scanSurfelRow<T>(p: usize, q: usize, r: usize, s: usize, nx: u32, index: u32): void {
  const w = sizeof<T>();
  emitCell(index, 0, <u32>load<T>(p), 0, <u32>load<T>(q), 0, <u32>load<T>(r), 0, <u32>load<T>(s));
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
        innerCell<T>(index + x + lane, p + a, q + a, r + a, s + a);
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
    innerCell<T>(index + x, p + a, q + a, r + a, s + a);
  }
  const last = <usize>(nx - 1) * w;
  emitCell(index + nx, <u32>load<T>(p + last), 0, <u32>load<T>(q + last), 0, <u32>load<T>(r + last), 0, <u32>load<T>(s + last), 0);
}

// @ts-ignore: decorator
@inline
function scanSurfel<T>(labels: usize, nx: u32, ny: u32, nz: u32, zeros: usize): void {
  const rowBytes = <usize>nx * sizeof<T>();
  const planar = nz == 1;
  const planes: u32 = planar ? 1 : nz + 1;
  let index: u32 = 0;
  for (let z: u32 = 0; z < planes; z++) {
    const below = planar || z > 0;
    const above = z < nz;
    const lower = labels + <usize>(planar ? 0 : z - 1) * ny * rowBytes;
    const upper = labels + <usize>z * ny * rowBytes;
    for (let y: u32 = 0; y <= ny; y++) {
      const before = <usize>(y - 1) * rowBytes;
      const here = <usize>y * rowBytes;
      scanSurfelRow<T>(
        below && y > 0 ? lower + before : zeros,
        below && y < ny ? lower + here : zeros,
        above && y > 0 ? upper + before : zeros,
        above && y < ny ? upper + here : zeros,
        nx,
        index,
      );
      index += nx + 1;
    }
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

// @ts-ignore: decorator
@inline
function scanBorder<T>(labels: usize, nx: u32, ny: u32, nz: u32, connectivity: u32, zeros: usize): void {
  const w = sizeof<T>();
  const rowBytes = <usize>nx * w;
  const planeBytes = <usize>ny * rowBytes;
  const planar = nz == 1;
  const edges = connectivity >= 18;
  const corners = connectivity >= 26;
  let index: u32 = 0;
  for (let z: u32 = 0; z < nz; z++) {
    const plane = labels + <usize>z * planeBytes;
    const hasLower = planar || z > 0;
    const hasUpper = planar || z + 1 < nz;
    const lower = planar ? plane : plane - planeBytes;
    const upper = planar ? plane : plane + planeBytes;
    for (let y: u32 = 0; y < ny; y++) {
      const here = <usize>y * rowBytes;
      const left = y > 0;
      const right = y + 1 < ny;
      const e = plane + here;
      const d = left ? e - rowBytes : zeros;
      const f = right ? e + rowBytes : zeros;
      const b = hasLower ? lower + here : zeros;
      const h = hasUpper ? upper + here : zeros;
      const a = hasLower && left ? b - rowBytes : zeros;
      const c = hasLower && right ? b + rowBytes : zeros;
      const g = hasUpper && left ? h - rowBytes : zeros;
      const i = hasUpper && right ? h + rowBytes : zeros;
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
}

// @ts-ignore: decorator
@inline
function begin(wantedLabels: usize, labelCounts: usize, ignoreMark: u32, records: usize, capacity: u32): void {
  wanted = wantedLabels;
  counts = labelCounts;
  mark = ignoreMark;
  out = records;
  room = capacity;
  found = 0;
}

/**
 * `wanted`: u8 a label, 0 = leave out. `counts`: u32 a label, zeroed. `zeros`: a row of nx zero voxels and 16 bytes.
 * Returns the number of elements found, whether or not they fitted.
 */
export function scan_surfel_u8(labels: usize, nx: u32, ny: u32, nz: u32, wantedLabels: usize, ignoreMark: u32, zeros: usize, labelCounts: usize, records: usize, capacity: u32): u32 {
  begin(wantedLabels, labelCounts, ignoreMark, records, capacity);
  scanSurfel<u8>(labels, nx, ny, nz, zeros);
  return found;
}
export function scan_surfel_u16(labels: usize, nx: u32, ny: u32, nz: u32, wantedLabels: usize, ignoreMark: u32, zeros: usize, labelCounts: usize, records: usize, capacity: u32): u32 {
  begin(wantedLabels, labelCounts, ignoreMark, records, capacity);
  scanSurfel<u16>(labels, nx, ny, nz, zeros);
  return found;
}
/** As above; `connectivity` is 6, 18 or 26, every element's code is 255. */
export function scan_border_u8(labels: usize, nx: u32, ny: u32, nz: u32, connectivity: u32, wantedLabels: usize, ignoreMark: u32, zeros: usize, labelCounts: usize, records: usize, capacity: u32): u32 {
  begin(wantedLabels, labelCounts, ignoreMark, records, capacity);
  scanBorder<u8>(labels, nx, ny, nz, connectivity, zeros);
  return found;
}
export function scan_border_u16(labels: usize, nx: u32, ny: u32, nz: u32, connectivity: u32, wantedLabels: usize, ignoreMark: u32, zeros: usize, labelCounts: usize, records: usize, capacity: u32): u32 {
  begin(wantedLabels, labelCounts, ignoreMark, records, capacity);
  scanBorder<u16>(labels, nx, ny, nz, connectivity, zeros);
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
