import type { Vector3 } from "@pgt/metrics";
import type { NetworkSize } from "../architecture.ts";
import type { IntensityNormalization } from "../images/intensity.ts";

/** A network: plain data, without a place in any engine's memory. */
export interface NetworkWeights {
  readonly size: NetworkSize;
  /** Labels that the network tells apart, ascending; the background, 0, is not listed. */
  readonly classes: readonly number[];
  readonly normalization: IntensityNormalization;
  /** Height and width of the patches it was trained on: those it is applied to. */
  readonly patch: readonly [number, number];
  /** Median voxel of the training images in mm. Nothing is resampled: images of another spacing look different to it. */
  readonly spacingMm: Vector3;
  /** All parameters, in the order of `parameterTensors`. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** A training between two epochs: going on from it gives the same bytes as if it had never stopped. */
export interface Checkpoint {
  readonly weights: NetworkWeights;
  /** Mean loss of each epoch done. */
  readonly losses: readonly number[];
  /** Loss of the best constant answer on the patches of the last epoch done. */
  readonly constantLoss: number;
  /** Running means of the gradients and of their squares, in the order of `weights.values`. */
  readonly firstMoments: Float32Array<ArrayBuffer>;
  readonly secondMoments: Float32Array<ArrayBuffer>;
  /** Fingerprint of the options and cases of the training, which `resume` must have as well. */
  readonly recipe: string;
}
