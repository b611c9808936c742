import { InputError, type LabelVolume, type ProbabilityVolume } from "@pgt/metrics";
import { cornerDistanceVoxels, isUsable } from "./affine.ts";
import { describeFaults, GRID_TOLERANCE_VOXELS, shapeFaults, spacingFaults } from "./grid-faults.ts";
import { isIdentity, nearestOrientation, orientAffine, orientData, orientShape } from "./orientation.ts";

type Grid = Pick<LabelVolume, "shape" | "spacingMm" | "affine" | "source">;

/**
 * The prediction on the reference's axis order and direction, by permutation and flips of its axes alone; the
 * prediction itself when it already lies so. Nothing is resampled.
 *
 * The grids must be the same: their corners agree within `GRID_TOLERANCE_VOXELS` of a reference voxel. When
 * either volume has no affine, shape and spacing are compared and nothing is re-oriented.
 *
 * @throws InputError E_GEOM naming every fault with numbers: shape, spacing, flipped axis, shift, rotation.
 */
export function alignTo<Volume extends LabelVolume | ProbabilityVolume>({
  reference,
  prediction,
}: {
  reference: Grid;
  prediction: Volume;
}): Volume {
  if (!reference.affine || !prediction.affine) return alignByShape(reference, prediction);
  for (const volume of [reference, prediction]) {
    if (!isUsable(volume.affine!))
      throw new InputError("E_GEOM", nameOf(volume), "its affine is not invertible");
  }
  const orientation = nearestOrientation(reference.affine, prediction.affine);
  const shape = orientShape(prediction.shape, orientation);
  const affine = orientAffine(prediction.affine, prediction.shape, orientation);
  const isSameShape = shape.every((size, axis) => size === reference.shape[axis]);
  const distance = cornerDistanceVoxels(reference.affine, affine, reference.shape);
  if (!isSameShape || !(distance <= GRID_TOLERANCE_VOXELS)) {
    const grids = [
      { shape: reference.shape, affine: reference.affine },
      { shape, affine },
    ] as const;
    throw refuse(reference, prediction, describeFaults(grids[0], grids[1], orientation));
  }
  if (isIdentity(orientation)) return prediction;
  const data = orientData(prediction.data, prediction.shape, orientation);
  return { ...prediction, data, shape, affine, spacingMm: orientShape(prediction.spacingMm, orientation) };
}

function alignByShape<Volume extends Grid>(reference: Grid, prediction: Volume): Volume {
  const faults = [
    ...shapeFaults(reference.shape, prediction.shape),
    ...spacingFaults(reference.spacingMm, prediction.spacingMm, reference.shape),
  ];
  if (faults.length > 0) throw refuse(reference, prediction, faults);
  return prediction;
}

function refuse(reference: Grid, prediction: Grid, faults: readonly string[]): InputError {
  return new InputError(
    "E_GEOM",
    nameOf(prediction),
    `does not lie on the grid of ${reference.source ?? "the reference"}: ${faults.join("; ")}. ` +
      "Nothing is resampled; bring both masks onto one grid first",
  );
}

function nameOf(volume: Grid): string {
  return volume.source ?? "volume in memory";
}
