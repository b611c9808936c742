// Instance normalisation with gain and bias, and leaky ReLU behind it (Ulyanov, Vedaldi & Lempitsky 2016; Maas, Hannun
// & Ng 2013).
//
//   n = (y - mean) / sqrt(variance + 1e-5)      of each channel of one image, variance divided by the number of pixels
//   z = gain n + bias,   a = z if z > 0, else slope z
//
// Mean first, then the mean square of what is left: no difference of large squares. Sums of a row are in f32, those of
// rows in f64. Three passes over the map forward, two backward, 8 channels at a time. The slope must be positive: the sign
// of z is read from a.
import { firstPixel, pixelBytes, rowBytes } from "./layout";

const EPSILON: f64 = 1e-5;

// Sums of 8 channels in f64, for the block of channels at hand.
let sum01 = f64x2.splat(0);
let sum23 = f64x2.splat(0);
let sum45 = f64x2.splat(0);
let sum67 = f64x2.splat(0);

// @ts-ignore: decorator
@inline
function clearSums(): void {
  sum01 = sum23 = sum45 = sum67 = f64x2.splat(0);
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return v128.shuffle<i32>(x, x, 2, 3, 2, 3);
}

// @ts-ignore: decorator
@inline
function addToSums(low: v128, next: v128): void {
  sum01 = f64x2.add(sum01, f64x2.promote_low_f32x4(low));
  sum23 = f64x2.add(sum23, f64x2.promote_low_f32x4(high(low)));
  sum45 = f64x2.add(sum45, f64x2.promote_low_f32x4(next));
  sum67 = f64x2.add(sum67, f64x2.promote_low_f32x4(high(next)));
}

/** Two f64x2 divided by a number, as f32x4. */
// @ts-ignore: decorator
@inline
function quotients(a: v128, b: v128, divisor: f64): v128 {
  const d = f64x2.splat(divisor);
  const low = f32x4.demote_f64x2_zero(f64x2.div(a, d));
  return v128.shuffle<i32>(low, f32x4.demote_f64x2_zero(f64x2.div(b, d)), 0, 1, 4, 5);
}

/** 1 / sqrt(variance + epsilon) of two f64x2 of squares' sums, as f32x4. */
// @ts-ignore: decorator
@inline
function scales(a: v128, b: v128, pixels: f64): v128 {
  const one = f64x2.splat(1);
  const n = f64x2.splat(pixels);
  const e = f64x2.splat(EPSILON);
  const low = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(a, n), e)));
  const next = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(b, n), e)));
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(next), 0, 1, 4, 5);
}

/** z if z > 0, else slope z. */
// @ts-ignore: decorator
@inline
function leaky(z: v128, slope: v128): v128 {
  return v128.bitselect(z, f32x4.mul(z, slope), f32x4.gt(z, f32x4.splat(0)));
}

/**
 * Writes the map a. `affine`: gains of all channels, then their biases; `statistics`: receives the means of all
 * channels, then 1 / sqrt(variance + 1e-5).
 */
