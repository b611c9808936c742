// Exact separable distance transform (Felzenszwalb & Huttenlocher 2012): the squared distance in mm from every point
// of a box to the nearest point that holds a surface element. This is what the kernels of pgt.wasm are measured
// against; nothing else uses it.
//
// Along x the nearest element is found by two sweeps; along y and z each line is replaced by the lower envelope of
// the parabolas that stand on it. Lines without any element are left as they are.
//
//   scratch: per point of the longest line  [ f32 value | i32 vertex | f32 begin ]
//
// Time O(points of the box), memory 4 bytes a point.

export function squared_distances_scratch(width: i32, height: i32, depth: i32): usize {
  return <usize>(max(width, max(height, depth)) + 2) * 12;
}

let line: usize = 0;
let vertex: usize = 0;
let begin: usize = 0;

const NONE: i32 = 1 << 20;

/** Sweeps of one row: lattice steps to the last element seen, from either side. */
function transformRow(codes: usize, field: usize, n: i32, spacing: f32): void {
  let steps = NONE;
  for (let x = 0; x < n; x++) {
    steps = load<u8>(codes + x) != 0 ? 0 : steps + 1;
    store<i32>(field + ((<usize>x) << 2), steps);
  }
  steps = NONE;
  for (let x = n - 1; x >= 0; x--) {
    const at = field + ((<usize>x) << 2);
    steps = min(steps + 1, load<i32>(at));
    const gap = <f32>steps * spacing;
    store<f32>(at, steps >= NONE ? Infinity : gap * gap);
  }
}

/** The lower envelope over one line of n values that lie `stride` bytes apart. */
function transformLine(field: usize, n: i32, stride: usize, spacing: f32): void {
  const a = spacing * spacing;
  let k = -1;
  for (let q = 0; q < n; q++) {
    const height = load<f32>(field + <usize>q * stride);
    store<f32>(line + ((<usize>q) << 2), height);
    if (height == Infinity) continue;
    const square = <f32>q * <f32>q;
    let from: f32 = -Infinity;
    while (k >= 0) {
      const v = load<i32>(vertex + ((<usize>k) << 2));
      const rise = (height - load<f32>(line + ((<usize>v) << 2))) / a;
      from = (rise + square - <f32>v * <f32>v) / (2 * <f32>(q - v));
      if (from > load<f32>(begin + ((<usize>k) << 2))) break;
      k--;
      from = -Infinity;
    }
    k++;
    store<i32>(vertex + ((<usize>k) << 2), q);
    store<f32>(begin + ((<usize>k) << 2), from);
  }
  if (k < 0) return;
  const last = k;
  k = 0;
  let v = load<i32>(vertex);
  let height = load<f32>(line + ((<usize>v) << 2));
  let until = last > 0 ? load<f32>(begin + 4) : <f32>Infinity;
  for (let q = 0; q < n; q++) {
    while (until < <f32>q) {
      k++;
      v = load<i32>(vertex + ((<usize>k) << 2));
      height = load<f32>(line + ((<usize>v) << 2));
      until = k < last ? load<f32>(begin + ((<usize>(k + 1)) << 2)) : <f32>Infinity;
    }
    const d = <f32>(q - v);
    store<f32>(field + <usize>q * stride, a * d * d + height);
  }
}

/** `codes`: u8 a point, x fastest, 0 where there is no element. `field`: f32 a point. */
export function squared_distances(
  codes: usize,
  width: i32,
  height: i32,
  depth: i32,
  sx: f64,
  sy: f64,
  sz: f64,
  field: usize,
  scratch: usize,
): void {
  const longest = (<usize>(max(width, max(height, depth)) + 2)) << 2;
  line = scratch;
  vertex = scratch + longest;
  begin = scratch + 2 * longest;
  const row = (<usize>width) << 2;
  const plane = row * height;
  for (let k: usize = 0; k < <usize>height * depth; k++) {
    transformRow(codes + k * width, field + k * row, width, <f32>sx);
  }
  if (height > 1) {
    for (let z = 0; z < depth; z++) {
      for (let x = 0; x < width; x++) {
        transformLine(field + <usize>z * plane + ((<usize>x) << 2), height, row, <f32>sy);
      }
    }
  }
  if (depth > 1) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        transformLine(field + <usize>y * row + ((<usize>x) << 2), depth, plane, <f32>sz);
      }
    }
  }
}
