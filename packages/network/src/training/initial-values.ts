import { createRandom } from "@pgt/metrics";
import {
  leakySlope,
  type NetworkSize,
  type ParameterTensor,
  parameterTensors,
  valueCount,
} from "../architecture.ts";
import type { NetworkWeights } from "../weights/weights.ts";

/**
 * Parameters to begin with: weights normal with variance 2 / ((1 + slope²) taps² inputs) (He et al. 2015), gains 1,
 * biases 0. With `initial`, its own, but for the last layer if that was made for other classes.
 */
export function initialValues(
  size: NetworkSize,
  classes: readonly number[],
  seed: number,
  initial?: NetworkWeights,
): Float32Array<ArrayBuffer> {
  if (initial && initial.classes.join() === classes.join()) return initial.values.slice();
  const tensors = parameterTensors(size, classes.length);
  const values = new Float32Array(tensors.reduce((sum, tensor) => sum + valueCount(tensor), 0));
  let at = 0;
  for (const [stream, tensor] of tensors.entries()) {
    const n = valueCount(tensor);
    const target = values.subarray(at, at + n);
    if (initial && !tensor.name.startsWith("head.")) target.set(initial.values.subarray(at, at + n));
    else fill(target, tensor, seed, stream);
    at += n;
  }
  return values;
}

function fill(target: Float32Array, { name, shape }: ParameterTensor, seed: number, stream: number): void {
  if (!name.endsWith(".weight")) {
    target.fill(name.endsWith(".gain") ? 1 : 0);
    return;
  }
  const random = createRandom(seed, stream);
  const [rows, columns, inputs] = shape;
  const sd = Math.sqrt(2 / ((1 + leakySlope * leakySlope) * rows * columns * inputs));
  for (let i = 0; i < target.length; i++) target[i] = sd * random.normal();
}
