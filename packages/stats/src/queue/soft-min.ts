import { exp } from "@pgt/metrics";

/** Temperature of cleanlab's score of the quality of a segmentation. */
const temperature = 0.1;

/**
 * Soft minimum of some values in [0, 1] (docs/methods/queue.md): Σ s softmax((1 - s) / T), near the lowest of them, and
 * less ruled by a single voxel than the minimum is.
 *
 * @param voxels how often each value stands.
 */
export function softMin(values: readonly number[], voxels: readonly number[]): number {
  const weights = values.map((value, k) => voxels[k] * exp((1 - value) / temperature));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, k) => sum + value * weights[k], 0) / all;
}