export function normalize(
  y: usize, affine: usize, slope: f32, statistics: usize, a: usize, channels: u32, height: u32, width: u32,
): void {
  const pixel = pixelBytes(channels);
  const row = rowBytes(width, channels);
  const pixels = <f64>height * <f64>width;
  const slopes = f32x4.splat(slope);
  for (let k: u32 = 0; k < channels; k += 8) {
    const at = pixelBytes(k);
    const first = firstPixel(y, width, channels) + at;
    clearSums();
    for (let r: u32 = 0, from = first; r < height; r++, from += row) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      for (let c: u32 = 0, p = from; c < width; c++, p += pixel) {
        s0 = f32x4.add(s0, v128.load(p));
        s1 = f32x4.add(s1, v128.load(p, 16));
      }
      addToSums(s0, s1);
    }
    const mean0 = quotients(sum01, sum23, pixels);
    const mean1 = quotients(sum45, sum67, pixels);
    clearSums();
    for (let r: u32 = 0, from = first; r < height; r++, from += row) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      for (let c: u32 = 0, p = from; c < width; c++, p += pixel) {
        const d0 = f32x4.sub(v128.load(p), mean0);
        const d1 = f32x4.sub(v128.load(p, 16), mean1);
        s0 = f32x4.add(s0, f32x4.mul(d0, d0));
        s1 = f32x4.add(s1, f32x4.mul(d1, d1));
      }
      addToSums(s0, s1);
    }
    const scale0 = scales(sum01, sum23, pixels);
    const scale1 = scales(sum45, sum67, pixels);
    v128.store(statistics + at, mean0);
    v128.store(statistics + at, mean1, 16);
    v128.store(statistics + pixel + at, scale0);
    v128.store(statistics + pixel + at, scale1, 16);
    const gain0 = f32x4.mul(v128.load(affine + at), scale0);
    const gain1 = f32x4.mul(v128.load(affine + at, 16), scale1);
    const bias0 = v128.load(affine + pixel + at);
    const bias1 = v128.load(affine + pixel + at, 16);
    let to = firstPixel(a, width, channels) + at;
    for (let r: u32 = 0, from = first; r < height; r++, from += row, to += row) {
      for (let c: u32 = 0, p = from, q = to; c < width; c++, p += pixel, q += pixel) {
        const z0 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(p), mean0), gain0), bias0);
        const z1 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(p, 16), mean1), gain1), bias1);
        v128.store(q, leaky(z0, slopes));
        v128.store(q, leaky(z1, slopes), 16);
      }
    }
  }
}

/**
 * From the gradient da by the output to that by the input, dy, and adds the gradients of gains and biases to dAffine.
 *
 *   g = da, times slope where a <= 0;   dbias = Σ g,   dgain = Σ g n
 *   dy = gain / sqrt(variance + 1e-5) (g - mean(g) - n mean(g n))
 */
export function normalize_backward(
  y: usize, affine: usize, slope: f32, statistics: usize, a: usize, da: usize, dAffine: usize, dy: usize,
  channels: u32, height: u32, width: u32,
): void {
  const pixel = pixelBytes(channels);
  const row = rowBytes(width, channels);
  const pixels = <f64>height * <f64>width;
  const slopes = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let k: u32 = 0; k < channels; k += 4) {
    const at = pixelBytes(k);
    const first = firstPixel(0, width, channels) + at;
    const mean = v128.load(statistics + at);
    const scale = v128.load(statistics + pixel + at);
    clearSums();
    for (let r: u32 = 0, from = first; r < height; r++, from += row) {
      let s0 = zero;
      let s1 = zero;
      for (let c: u32 = 0, p = from; c < width; c++, p += pixel) {
        const d = v128.load(da + p);
        const g = v128.bitselect(d, f32x4.mul(d, slopes), f32x4.gt(v128.load(a + p), zero));
        s0 = f32x4.add(s0, g);
        s1 = f32x4.add(s1, f32x4.mul(g, f32x4.mul(f32x4.sub(v128.load(y + p), mean), scale)));
      }
      addToSums(s0, s1);
    }
    const dGain = quotients(sum45, sum67, 1);
    v128.store(dAffine + at, f32x4.add(v128.load(dAffine + at), dGain));
    const dBias = quotients(sum01, sum23, 1);
    v128.store(dAffine + pixel + at, f32x4.add(v128.load(dAffine + pixel + at), dBias));
    const meanG = quotients(sum01, sum23, pixels);
    const meanGn = quotients(sum45, sum67, pixels);
    const factor = f32x4.mul(v128.load(affine + at), scale);
    for (let r: u32 = 0, from = first; r < height; r++, from += row) {
      for (let c: u32 = 0, p = from; c < width; c++, p += pixel) {
        const d = v128.load(da + p);
        const g = v128.bitselect(d, f32x4.mul(d, slopes), f32x4.gt(v128.load(a + p), zero));
        const n = f32x4.mul(f32x4.sub(v128.load(y + p), mean), scale);
        const rest = f32x4.sub(f32x4.sub(g, meanG), f32x4.mul(n, meanGn));
        v128.store(dy + p, f32x4.mul(factor, rest));
      }
    }
  }
}
