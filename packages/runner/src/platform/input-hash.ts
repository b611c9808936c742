export interface InputHash {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file of a mask, and whose mask of which case it is. */
export interface MaskHash extends InputHash {
  readonly case: string;
  readonly entity: string;
  readonly session: number;
}
