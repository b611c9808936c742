export { type NetworkSize, networkSizes, parameterCount } from "./architecture.ts";
export { createNetworkEngine, type NetworkEngine } from "./network-engine.ts";
export { checkTrainingSettings } from "./training/check-options.ts";
export type {
  EpochProgress,
  NetworkImage,
  TrainedNetwork,
  TrainingCase,
  TrainingOptions,
} from "./training-options.ts";
export type { Checkpoint, NetworkWeights } from "./weights/weights.ts";
export { readCheckpoint, readWeights, writeCheckpoint, writeWeights } from "./weights/weights-file.ts";
