/**
 * Every fault a user can cause has one of these classes. The message names what was looked at, what was
 * expected, what was found and what to do; `code` is stable and may be matched by programs.
 */
export abstract class PgtError extends Error {
  abstract readonly kind: "usage" | "input" | "output" | "internal";
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The call itself is wrong: unknown metric, missing tolerance, contradictory options. Exit code 2. */
export class UsageError extends PgtError {
  override readonly name = "UsageError";
  readonly kind = "usage";
}

export type InputErrorCode =
  | "E_NOT_FOUND"
  | "E_UNREADABLE"
  | "E_NOT_A_FILE"
  | "E_EMPTY_FOLDER"
  | "E_FORMAT"
  | "E_NOT_NIFTI"
  | "E_GZIP"
  | "E_TRUNCATED"
  | "E_HEADER"
  | "E_TOO_LARGE"
  | "E_DATATYPE"
  | "E_NOT_LABELMAP"
  | "E_NOT_PROBABILITIES"
  | "E_CHANNELS"
  | "E_GEOM"
  | "E_LABELS"
  | "E_OVERLAP"
  | "E_CASES"
  | "E_MANIFEST"
  | "E_TABLE"
  | "E_RUN"
  | "E_SHARD";

/** A file, its geometry or its labels were rejected. Exit code 3. */
export class InputError extends PgtError {
  override readonly name = "InputError";
  readonly kind = "input";
  declare readonly code: InputErrorCode;
  /** The file or folder at fault. */
  readonly file: string;
  constructor(code: InputErrorCode, file: string, message: string, options?: { cause?: unknown }) {
    super(code, `${file}: ${message}`, options);
    this.file = file;
  }
}

/** Results could not be written: full disk, closed pipe, no permission. Exit code 1. */
export class OutputError extends PgtError {
  override readonly name = "OutputError";
  readonly kind = "output";
}

/** Code of comparisons that a run left out because it was interrupted. */
export const interruptedCode = "E_INTERRUPTED";

/** A fault of this program, not of its user. Exit code 1. */
export class InternalError extends PgtError {
  override readonly name = "InternalError";
  readonly kind = "internal";
}
