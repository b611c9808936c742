/** Definition of the boundary of a mask. Results of different definitions are never put into one table. */
export type Boundary = "surfel" | "border6" | "border18" | "border26";

/**
 * Way of taking a percentile from a list of surface distances.
 * - `inverse-ecdf`: weighted by element area; the smallest distance with at least p % of the area at or below it; per
 * direction, then the larger.
 * - `linear`: unweighted, linear interpolation (numpy's default); per direction, then the larger.
 * - `pooled-linear`: unweighted, linear interpolation, on both directions' distances in one list.
 */
export type PercentileMethod = "inverse-ecdf" | "linear" | "pooled-linear";

/** Values of metrics when a mask is empty; the first three are offered by name, the others belong to presets. */
export type EmptiesPolicy =
  | "mr"
  | "strict"
  | "challenge"
  | "surface-distance"
  | "metrics-reloaded"
  | "monai"
  | "medpy"
  | "nnunet";

export type ConventionId = "pgt" | "surface-distance" | "metrics-reloaded" | "monai" | "medpy" | "nnunet";

/** Settings by which a pair of masks is measured, and values of undefined cases. Stands in every result. */
export interface Convention {
  readonly id: ConventionId | "custom";
  readonly boundary: Boundary;
  readonly percentile: PercentileMethod;
  readonly empties: EmptiesPolicy;
  /**
   * A distance counts as within a tolerance if d <= tolerance * (1 + this). Headers store spacing as float32,
   * so 0.6 mm voxels lie 0.60000002 mm apart; other tools compare without slack.
   */
  readonly toleranceSlack: number;
}
