// Joint label counts: table[r * columns + p] = number of voxels labelled r in the reference and p in the prediction.
//
// One pass for all labels. Both volumes are runs of equal voxels, so the pass compares each 16 bytes with those one
// voxel before and touches the table only where a run ends. Time O(voxels); no work per label.

// @ts-ignore: decorator
@inline
function addRun(table: usize, columns: u32, reference: u32, prediction: u32, run: u32): void {
  const cell = table + ((<usize>reference * columns + <usize>prediction) << 2);
  store<u32>(cell, load<u32>(cell) + run);
}

// @ts-ignore: decorator
@inline
function countJoint<T>(reference: usize, prediction: usize, n: usize, columns: u32, table: usize): void {
  if (n == 0) return;
  const w = sizeof<T>();
  // Voxel i starts a run if it differs from voxel i - 1 in either volume.
  let runStart: usize = 0;
  let i: usize = 1;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<T>();
    for (; i + lanes <= n; i += lanes) {
      const r = reference + i * w;
      const p = prediction + i * w;
      const change = v128.or(
        v128.xor(v128.load(r), v128.load(r - w)),
        v128.xor(v128.load(p), v128.load(p - w)),
      );
      if (!v128.any_true(change)) continue;
      let starts: u32;
      if (sizeof<T>() == 1) starts = ~<u32>i8x16.bitmask(i8x16.eq(change, i8x16.splat(0))) & 0xffff;
      else starts = ~<u32>i16x8.bitmask(i16x8.eq(change, i16x8.splat(0))) & 0xff;
      while (starts != 0) {
        const at = i + ctz(starts);
        starts &= starts - 1;
        addRun(table, columns, <u32>load<T>(reference + (at - 1) * w), <u32>load<T>(prediction + (at - 1) * w), <u32>(at - runStart));
        runStart = at;
      }
    }
  }
  for (; i < n; i++) {
    const r = <u32>load<T>(reference + (i - 1) * w);
    const p = <u32>load<T>(prediction + (i - 1) * w);
    if (r == <u32>load<T>(reference + i * w) && p == <u32>load<T>(prediction + i * w)) continue;
    addRun(table, columns, r, p, <u32>(i - runStart));
    runStart = i;
  }
  addRun(table, columns, <u32>load<T>(reference + (n - 1) * w), <u32>load<T>(prediction + (n - 1) * w), <u32>(n - runStart));
}

/** Adds to a zeroed u32 table of rows x columns. n < 2^32. */
export function count_joint_u8(reference: usize, prediction: usize, n: usize, columns: u32, table: usize): void {
  countJoint<u8>(reference, prediction, n, columns, table);
}
export function count_joint_u16(reference: usize, prediction: usize, n: usize, columns: u32, table: usize): void {
  countJoint<u16>(reference, prediction, n, columns, table);
}

// Sums of voxel coordinates per label, for centres of mass: sums[label] = (count, Σx, Σy, Σz), f64.
// Integers below 2^53 throughout, hence exact.
// @ts-ignore: decorator
@inline
function sumCoordinates<T>(plane: usize, nx: u32, ny: u32, z: u32, sums: usize): void {
  let row = plane;
  for (let y: u32 = 0; y < ny; y++) {
    let x: u32 = 0;
    while (x < nx) {
      const label = load<T>(row + <usize>x * sizeof<T>());
      const start = x;
      x++;
      if (ASC_FEATURE_SIMD) {
        const lanes: u32 = 16 / sizeof<T>();
        const splat = v128.splat<T>(label);
        while (x + lanes <= nx && !v128.any_true(v128.xor(v128.load(row + <usize>x * sizeof<T>()), splat))) x += lanes;
      }
      while (x < nx && load<T>(row + <usize>x * sizeof<T>()) == label) x++;
      if (label == 0) continue;
      const length = <f64>(x - start);
      const at = sums + (<usize>label << 5);
      store<f64>(at, load<f64>(at) + length);
      store<f64>(at, load<f64>(at, 8) + length * 0.5 * <f64>(start + x - 1), 8);
      store<f64>(at, load<f64>(at, 16) + length * <f64>y, 16);
      store<f64>(at, load<f64>(at, 24) + length * <f64>z, 24);
    }
    row += <usize>nx * sizeof<T>();
  }
}

/** Adds plane z to a zeroed table of 4 f64 a label. */
export function sum_coordinates_u8(plane: usize, nx: u32, ny: u32, z: u32, sums: usize): void {
  sumCoordinates<u8>(plane, nx, ny, z, sums);
}
export function sum_coordinates_u16(plane: usize, nx: u32, ny: u32, z: u32, sums: usize): void {
  sumCoordinates<u16>(plane, nx, ny, z, sums);
}
