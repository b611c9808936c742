import { type PredictedLabels, predict, predictProbabilities } from "./prediction/predict.ts";
import { train } from "./training/train.ts";
import type { NetworkImage, TrainedNetwork, TrainingOptions } from "./training-options.ts";
import type { NetworkWeights } from "./weights/weights.ts";

/**
 * Trains and applies small networks with network.wasm, on the thread that calls. Each call has memory of its own, so that
 * calls do not disturb each other; several trainings at once need a thread each.
 */
export interface NetworkEngine {
  /**
   * Trains a 2-D U-Net on patches of the cases' slices.
   * @throws UsageError E_NETWORK for options or cases that cannot be; the signal's reason if it is aborted.
   */
  train(options: TrainingOptions): Promise<TrainedNetwork>;
  /** The most probable label of each voxel, in the order of the image. */
  predict(weights: NetworkWeights, image: NetworkImage): Promise<PredictedLabels>;
  /** Probabilities of all voxels, of the background first and then class after class. */
  predictProbabilities(weights: NetworkWeights, image: NetworkImage): Promise<Float32Array<ArrayBuffer>>;
}

/** An engine of the bytes of network.wasm, or of the module that they were compiled to. */
export async function createNetworkEngine(wasm: BufferSource | WebAssembly.Module): Promise<NetworkEngine> {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  return {
    train: (options) => train(module, options),
    predict: (weights, image) => predict(module, weights, image),
    predictProbabilities: (weights, image) => predictProbabilities(module, weights, image),
  };
}
