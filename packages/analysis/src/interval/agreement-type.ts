import type { Note } from "@pgt/metrics";
import type { CeilingAgreement, PresenceAgreement, VolumeAgreement, VoxelAgreement } from "@pgt/stats";

/** Agreement of the raters' first sessions, beside the pairwise scores (docs/methods/agreement.md). */
export interface RaterAgreement {
  /**
   * Agreement on the voxels within 5 mm of what any rater marked; pooled, with intervals over cases, and per case.
   */
  readonly voxels: readonly VoxelAgreement[];
  /** Agreement on the volumes of structures. */
  readonly volumes: readonly VolumeAgreement[];
  /** Agreement on a structure being there at all. */
  readonly presence: readonly PresenceAgreement[];
  /** Dice to the raters that no mask exceeds, from cases of three raters or more; absent in earlier documents. */
  readonly ceilings?: readonly CeilingAgreement[];
  /** Cases whose voxels could not be counted. */
  readonly notes: readonly Note[];
}
