/**
 * Measurements of one label in one pair of volumes, before any metric: the only thing a reduction in the
 * registry sees. Units stand in the names. Lengths and areas are in mm and mm2 (2-D: mm of contour); with the
 * border definitions every border voxel weighs 1 and "Mm2" counts voxels.
 */
export interface Measurement {
  readonly counts: Counts;
  /** Centres of mass in mm along the grid axes, null for an empty mask. Present if asked for. */
  readonly centroids?: { readonly referenceMm: Point | null; readonly predictionMm: Point | null };
  /** Present if asked for. If either mask is empty, both directions have count and area only. */
  readonly surface?: SurfaceMeasurement;
  /** Boundary bands by depth in voxels: |A_d ∩ B_d| and |A_d ∪ B_d|. Present if asked for. */
  readonly bands?: ReadonlyMap<number, { readonly intersection: number; readonly union: number }>;
}

type Point = readonly [number, number, number];

/** Voxels of the evaluation domain (the image, less what an ignore label covers). */
export interface Counts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
  readonly voxelVolumeMm3: number;
}

export interface SurfaceMeasurement {
  readonly referenceToPrediction: DirectedDistances;
  readonly predictionToReference: DirectedDistances;
  /**
   * Percentile (0..100) -> linear percentile of the two unweighted lists put together, in mm. Empty unless the
   * convention takes percentiles so.
   */
  readonly pooledPercentilesMm: ReadonlyMap<number, number>;
}

/** Distances from every element of one surface to the nearest element of the other. */
export interface DirectedDistances {
  /** Number of surface elements. */
  readonly count: number;
  /** Sum of the elements' weights w. */
  readonly areaMm2: number;
  /** Sum of w * d. */
  readonly weightedSumMm: number;
  /** Sum of w * d * d. */
  readonly weightedSquareSumMm2: number;
  readonly maxMm: number;
  /** Tolerance in mm -> sum of the weights of elements at most that far away. */
  readonly areaWithinMm2: ReadonlyMap<number, number>;
  /**
   * Percentile (0..100) -> distance in mm, by the method of the convention in force; empty if that is
   * `pooled-linear`.
   */
  readonly percentilesMm: ReadonlyMap<number, number>;
}
