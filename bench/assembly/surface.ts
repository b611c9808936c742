// Surfels of one label in a box of lattice points, written as one code a point: 0 where there is no element.
//
// Lattice point (x, y, z) lies between voxels (x-1, y-1, z-1) and (x, y, z); outside the image is background. The
// bit of a corner in the code is dx + 2 dy + 4 dz, with 0 on the lower side. A point shares four voxels with the one
// before it in its row, so each point costs four reads.

let volume: usize = 0;
let sizeX: i32 = 0;
let sizeY: i32 = 0;
let sizeZ: i32 = 0;

/** Address of voxel x = 0 of an image row, 0 outside the image. */
// @ts-expect-error: decorator
@inline
function rowAt(y: i32, z: i32): usize {
  return y < 0 || z < 0 || y >= sizeY || z >= sizeZ ? 0 : volume + (<usize>z * sizeY + y) * sizeX;
}

// @ts-expect-error: decorator
@inline
function bitAt(row: usize, x: i32, label: u32): u32 {
  return row == 0 ? 0 : <u32>(<u32>load<u8>(row + x) == label);
}

/** Points x0..x1, y0..y1, z0..z1, both ends included, x fastest. Returns the number of elements. */
export function label_surface(
  labels: usize, nx: i32, ny: i32, nz: i32, label: u32,
  x0: i32, x1: i32, y0: i32, y1: i32, z0: i32, z1: i32, codes: usize,
): u32 {
  volume = labels;
  sizeX = nx;
  sizeY = ny;
  sizeZ = nz;
  let out = codes;
  let elements: u32 = 0;
  for (let z = z0; z <= z1; z++) {
    for (let y = y0; y <= y1; y++) {
      const p = rowAt(y - 1, z - 1);
      const q = rowAt(y, z - 1);
      const r = rowAt(y - 1, z);
      const s = rowAt(y, z);
      let before: u32 = 0;
      for (let x = x0 - 1; x <= x1; x++) {
        let here: u32 = 0;
        if (x >= 0 && x < nx) {
          here = bitAt(p, x, label) | (bitAt(q, x, label) << 2) | (bitAt(r, x, label) << 4) | (bitAt(s, x, label) << 6);
        }
        if (x >= x0) {
          const code = before | (here << 1);
          const isElement = code != 0 && code != 0xff;
          elements += <u32>isElement;
          store<u8>(out++, isElement ? <u8>code : 0);
        }
        before = here;
      }
    }
  }
  return elements;
}
