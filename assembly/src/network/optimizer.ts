// A step of Adam (Kingma & Ba 2015) or AdamW (Loshchilov & Hutter 2019), in the order of PyTorch's formulas:
//
//   p -= rate decay p                       (AdamW; 0 for Adam)
//   g += penalty p                          (Adam's weight decay; 0 for AdamW)
//   m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g²
//   p -= rate / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon)
//
// `n` is a multiple of 4. One pass over the four arrays.

/** Updates p, m and v; `stepSize` is rate / (1 - beta1^t), `correction` is 1 / sqrt(1 - beta2^t), `keep` is 1 - rate decay. */
export function adam_step(
  p: usize, g: usize, m: usize, v: usize, n: u32,
  stepSize: f32, correction: f32, keep: f32, penalty: f32, beta1: f32, beta2: f32, epsilon: f32,
): void {
  const end = <usize>n << 2;
  for (let k: usize = 0; k < end; k += 16) {
    const old = f32x4.mul(v128.load(p + k), f32x4.splat(keep));
    const gradient = f32x4.add(v128.load(g + k), f32x4.mul(f32x4.splat(penalty), old));
    const first = f32x4.add(
      f32x4.mul(f32x4.splat(beta1), v128.load(m + k)),
      f32x4.mul(f32x4.splat(1 - beta1), gradient),
    );
    const second = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(v + k)),
      f32x4.mul(f32x4.splat(1 - beta2), f32x4.mul(gradient, gradient)),
    );
    v128.store(m + k, first);
    v128.store(v + k, second);
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(second), f32x4.splat(correction)), f32x4.splat(epsilon));
    v128.store(p + k, f32x4.sub(old, f32x4.mul(f32x4.splat(stepSize), f32x4.div(first, spread))));
  }
}
