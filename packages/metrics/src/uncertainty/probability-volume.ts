import type { Affine, Vector3 } from "../label-volume.ts";
import type { Note } from "../notes/note.ts";

/** A probability per voxel, x fastest, as in `LabelVolume`. */
export interface ProbabilityVolume {
  /** Probabilities from 0 to 1, or codes of `levels`. */
  readonly data: Float32Array | Uint8Array | Uint16Array;
  /** Probability of each code, as scaled integers have them; null if `data` holds the probabilities. */
  readonly levels: Float64Array | null;
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly affine?: Affine;
  readonly source?: string;
  /** Oddities of the file that did not prevent reading it. */
  readonly warnings?: readonly Note[];
}
