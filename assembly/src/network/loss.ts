// Softmax over the channels of a map, and the sums and gradient of cross-entropy plus soft Dice. `stride` channels lie
// in memory for `classes` classes; those beyond are neither read nor written. exp and log are the compiler's own, made of
// arithmetic alone. Labels are one u8 a pixel, without border. One pass over the pixels each.
//
//   p_c = exp(z_c - max z) / Σ exp(z_k - max z)
//   cross-entropy -Σ log p_label,   overlap I_c = Σ p_c [label = c],   mass P_c = Σ p_c,   size G_c = Σ [label = c]
import { firstPixel, pixelBytes, rowBytes } from "./layout";

/** Turns scores into probabilities, in place. With labels, adds to sums (f64): -Σ log p_label, then I, P, G of each class. */
export function softmax(
  z: usize, stride: u32, classes: u32, labels: usize, sums: usize, height: u32, width: u32,
): void {
  const pixel = pixelBytes(stride);
  const count = pixelBytes(classes);
  const wide = count << 1;
  let entropy: f64 = 0;
  let row = firstPixel(z, width, stride);
  for (let r: u32 = 0; r < height; r++) {
    let p = row;
    for (let c: u32 = 0; c < width; c++, p += pixel) {
      let largest = load<f32>(p);
      for (let k: usize = 4; k < count; k += 4) largest = max(largest, load<f32>(p + k));
      const label = labels == 0 ? <usize>0 : <usize>load<u8>(labels++);
      const ofLabel = load<f32>(p + (label << 2)) - largest;
      let sum: f32 = 0;
      for (let k: usize = 0; k < count; k += 4) {
        const e = <f32>Mathf.exp(load<f32>(p + k) - largest);
        store<f32>(p + k, e);
        sum += e;
      }
      const scale: f32 = 1 / sum;
      for (let k: usize = 0; k < count; k += 4) store<f32>(p + k, load<f32>(p + k) * scale);
      if (labels == 0) continue;
      entropy += Math.log(<f64>sum) - <f64>ofLabel;
      let at = sums + 8 + wide;
      for (let k: usize = 0; k < count; k += 4, at += 8) store<f64>(at, load<f64>(at) + <f64>load<f32>(p + k));
      at = sums + 8 + (label << 3);
      store<f64>(at, load<f64>(at) + <f64>load<f32>(p + (label << 2)));
      at += 2 * wide;
      store<f64>(at, load<f64>(at) + 1);
    }
    row += rowBytes(width, stride);
  }
  if (labels != 0) store<f64>(sums, load<f64>(sums) + entropy);
}

/**
 * Writes the gradient by the scores, of `perPixel` times the cross-entropy plus any function of I and P whose
 * derivatives by them are given: `slopes` (f32) of I, then of P, of each class.
 *
 *   dz_c = perPixel (p_c - [label = c]) + p_c (d_c - Σ p_k d_k),   d_c = slopeI_c [label = c] + slopeP_c
 */
export function loss_gradient(
  p: usize, stride: u32, classes: u32, labels: usize, perPixel: f32, slopes: usize, dz: usize, height: u32, width: u32,
): void {
  const pixel = pixelBytes(stride);
  const count = pixelBytes(classes);
  const ofMass = slopes + count;
  let row = firstPixel(0, width, stride);
  for (let r: u32 = 0; r < height; r++) {
    let at = row;
    for (let c: u32 = 0; c < width; c++, at += pixel) {
      const label = <usize>load<u8>(labels++) << 2;
      const ofLabel = load<f32>(slopes + label);
      let mean: f32 = load<f32>(p + at + label) * ofLabel;
      for (let k: usize = 0; k < count; k += 4) mean += load<f32>(p + at + k) * load<f32>(ofMass + k);
      for (let k: usize = 0; k < count; k += 4) {
        store<f32>(dz + at + k, load<f32>(p + at + k) * (perPixel + load<f32>(ofMass + k) - mean));
      }
      const to = dz + at + label;
      store<f32>(to, load<f32>(to) - perPixel + load<f32>(p + at + label) * ofLabel);
    }
    row += rowBytes(width, stride);
  }
}
