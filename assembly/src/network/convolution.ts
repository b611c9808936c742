// Convolution with 3 x 3 or 1 x 1 taps, stride 1, zeros around the image: cross-correlation, as networks use it.
//
//   y[r][c][o] = bias[o] + Σ x[r + i][c + j][k] w[o][i][j][k]      i, j over the taps, k over the input channels
//
// Direct, without an im2col copy: in a row, the taps of one pixel are a run of taps * inputs floats, and the run of the
// next pixel begins one pixel further. A block of 4 pixels x 8 outputs is summed in 8 registers of 4 lanes; each step
// along the run takes 6 loads for 8 products. Sums run in the same order on every machine: rows of taps, then the run.
// No fused multiply-add, which WebAssembly leaves to the processor. Cost: height * width * taps² * inputs * outputs
// products, forward and for either gradient. The gradient by the input is a convolution of the outputs' gradient with
// the taps turned round (`turn_taps`).
import { firstPixel, pixelBytes, rowBytes } from "./layout";

// @ts-ignore: decorator
@inline
function fma(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** 4 pixels x 8 outputs. */
// @ts-ignore: decorator
@inline
function fourPixels(
  x: usize, xPixel: usize, xRow: usize, rows: u32, run: u32, w: usize, bias: usize, y: usize, yPixel: usize,
): void {
  let a0 = bias == 0 ? f32x4.splat(0) : v128.load(bias);
  let a1 = bias == 0 ? f32x4.splat(0) : v128.load(bias, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  for (let i: u32 = 0; i < rows; i++) {
    let a = x;
    let b = x + xPixel;
    let c = b + xPixel;
    let d = c + xPixel;
    const end = a + (<usize>run << 2);
    const pairs = a + (<usize>(run & ~1) << 2);
    for (; a < pairs; a += 8, b += 8, c += 8, d += 8, w += 64) {
      let w0 = v128.load(w);
      let w1 = v128.load(w, 16);
      let s = v128.load32_splat(a);
      a0 = fma(a0, s, w0);
      a1 = fma(a1, s, w1);
      s = v128.load32_splat(b);
      b0 = fma(b0, s, w0);
      b1 = fma(b1, s, w1);
      s = v128.load32_splat(c);
      c0 = fma(c0, s, w0);
      c1 = fma(c1, s, w1);
      s = v128.load32_splat(d);
      d0 = fma(d0, s, w0);
      d1 = fma(d1, s, w1);
      w0 = v128.load(w, 32);
      w1 = v128.load(w, 48);
      s = v128.load32_splat(a, 4);
      a0 = fma(a0, s, w0);
      a1 = fma(a1, s, w1);
      s = v128.load32_splat(b, 4);
      b0 = fma(b0, s, w0);
      b1 = fma(b1, s, w1);
      s = v128.load32_splat(c, 4);
      c0 = fma(c0, s, w0);
      c1 = fma(c1, s, w1);
      s = v128.load32_splat(d, 4);
      d0 = fma(d0, s, w0);
      d1 = fma(d1, s, w1);
    }
    if (a < end) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      let s = v128.load32_splat(a);
      a0 = fma(a0, s, w0);
      a1 = fma(a1, s, w1);
      s = v128.load32_splat(b);
      b0 = fma(b0, s, w0);
      b1 = fma(b1, s, w1);
      s = v128.load32_splat(c);
      c0 = fma(c0, s, w0);
      c1 = fma(c1, s, w1);
      s = v128.load32_splat(d);
      d0 = fma(d0, s, w0);
      d1 = fma(d1, s, w1);
      w += 32;
    }
    x += xRow;
  }
  v128.store(y, a0);
  v128.store(y, a1, 16);
  v128.store(y + yPixel, b0);
  v128.store(y + yPixel, b1, 16);
  y += 2 * yPixel;
  v128.store(y, c0);
  v128.store(y, c1, 16);
  v128.store(y + yPixel, d0);
  v128.store(y + yPixel, d1, 16);
}

/** 1 pixel x 8 outputs, for the last pixels of a row. */
// @ts-ignore: decorator
@inline
function onePixel(x: usize, xRow: usize, rows: u32, run: u32, w: usize, bias: usize, y: usize): void {
  let a0 = bias == 0 ? f32x4.splat(0) : v128.load(bias);
  let a1 = bias == 0 ? f32x4.splat(0) : v128.load(bias, 16);
  for (let i: u32 = 0; i < rows; i++) {
    const end = x + (<usize>run << 2);
    for (let a = x; a < end; a += 4, w += 32) {
      const s = v128.load32_splat(a);
      a0 = fma(a0, s, v128.load(w));
      a1 = fma(a1, s, v128.load(w, 16));
    }
    x += xRow;
  }
  v128.store(y, a0);
  v128.store(y, a1, 16);
}

/** Writes the map y; `taps` 3 or 1, `outputs` a multiple of 8, `bias` 0 for none. */
export function convolve(
  x: usize, inputs: u32, w: usize, bias: usize, y: usize, outputs: u32, height: u32, width: u32, taps: u32,
): void {
  const xPixel = pixelBytes(inputs);
  const xRow = rowBytes(width, inputs);
  const yPixel = pixelBytes(outputs);
  const run = taps * inputs;
  const blockBytes = <usize>(taps * run) << 5;
  let source = taps == 3 ? x : firstPixel(x, width, inputs);
  let target = firstPixel(y, width, outputs);
  for (let row: u32 = 0; row < height; row++) {
    for (let o: u32 = 0; o < outputs; o += 8) {
      const block = w + <usize>(o >> 3) * blockBytes;
      const blockBias = bias == 0 ? <usize>0 : bias + pixelBytes(o);
      let from = source;
      let to = target + pixelBytes(o);
      let column: u32 = 0;
      for (; column + 4 <= width; column += 4) {
        fourPixels(from, xPixel, xRow, taps, run, block, blockBias, to, yPixel);
        from += 4 * xPixel;
        to += 4 * yPixel;
      }
      for (; column < width; column++) {
        onePixel(from, xRow, taps, run, block, blockBias, to);
        from += xPixel;
        to += yPixel;
      }
    }
    source += xRow;
    target += rowBytes(width, outputs);
  }
}

/** Adds the products of 4 places of the run x 8 outputs over a row of pixels to the weights' gradient. */
// @ts-ignore: decorator
@inline
function fourPlaces(x: usize, xPixel: usize, dy: usize, yPixel: usize, width: u32, dw: usize): void {
  let a0 = v128.load(dw);
  let a1 = v128.load(dw, 16);
  let b0 = v128.load(dw, 32);
  let b1 = v128.load(dw, 48);
  let c0 = v128.load(dw, 64);
  let c1 = v128.load(dw, 80);
  let d0 = v128.load(dw, 96);
  let d1 = v128.load(dw, 112);
  for (let column: u32 = 0; column < width; column++) {
    const g0 = v128.load(dy);
    const g1 = v128.load(dy, 16);
    let s = v128.load32_splat(x);
    a0 = fma(a0, s, g0);
    a1 = fma(a1, s, g1);
    s = v128.load32_splat(x, 4);
    b0 = fma(b0, s, g0);
    b1 = fma(b1, s, g1);
    s = v128.load32_splat(x, 8);
    c0 = fma(c0, s, g0);
    c1 = fma(c1, s, g1);
    s = v128.load32_splat(x, 12);
    d0 = fma(d0, s, g0);
    d1 = fma(d1, s, g1);
    x += xPixel;
    dy += yPixel;
  }
  v128.store(dw, a0);
  v128.store(dw, a1, 16);
  v128.store(dw, b0, 32);
  v128.store(dw, b1, 48);
  v128.store(dw, c0, 64);
  v128.store(dw, c1, 80);
  v128.store(dw, d0, 96);
  v128.store(dw, d1, 112);
}

// @ts-ignore: decorator
@inline
function onePlace(x: usize, xPixel: usize, dy: usize, yPixel: usize, width: u32, dw: usize): void {
  let a0 = v128.load(dw);
  let a1 = v128.load(dw, 16);
  for (let column: u32 = 0; column < width; column++) {
    const s = v128.load32_splat(x);
    a0 = fma(a0, s, v128.load(dy));
    a1 = fma(a1, s, v128.load(dy, 16));
    x += xPixel;
    dy += yPixel;
  }
  v128.store(dw, a0);
  v128.store(dw, a1, 16);
}

/** Adds to dw, laid out like the weights, their gradient by one image. */
export function add_weight_gradient(
  x: usize, inputs: u32, dy: usize, outputs: u32, dw: usize, height: u32, width: u32, taps: u32,
): void {
  const xPixel = pixelBytes(inputs);
  const xRow = rowBytes(width, inputs);
  const yPixel = pixelBytes(outputs);
  const run = taps * inputs;
  let source = taps == 3 ? x : firstPixel(x, width, inputs);
  let gradient = firstPixel(dy, width, outputs);
  for (let row: u32 = 0; row < height; row++) {
    let target = dw;
    for (let o: u32 = 0; o < outputs; o += 8) {
      const block = gradient + pixelBytes(o);
      for (let i: u32 = 0; i < taps; i++) {
        let from = source + <usize>i * xRow;
        let place: u32 = 0;
        for (; place + 4 <= run; place += 4) {
          fourPlaces(from, xPixel, block, yPixel, width, target);
          from += 16;
          target += 128;
        }
        for (; place < run; place++) {
          onePlace(from, xPixel, block, yPixel, width, target);
          from += 4;
          target += 32;
        }
      }
    }
    source += xRow;
    gradient += rowBytes(width, outputs);
  }
}

/** Adds to db the sum of dy over the pixels: the gradient of a bias. */
export function add_bias_gradient(dy: usize, outputs: u32, db: usize, height: u32, width: u32): void {
  const yPixel = pixelBytes(outputs);
  const yRow = rowBytes(width, outputs);
  for (let o: u32 = 0; o < outputs; o += 4) {
    const to = db + pixelBytes(o);
    let row = firstPixel(dy, width, outputs) + pixelBytes(o);
    for (let r: u32 = 0; r < height; r++) {
      let sum = f32x4.splat(0);
      let at = row;
      for (let c: u32 = 0; c < width; c++) {
        sum = f32x4.add(sum, v128.load(at));
        at += yPixel;
      }
      v128.store(to, f32x4.add(v128.load(to), sum));
      row += yRow;
    }
  }
}

/**
 * Weights of the convolution that takes the outputs' gradient to the inputs': inputs and outputs change places, rows and
 * columns of taps run backwards. `inputs` a multiple of 8.
 */
export function turn_taps(w: usize, inputs: u32, outputs: u32, taps: u32, turned: usize): void {
  for (let k: u32 = 0; k < inputs; k += 8) {
    for (let tap = <i32>(taps * taps) - 1; tap >= 0; tap--) {
      for (let o: u32 = 0; o < outputs; o++) {
        let from = w + (<usize>((((o >> 3) * taps * taps + <u32>tap) * inputs + k) * 8 + (o & 7)) << 2);
        for (let lane: usize = 0; lane < 32; lane += 4) {
          store<f32>(turned + lane, load<f32>(from));
          from += 32;
        }
        turned += 32;
      }
    }
  }
}
