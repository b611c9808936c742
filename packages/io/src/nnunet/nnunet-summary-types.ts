/** Counts of nnU-Net's evaluator for one structure; means of these hold fractions of voxels. */
export interface NnunetMetrics {
  /** 2 TP / (2 TP + FP + FN); NaN if both masks are empty. */
  readonly Dice: number;
  readonly IoU: number;
  readonly FN: number;
  readonly FP: number;
  readonly TP: number;
  readonly TN: number;
  /** Voxels of the prediction: FP + TP. */
  readonly n_pred: number;
  /** Voxels of the reference: FN + TP. */
  readonly n_ref: number;
}

/** A `summary.json` of nnU-Net. Labels are its keys: `"3"`, for a region `"(1, 2, 3)"`. */
export interface NnunetSummary {
  /** Mean over the labels of `mean`, 0 left out. */
  readonly foregroundMean: NnunetMetrics;
  /** Mean over cases. */
  readonly mean: ReadonlyMap<string, NnunetMetrics>;
  readonly cases: readonly {
    readonly predictionFile: string;
    readonly referenceFile: string;
    readonly metrics: ReadonlyMap<string, NnunetMetrics>;
  }[];
}
