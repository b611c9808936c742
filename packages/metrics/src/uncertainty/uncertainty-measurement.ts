/**
 * Measurements of one structure of one case: several raters' masks, and the probabilities or samples that are compared
 * with them. The only thing that a reduction of an uncertainty metric sees. `q` is the share of the raters that mark a
 * voxel, `p` its probability.
 */
export interface UncertaintyMeasurement {
  readonly raters: number;
  /** Voxels by the number of raters that mark them, 0 to all, in the whole image. */
  readonly voxelsByVotes: readonly number[];
  /** Absent where nothing but the raters was measured. */
  readonly map?: MapMeasurement;
  /** Distances between samples and raters. */
  readonly energy?: EnergyDistances;
  /** Continuous ranked probability score of the volume in mL, against each rater. */
  readonly volumeCrpsMl?: readonly number[];
  readonly ceilings?: Ceilings;
}

/** Sums over a probability map. */
export interface MapMeasurement {
  /** Over the whole image. */
  readonly image: {
    readonly sumP: number;
    readonly sumPSquared: number;
    /** Sum of p q. */
    readonly sumProduct: number;
    /** Sum of min(p, q). */
    readonly sumMinimum: number;
    /** Voxels by bin of p, and within it by the number of raters that mark them. */
    readonly voxelsByBin: readonly (readonly number[])[];
    /** Voxels that each rater marks, by bin of p. */
    readonly raterVoxelsByBin: readonly (readonly number[])[];
  };
  readonly region: CalibrationSums;
}

/** Sums over the voxels on which calibration is judged. */
export interface CalibrationSums {
  readonly voxels: number;
  /** Ten bins of p of equal width, [m/10, (m + 1)/10), the last one closed. */
  readonly bins: readonly CalibrationBin[];
  /** Ten groups of equally many voxels in the order of p; voxels of equal p are shared among groups in proportion. */
  readonly massBins: readonly CalibrationBin[];
  /** Sum of (p - q)². */
  readonly sumSquaredError: number;
  /** Sum of -q ln p - (1 - q) ln(1 - p), with p cut to [1e-7, 1 - 1e-7]. */
  readonly sumLogLoss: number;
}

export interface CalibrationBin {
  readonly voxels: number;
  readonly sumP: number;
  readonly sumQ: number;
}

/** Mean distances 1 - IoU, that of two empty masks being 0. */
export interface EnergyDistances {
  /** Samples and raters. */
  readonly between: number;
  /** Over all ordered pairs of samples, those of a sample with itself included. */
  readonly samples: number;
  readonly raters: number;
  /** Over pairs of different samples; NaN if there is one sample. */
  readonly samplesUnbiased: number;
  readonly ratersUnbiased: number;
}

/** Mean Dice to the raters of one case that no mask exceeds. */
export interface Ceilings {
  /** Largest mean Dice that any mask has to these raters. */
  readonly expected: number;
  /** Mean Dice of the left-out rater to the mask that is best for the others; NaN for one rater. */
  readonly leaveOneOut: number;
}
