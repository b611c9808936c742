// Surface elements are points of an integer lattice of X x Y x Z points, given by index x + X * (y + Y * z) in
// ascending order. Rows are long runs of nearby points, so a division is needed only when the row changes.


// Decoder state: the row of the last point.
let width: u32 = 1;
let height: u32 = 1;
let rowStart: u32 = 0;
let rowEnd: u32 = 0;
export let rowY: i32 = 0;
export let rowZ: i32 = 0;

export function decodeBegin(X: u32, Y: u32): void {
  width = X;
  height = Y;
  rowStart = 0;
  rowEnd = 0;
}

/** Moves to the row of `index`; true if that is another row than before. */
// @ts-ignore: decorator
@inline
export function decodeRow(index: u32): bool {
  if (index < rowEnd) return false;
  const row = index / width;
  rowStart = row * width;
  rowEnd = rowStart + width;
  rowZ = <i32>(row / height);
  rowY = <i32>(row - <u32>rowZ * height);
  return true;
}

/** x of a point in the row moved to. */
// @ts-ignore: decorator
@inline
export function decodeX(index: u32): i32 {
  return <i32>(index - rowStart);
}

// A box is 6 x i32: x0, x1, y0, y1, z0, z1, both ends included.
export const BOX_BYTES: usize = 24;

/** Grows the box at `box` by n points. Points ascend, so a row's first and last hold its smallest and largest x. */
export function growBox(points: usize, n: u32, X: u32, Y: u32, box: usize): void {
  if (n == 0) return;
  let x0 = load<i32>(box);
  let x1 = load<i32>(box, 4);
  let y0 = load<i32>(box, 8);
  let y1 = load<i32>(box, 12);
  let z0 = load<i32>(box, 16);
  let z1 = load<i32>(box, 20);
  decodeBegin(X, Y);
  let last = load<u32>(points);
  for (let i: u32 = 0; i < n; i++) {
    const index = load<u32>(points + (<usize>i << 2));
    if (index >= rowEnd) {
      if (i != 0) x1 = max(x1, decodeX(last));
      decodeRow(index);
      x0 = min(x0, decodeX(index));
      y0 = min(y0, rowY);
      y1 = max(y1, rowY);
      z0 = min(z0, rowZ);
      z1 = max(z1, rowZ);
    }
    last = index;
  }
  x1 = max(x1, decodeX(last));
  store<i32>(box, x0);
  store<i32>(box, x1, 4);
  store<i32>(box, y0, 8);
  store<i32>(box, y1, 12);
  store<i32>(box, z0, 16);
  store<i32>(box, z1, 20);
}

export function emptyBox(box: usize): void {
  for (let k: usize = 0; k < 24; k += 8) {
    store<i32>(box + k, i32.MAX_VALUE);
    store<i32>(box + k, i32.MIN_VALUE, 4);
  }
}
