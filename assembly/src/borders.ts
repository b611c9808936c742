// Borders (6, 18 or 26 neighbours): a voxel of which a neighbour has another label; outside is background. In a
// one-slice image the neighbours are the 4 or 8 in the plane. An ignored voxel makes no border as a neighbour.
//
// Voxels in flat surroundings, nearly all of them, are skipped 16 bytes at a time.

import { emit, found, mark, wanted, zeros } from "./scan";

// @ts-ignore: decorator
@inline
function other(neighbour: u32, label: u32): bool {
  return neighbour != label && neighbour != mark;
}

/** Tells if a voxel of the row segment [x-1, x+1] at `row` has another label than the centre. */
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

/**
 * One plane of voxels; `lower` and `upper` are its neighbours, 0 outside the image, `plane` itself in a one-slice
 * image.
 */
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
 * `index`: that of the plane's first voxel. `connectivity` is 6, 18 or 26, every element's code is 255. Returns as
 * scan_surfel_u8.
 */
export function scan_border_u8(lower: usize, plane: usize, upper: usize, nx: u32, ny: u32, connectivity: u32, index: u32): u32 {
  scanBorderPlane<u8>(lower, plane, upper, nx, ny, connectivity, index);
  return found;
}
export function scan_border_u16(lower: usize, plane: usize, upper: usize, nx: u32, ny: u32, connectivity: u32, index: u32): u32 {
  scanBorderPlane<u16>(lower, plane, upper, nx, ny, connectivity, index);
  return found;
}
