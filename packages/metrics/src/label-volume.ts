import type { Note } from "./notes/note.ts";

/** Typed arrays that a label map may be held in. Files of other types are converted by `io` without loss. */
export type LabelData = Uint8Array | Uint16Array | Int16Array | Int32Array | Uint32Array;

/** Largest label that one of these arrays holds. */
export const largestLabel = 0xffffffff;

/** Tells if a number can be a label of a table or a map: a whole number from 0, the background, to `largestLabel`. */
export function isLabelNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestLabel;
}

export type Vector3 = readonly [number, number, number];

/** Row-major 4 x 4 matrix from voxel index (i, j, k, 1) to world coordinates in mm (NIfTI: RAS+). */
export type Affine = readonly number[];

/**
 * A label map: one integer per voxel, 0 is background.
 *
 * `data[x + nx * (y + ny * z)]` is the label of voxel (x, y, z): x runs fastest, as in NIfTI.
 * A 2-D image has one axis of size 1 (any of the three).
 */
export interface LabelVolume {
  readonly data: LabelData;
  /** Number of voxels along each axis, `[nx, ny, nz]`. */
  readonly shape: Vector3;
  /** Edge lengths of a voxel in mm, along the same axes. */
  readonly spacingMm: Vector3;
  /** Place of the grid in the world. Absent for volumes made in memory: then only shape and spacing are compared. */
  readonly affine?: Affine;
  /** Names that the file itself carries for its labels. */
  readonly labelNames?: ReadonlyMap<number, string>;
  /** File name or other description, for messages. */
  readonly source?: string;
  /** Oddities of the file that did not prevent reading it. */
  readonly warnings?: readonly Note[];
}

/** A map of the same grid with a number for every voxel: votes, shares, entropy, millimetres. */
export interface ValueVolume extends Pick<LabelVolume, "shape" | "spacingMm" | "affine" | "source"> {
  readonly data: Float32Array;
  /** Text for the header, at most 79 bytes. */
  readonly description: string;
}

/**
 * One structure to be compared. A region (several ids read as one structure) lists all its ids.
 * The ids may differ between the two volumes (files of different tools matched by name).
 */
export interface LabelSpec {
  readonly label: number;
  readonly name: string;
  readonly referenceIds: readonly number[];
  readonly predictionIds: readonly number[];
}
