import type { LabelData, Vector3 } from "@pgt/metrics";
import type { NetworkSize } from "./architecture.ts";
import type { Checkpoint, NetworkWeights } from "./weights/weights.ts";

/** A volume, or an image with one axis of size 1; x runs fastest. */
export interface NetworkImage {
  readonly image: Float32Array;
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
}

export interface TrainingCase extends NetworkImage {
  /** One label for each voxel; those that are no class of the training count as background. */
  readonly labels: LabelData;
}

export interface TrainingOptions {
  readonly cases: readonly TrainingCase[];
  /** Labels to be told apart, ascending, without the background, 0; at most 254. */
  readonly classes: readonly number[];
  /** Default S; with `initial`, its size. */
  readonly size?: NetworkSize;
  /** Default `defaultSeed`. The same options, cases and seed give the same bytes on every machine. */
  readonly seed?: number;
  /** Default 20. */
  readonly epochs?: number;
  /** Default 50. */
  readonly batchesPerEpoch?: number;
  /** Patches in a batch; default 8. */
  readonly batchSize?: number;
  /** Height and width of a patch in pixels, multiples of 8 from 16; default 64 x 64, with `initial` its patch. */
  readonly patch?: readonly [number, number];
  /**
   * Axes along which half of the patches are mirrored; default none, since a mirrored left kidney is a right kidney.
   */
  readonly flips?: readonly ("x" | "y")[];
  /** Default adamw. */
  readonly optimizer?: "adam" | "adamw";
  /** Of the first step; it falls to 0 along a cosine over all steps. Default 0.003. */
  readonly learningRate?: number;
  /** Default 0.01 for adamw, 0 for adam, where it is a penalty on the squares of the parameters. */
  readonly weightDecay?: number;
  /**
   * Weights to go on from (fine-tuning): their normalisation stays. A network of other classes gets a new last layer.
   */
  readonly initial?: NetworkWeights;
  /** A checkpoint of a training with the same cases and options. */
  readonly resume?: Checkpoint;
  readonly onEpoch?: (progress: EpochProgress) => void | Promise<void>;
  /** Stops between two batches: `train` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface EpochProgress {
  /** Epochs done. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean loss of the epoch. */
  readonly loss: number;
  /** The training as it stands, to be kept and resumed. */
  checkpoint(): Checkpoint;
}

export interface TrainedNetwork {
  readonly weights: NetworkWeights;
  /** Mean loss of each epoch: cross-entropy plus 1 - soft Dice. */
  readonly losses: readonly number[];
  /** Loss of the best constant answer: the classes' shares of the training voxels, everywhere. */
  readonly constantLoss: number;
  /**
   * False if the loss became infinite or undefined, or if that of the last epoch is not a tenth below `constantLoss`:
   * the network found no more than how frequent the classes are.
   */
  readonly converged: boolean;
}
