import { InternalError } from "@pgt/metrics";
import { createNetworkEngine, type NetworkEngine } from "@pgt/network";
import { compile, hasSimd } from "./kernels.ts";

export {
  type Checkpoint,
  type EpochProgress,
  type NetworkEngine,
  type NetworkImage,
  type NetworkSize,
  type NetworkWeights,
  networkSizes,
  parameterCount,
  readCheckpoint,
  readWeights,
  type TrainedNetwork,
  type TrainingCase,
  type TrainingOptions,
  writeCheckpoint,
  writeWeights,
} from "@pgt/network";

let engine: Promise<NetworkEngine> | undefined;

/**
 * The engine that trains small networks, on the thread that calls: call it in a worker. It loads network.wasm, which
 * lies beside this module, the first time.
 */
export function loadNetwork(): Promise<NetworkEngine> {
  if (!hasSimd()) {
    throw new InternalError(
      "E_WASM",
      "this browser has no WebAssembly SIMD, which training needs; use Chrome 91, Firefox 89, Safari 16.4 or later",
    );
  }
  engine ??= compile(new URL("./network.wasm", import.meta.url)).then(createNetworkEngine);
  return engine;
}
