import { InternalError } from "@pgt/metrics";

/**
 * The functions of network.wasm, as `assembly/src/network` exports them: addresses in bytes, sizes in pixels and
 * channels. Feature maps have a border of one pixel of zeros.
 */
export interface NetworkKernels {
  readonly memory: WebAssembly.Memory;
  arena_alloc(bytes: number): number;

  convolve(
    x: number,
    inputs: number,
    weights: number,
    bias: number,
    y: number,
    outputs: number,
    height: number,
    width: number,
    taps: number,
  ): void;
  add_weight_gradient(
    x: number,
    inputs: number,
    dy: number,
    outputs: number,
    dWeights: number,
    height: number,
    width: number,
    taps: number,
  ): void;
  add_bias_gradient(dy: number, outputs: number, dBias: number, height: number, width: number): void;
  turn_taps(weights: number, inputs: number, outputs: number, taps: number, turned: number): void;

  normalize(
    y: number,
    affine: number,
    slope: number,
    statistics: number,
    a: number,
    channels: number,
    height: number,
    width: number,
  ): void;
  normalize_backward(
    y: number,
    affine: number,
    slope: number,
    statistics: number,
    a: number,
    da: number,
    dAffine: number,
    dy: number,
    channels: number,
    height: number,
    width: number,
  ): void;

  pool(x: number, y: number, channels: number, height: number, width: number): void;
  add_pool_gradient(
    x: number,
    y: number,
    dy: number,
    dx: number,
    channels: number,
    height: number,
    width: number,
  ): void;
  join(
    low: number,
    lowChannels: number,
    skip: number,
    skipChannels: number,
    y: number,
    height: number,
    width: number,
  ): void;
  join_backward(
    dy: number,
    dLow: number,
    lowChannels: number,
    dSkip: number,
    skipChannels: number,
    height: number,
    width: number,
  ): void;

  softmax(
    z: number,
    stride: number,
    classes: number,
    labels: number,
    sums: number,
    height: number,
    width: number,
  ): void;
  loss_gradient(
    p: number,
    stride: number,
    classes: number,
    labels: number,
    perPixel: number,
    slopes: number,
    dz: number,
    height: number,
    width: number,
  ): void;

  adam_step(
    p: number,
    g: number,
    m: number,
    v: number,
    n: number,
    stepSize: number,
    correction: number,
    keep: number,
    penalty: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

/** An instance of network.wasm with memory of its own, which goes with it. */
export async function startKernels(module: WebAssembly.Module): Promise<NetworkKernels> {
  const { exports } = await WebAssembly.instantiate(module);
  const kernels = exports as unknown as NetworkKernels;
  if (typeof kernels.adam_step === "function") return kernels;
  throw new InternalError(
    "E_WASM",
    "the WebAssembly module is not network.wasm: it does not export its kernels",
  );
}
