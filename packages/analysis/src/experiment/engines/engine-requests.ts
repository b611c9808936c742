/** A training: the data set to train on, and where to start. */
export interface TrainingRequest {
  /** Folder of a data set, as nnU-Net has it. */
  readonly dataset: string;
  /** Fold of its splits_final.json, or `all` cases. */
  readonly fold: number | "all";
  readonly seed: number;
  /** Weights of a training before this one. */
  readonly weights?: string;
  /** What `prepare` made of the base. */
  readonly prepared?: string;
}

/** Result of a training: part of the recipe of a version, and whether it came to something. */
export interface Training {
  readonly weights: string;
  readonly version: string | null;
  readonly converged: boolean;
}

/** Images to be predicted. */
export interface PredictionRequest {
  /** Folder of images `{case}_0000`. */
  readonly images: string;
  /** Cases -> first image. */
  readonly cases: ReadonlyMap<string, string>;
  readonly fold: number | "all";
  readonly seed: number;
  readonly weights?: string;
  /** Folder of boxes. */
  readonly prompts?: string;
}
