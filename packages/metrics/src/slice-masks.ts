/** Voxels of a structure in one annotation, within the window of a slice. */
export interface WindowMask {
  readonly entity: string;
  readonly session: number;
  /** Lengths of runs row by row through the window, background first, in turn background and structure. */
  readonly runs: readonly number[];
}

/** One slice of a structure as every rater drew it, cut to a window: what a picture of disagreement is drawn from. */
export interface SliceMasks {
  /** Voxel index of the slice along the slice axis, from 0. */
  readonly index: number;
  /** Pixels of the window; rows run downwards. */
  readonly width: number;
  readonly height: number;
  /** Edge lengths of a pixel in mm, across and down. */
  readonly pixelMm: readonly [number, number];
  /** Pixels of the slice that some annotations hold and others do not. */
  readonly disagreeing: number;
  readonly masks: readonly WindowMask[];
}

/** The slices of one case and structure in which raters differ most. */
export interface CaseSlices {
  readonly case: string;
  readonly label: number;
  readonly name: string;
  /** Number of slices of the volume along the slice axis. */
  readonly depth: number;
  /** Ascending by index. */
  readonly slices: readonly SliceMasks[];
}
