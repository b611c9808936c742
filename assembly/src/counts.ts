// Joint label counts: table[r * columns + p] = number of voxels labelled r in the reference and p in the prediction.
//
// One pass for all labels. Both volumes are runs of equal voxels, so the pass compares 16 bytes of each with the
// pair of the run so far and touches the table only when a run ends. Time O(voxels); no work per label.

// @ts-ignore: decorator
@inline
function countJoint<T>(reference: usize, prediction: usize, n: usize, columns: u32, table: usize): void {
  if (n == 0) return;
  let r: T = load<T>(reference);
  let p: T = load<T>(prediction);
  let run: u32 = 0;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const lanes: usize = 16 / sizeof<T>();
    let rs = v128.splat<T>(r);
    let ps = v128.splat<T>(p);
    for (; i + lanes <= n; i += lanes) {
      const rv = v128.load(reference + i * sizeof<T>());
      const pv = v128.load(prediction + i * sizeof<T>());
      if (!v128.any_true(v128.or(v128.xor(rv, rs), v128.xor(pv, ps)))) {
        run += <u32>lanes;
        continue;
      }
      for (let k: usize = i; k < i + lanes; k++) {
        const rk = load<T>(reference + k * sizeof<T>());
        const pk = load<T>(prediction + k * sizeof<T>());
        if (rk != r || pk != p) {
          const cell = table + ((<usize>r * columns + <usize>p) << 2);
          store<u32>(cell, load<u32>(cell) + run);
          run = 0;
          r = rk;
          p = pk;
        }
        run++;
      }
      rs = v128.splat<T>(r);
      ps = v128.splat<T>(p);
    }
  }
  for (; i < n; i++) {
    const rk = load<T>(reference + i * sizeof<T>());
    const pk = load<T>(prediction + i * sizeof<T>());
    if (rk != r || pk != p) {
      const cell = table + ((<usize>r * columns + <usize>p) << 2);
      store<u32>(cell, load<u32>(cell) + run);
      run = 0;
      r = rk;
      p = pk;
    }
    run++;
  }
  const cell = table + ((<usize>r * columns + <usize>p) << 2);
  store<u32>(cell, load<u32>(cell) + run);
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
function sumCoordinates<T>(labels: usize, nx: u32, ny: u32, nz: u32, sums: usize): void {
  let row = labels;
  for (let z: u32 = 0; z < nz; z++) {
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
}

/** Adds to a zeroed table of 4 f64 a label. */
export function sum_coordinates_u8(labels: usize, nx: u32, ny: u32, nz: u32, sums: usize): void {
  sumCoordinates<u8>(labels, nx, ny, nz, sums);
}
export function sum_coordinates_u16(labels: usize, nx: u32, ny: u32, nz: u32, sums: usize): void {
  sumCoordinates<u16>(labels, nx, ny, nz, sums);
}
