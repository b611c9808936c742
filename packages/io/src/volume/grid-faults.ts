import type { Affine, Vector3 } from "@pgt/metrics";
import { columnsOf, dot, norm, spacingOf, subtract, toIndex, toWorld, unit } from "./affine.ts";
import type { Orientation } from "./orientation.ts";

/**
 * Two grids are the same when no corner of one lies further than this from the other's, along any axis and in
 * voxels of the reference. It covers float32 headers (up to about 1e-3) and spacing cut to four decimals
 * (0.7031 for 0.703125 mm adds up to 0.018 voxels over 512), and is far below what could move a score.
 */
export const GRID_TOLERANCE_VOXELS = 0.02;

/** A grid in the reference's axis order and direction, if one was found. */
export interface Grid {
  readonly shape: Vector3;
  readonly affine: Affine;
}

const axisNames = ["x", "y", "z"] as const;

/** Describes, in words and numbers, every way in which two grids that cannot be compared differ. */
export function describeFaults(reference: Grid, prediction: Grid, orientation: Orientation): string[] {
  const shape = shapeFaults(reference.shape, prediction.shape);
  const spacing = spacingFaults(spacingOf(reference.affine), spacingOf(prediction.affine), reference.shape);
  const rotation = rotationFaults(reference, prediction);
  // Another field of view may be stored in another order without harm: only the same shape makes this a fault.
  const order = shape.length === 0 ? orientationFaults(orientation) : [];
  const others = [...shape, ...spacing, ...rotation, ...order];
  return [...others, ...shiftFaults(reference, prediction, others.length > 0)];
}

/** `122 x 101 x 112 voxels instead of 122 x 101 x 30 (differs along z)`. */
export function shapeFaults(reference: Vector3, prediction: Vector3): string[] {
  const differing = axesWhere((axis) => reference[axis] !== prediction[axis]);
  if (differing === "") return [];
  const shown = `${prediction.join(" x ")} voxels instead of ${reference.join(" x ")}`;
  return [`different shape: ${shown} (differs along ${differing})`];
}

/** Spacings differ when the difference adds up to more than the tolerance over the grid. */
export function spacingFaults(reference: Vector3, prediction: Vector3, shape: Vector3): string[] {
  const differing = axesWhere((axis) => {
    const driftVoxels = (Math.abs(prediction[axis] - reference[axis]) * shape[axis]) / reference[axis];
    return driftVoxels > GRID_TOLERANCE_VOXELS;
  });
  if (differing === "") return [];
  const shown = `${prediction.map(brief).join(" x ")} mm instead of ${reference.map(brief).join(" x ")} mm`;
  return [`different spacing: ${shown} (differs along ${differing})`];
}

function rotationFaults(reference: Grid, prediction: Grid): string[] {
  const theirs = columnsOf(prediction.affine);
  const angles = columnsOf(reference.affine).map((column, axis) => angleBetween(column, theirs[axis]));
  const spacing = spacingOf(reference.affine);
  const isTurned = angles.some((angle, axis) => {
    const driftMm = Math.sin(angle) * spacing[axis] * reference.shape[axis];
    return driftMm / Math.min(...spacing) > GRID_TOLERANCE_VOXELS;
  });
  const degrees = (Math.max(...angles) * 180) / Math.PI;
  return isTurned ? [`rotated: its axes are turned by ${brief(degrees)} degrees`] : [];
}

/** Exact for small angles, where the arc cosine of a dot product is not. */
function angleBetween(a: Vector3, b: Vector3): number {
  const half = norm(subtract(unit(a), unit(b))) / 2;
  return 2 * Math.asin(Math.min(half, 1));
}

function orientationFaults({ axes, flips }: Orientation): string[] {
  const flipped = axesWhere((axis) => flips[axis]);
  const order = axes.map((axis) => axisNames[axis]).join(", ");
  return [
    ...(flipped === ""
      ? []
      : [`flipped axis: ${flipped} runs in the opposite direction, and the grid differs`]),
    ...(order === "x, y, z" ? [] : [`different axis order: its ${order} lie along the reference's x, y, z`]),
  ];
}

/** Shift of the first voxel, once the axes run alike. Named when it is large, or when there is no other fault. */
function shiftFaults(reference: Grid, prediction: Grid, hasOthers: boolean): string[] {
  const first = toWorld(prediction.affine, [0, 0, 0]);
  const shiftVoxels = toIndex(reference.affine, first);
  if (hasOthers && Math.max(...shiftVoxels.map(Math.abs)) <= GRID_TOLERANCE_VOXELS) return [];
  const shiftMm = subtract(first, toWorld(reference.affine, [0, 0, 0]));
  const alongGridMm = columnsOf(reference.affine).map((column) => dot(shiftMm, unit(column)));
  const shown = alongGridMm.map((mm) => `${mm > 0 ? "+" : ""}${brief(mm)}`).join(", ");
  return [`shifted origin: by (${shown}) mm along the reference's x, y, z`];
}

function axesWhere(holds: (axis: 0 | 1 | 2) => boolean): string {
  return ([0, 1, 2] as const)
    .filter(holds)
    .map((axis) => axisNames[axis])
    .join(", ");
}

/** Six digits, without the noise of float32; lengths too small to matter are 0. */
function brief(value: number): string {
  return String(Math.abs(value) < 1e-6 ? 0 : Number(value.toPrecision(6)));
}
