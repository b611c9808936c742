import type { PresenceAgreement, VolumeAgreement, VoxelAgreement } from "@pgt/stats";

/** How the raters' first sessions agree, beside the pairwise scores (docs/methods/agreement.md). */
export interface RaterAgreement {
  /** On the voxels within 5 mm of what any rater marked; pooled, with intervals over cases, and per case. */
  readonly voxels: readonly VoxelAgreement[];
  /** On the volumes of structures. */
  readonly volumes: readonly VolumeAgreement[];
  /** On whether a structure is there at all. */
  readonly presence: readonly PresenceAgreement[];
  /** Cases whose voxels could not be counted, one sentence each. */
  readonly notes: readonly string[];
}
