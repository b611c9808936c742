/** Voxels of an organ in the two masks of a comparison. */
export interface OrganVoxels {
  readonly reference: number;
  readonly prediction: number;
}
