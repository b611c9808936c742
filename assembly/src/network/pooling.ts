// Max-pooling of 2 x 2 pixels, and its way back: a map doubled by repeating pixels, with another map's channels behind
// its own. `height` and `width` are those of the larger map and even; channels are multiples of 4. Each pixel is read
// and written once.
import { firstPixel, pixelBytes, rowBytes } from "./layout";

/** Writes the map y of half the height and width: the largest of 2 x 2. */
export function pool(x: usize, y: usize, channels: u32, height: u32, width: u32): void {
  const pixel = pixelBytes(channels);
  const row = rowBytes(width, channels);
  let from = firstPixel(x, width, channels);
  let to = firstPixel(y, width >> 1, channels);
  for (let r: u32 = 0; r < height; r += 2) {
    let p = from;
    let q = to;
    for (let c: u32 = 0; c < width; c += 2) {
      for (let k: usize = 0; k < pixel; k += 16) {
        const above = f32x4.max(v128.load(p + k), v128.load(p + pixel + k));
        const below = f32x4.max(v128.load(p + row + k), v128.load(p + row + pixel + k));
        v128.store(q + k, f32x4.max(above, below));
      }
      p += 2 * pixel;
      q += pixel;
    }
    from += 2 * row;
    to += rowBytes(width >> 1, channels);
  }
}

/** Adds the gradient of a pooled pixel where x equals it and no pixel before did; returns where one has. */
// @ts-ignore: decorator
@inline
function passBack(x: usize, dx: usize, largest: v128, gradient: v128, taken: v128): v128 {
  const is = v128.andnot(f32x4.eq(v128.load(x), largest), taken);
  v128.store(dx, f32x4.add(v128.load(dx), v128.and(gradient, is)));
  return v128.or(taken, is);
}

/** Adds to dx the gradient dy of `pool`: to the first of the largest, row by row. */
export function add_pool_gradient(
  x: usize, y: usize, dy: usize, dx: usize, channels: u32, height: u32, width: u32,
): void {
  const pixel = pixelBytes(channels);
  const row = rowBytes(width, channels);
  let large = firstPixel(0, width, channels);
  let small = firstPixel(0, width >> 1, channels);
  for (let r: u32 = 0; r < height; r += 2) {
    let p = large;
    let q = small;
    for (let c: u32 = 0; c < width; c += 2) {
      for (let k: usize = 0; k < pixel; k += 16) {
        const largest = v128.load(y + q + k);
        const gradient = v128.load(dy + q + k);
        let at = p + k;
        let taken = passBack(x + at, dx + at, largest, gradient, i32x4.splat(0));
        at += pixel;
        taken = passBack(x + at, dx + at, largest, gradient, taken);
        at += row - pixel;
        taken = passBack(x + at, dx + at, largest, gradient, taken);
        at += pixel;
        passBack(x + at, dx + at, largest, gradient, taken);
      }
      p += 2 * pixel;
      q += pixel;
    }
    large += 2 * row;
    small += rowBytes(width >> 1, channels);
  }
}

/** Writes the map y of lowChannels + skipChannels: each pixel of `low` for 2 x 2 pixels, then those of `skip`. */
export function join(
  low: usize, lowChannels: u32, skip: usize, skipChannels: u32, y: usize, height: u32, width: u32,
): void {
  const lowPixel = pixelBytes(lowChannels);
  const skipPixel = pixelBytes(skipChannels);
  for (let r: u32 = 0; r < height; r++) {
    const lowRow = firstPixel(low, width >> 1, lowChannels) + <usize>(r >> 1) * rowBytes(width >> 1, lowChannels);
    let s = firstPixel(skip, width, skipChannels) + <usize>r * rowBytes(width, skipChannels);
    let to = firstPixel(y, width, lowChannels + skipChannels) + <usize>r * rowBytes(width, lowChannels + skipChannels);
    for (let c: u32 = 0; c < width; c++) {
      const l = lowRow + <usize>(c >> 1) * lowPixel;
      for (let k: usize = 0; k < lowPixel; k += 16) v128.store(to + k, v128.load(l + k));
      to += lowPixel;
      for (let k: usize = 0; k < skipPixel; k += 16) v128.store(to + k, v128.load(s + k));
      to += skipPixel;
      s += skipPixel;
    }
  }
}

/** Writes the gradients of both maps of `join`: that of `low` is the sum over 2 x 2 pixels. */
export function join_backward(
  dy: usize, dLow: usize, lowChannels: u32, dSkip: usize, skipChannels: u32, height: u32, width: u32,
): void {
  const lowPixel = pixelBytes(lowChannels);
  const skipPixel = pixelBytes(skipChannels);
  const pixel = lowPixel + skipPixel;
  const row = rowBytes(width, lowChannels + skipChannels);
  for (let r: u32 = 0; r < height; r += 2) {
    let from = firstPixel(dy, width, lowChannels + skipChannels) + <usize>r * row;
    let l = firstPixel(dLow, width >> 1, lowChannels) + <usize>(r >> 1) * rowBytes(width >> 1, lowChannels);
    let s = firstPixel(dSkip, width, skipChannels) + <usize>r * rowBytes(width, skipChannels);
    const nextRow = rowBytes(width, skipChannels);
    for (let c: u32 = 0; c < width; c += 2) {
      for (let k: usize = 0; k < lowPixel; k += 16) {
        const above = f32x4.add(v128.load(from + k), v128.load(from + pixel + k));
        const below = f32x4.add(v128.load(from + row + k), v128.load(from + row + pixel + k));
        v128.store(l + k, f32x4.add(above, below));
      }
      const skipped = from + lowPixel;
      for (let k: usize = 0; k < skipPixel; k += 16) {
        v128.store(s + k, v128.load(skipped + k));
        v128.store(s + skipPixel + k, v128.load(skipped + pixel + k));
        v128.store(s + nextRow + k, v128.load(skipped + row + k));
        v128.store(s + nextRow + skipPixel + k, v128.load(skipped + row + pixel + k));
      }
      from += 2 * pixel;
      l += lowPixel;
      s += 2 * skipPixel;
    }
  }
}
