// Bounding boxes of every label of a volume, found in one pass over its runs of equal voxels.
//
//   box: 6 x i32 a label: x0, x1, y0, y1, z0, z1, voxels, both ends included; x0 > x1 where a label is absent.

// @ts-expect-error: decorator
@inline
function grow(box: usize, x0: i32, x1: i32, y: i32, z: i32): void {
  store<i32>(box, min(load<i32>(box), x0));
  store<i32>(box, max(load<i32>(box, 4), x1), 4);
  store<i32>(box, min(load<i32>(box, 8), y), 8);
  store<i32>(box, max(load<i32>(box, 12), y), 12);
  store<i32>(box, min(load<i32>(box, 16), z), 16);
  store<i32>(box, max(load<i32>(box, 20), z), 20);
}

/** `boxes`: 256 boxes of 24 bytes. */
export function label_boxes(labels: usize, nx: i32, ny: i32, nz: i32, boxes: usize): void {
  for (let label: usize = 0; label < 256; label++) {
    for (let axis: usize = 0; axis < 3; axis++) {
      store<i32>(boxes + label * 24 + axis * 8, i32.MAX_VALUE);
      store<i32>(boxes + label * 24 + axis * 8, i32.MIN_VALUE, 4);
    }
  }
  let at = labels;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      let x = 0;
      while (x < nx) {
        const label = load<u8>(at + x);
        const from = x;
        const same = i8x16.splat(label);
        while (x + 16 <= nx && i8x16.all_true(i8x16.eq(v128.load(at + x), same))) x += 16;
        while (x < nx && load<u8>(at + x) == label) x++;
        if (label != 0) grow(boxes + <usize>label * 24, from, x - 1, y, z);
      }
      at += nx;
    }
  }
}
