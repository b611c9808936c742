import { InputError } from "@pgt/metrics";
import { NIFTI1, NIFTI2 } from "nifti-reader-js";
import { isGzip } from "../gzip/gzip-format.ts";
import { otherContent } from "./other-content.ts";

/** The fields of a NIfTI header that matter for a label map, as they stand in the file. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** The voxels are in a separate .img file. */
  readonly isPair: boolean;
  /** `dim[0..7]`: number of axes, then voxels along each. */
  readonly dims: readonly number[];
  readonly datatypeCode: number;
  /** `pixdim[0..7]`: handedness of the qform, then spacing along each axis. */
  readonly pixDims: readonly number[];
  readonly voxOffset: number;
  readonly slope: number;
  readonly intercept: number;
  /** The `xyzt_units` byte or word. */
  readonly units: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** `quatern_b, c, d`. */
  readonly quaternion: readonly [number, number, number];
  readonly qoffset: readonly [number, number, number];
  /** `srow_x, srow_y, srow_z`: 12 numbers, row-major. */
  readonly srows: readonly number[];
}

/** Length of the fixed header; four bytes that announce extensions follow it. */
export const HEADER_BYTES = { 1: 348, 2: 540 } as const;

/** Bytes of a file that are enough for `parseHeader`. */
export const LONGEST_HEADER_BYTES = HEADER_BYTES[2];

/**
 * Reads the fixed header at the start of `bytes` (inflated).
 *
 * Field decoding is nifti-reader-js; it is given the fixed header alone, because its extension scan may not end
 * on a negative size. Its `affine` is not used (it prefers the qform at times, and has none for NIfTI-2), and
 * int64 fields are read here, because it misreads negative ones.
 *
 * @throws InputError E_NOT_NIFTI, or E_TRUNCATED when the bytes end within the header.
 */
export function parseHeader(bytes: Uint8Array, source: string): NiftiHeader {
  const form = recognise(bytes, source);
  const fixed = new Uint8Array(HEADER_BYTES[form.version]);
  fixed.set(bytes.subarray(0, fixed.length));
  const view = new DataView(fixed.buffer);
  const fields = form.version === 1 ? new NIFTI1() : new NIFTI2();
  fields.readHeader(fixed.buffer);
  const isVersion1 = form.version === 1;
  const int64 = (at: number) => Number(view.getBigInt64(at, form.littleEndian));
  return {
    ...form,
    dims: isVersion1 ? fields.dims : eight((i) => int64(16 + 8 * i)),
    datatypeCode: fields.datatypeCode,
    pixDims: fields.pixDims,
    voxOffset: isVersion1 ? fields.vox_offset : int64(168),
    slope: fields.scl_slope,
    intercept: fields.scl_inter,
    units: fields.xyzt_units,
    qformCode: fields.qform_code,
    sformCode: fields.sform_code,
    quaternion: [fields.quatern_b, fields.quatern_c, fields.quatern_d],
    qoffset: [fields.qoffset_x, fields.qoffset_y, fields.qoffset_z],
    srows: Array.from({ length: 12 }, (_, i) =>
      isVersion1
        ? view.getFloat32(280 + 4 * i, form.littleEndian)
        : view.getFloat64(400 + 8 * i, form.littleEndian),
    ),
  };
}

/** Tells if bytes (inflated) begin as those of NIfTI do. */
export function isNiftiHeader(bytes: Uint8Array): boolean {
  return hasMagic(bytes, 1) || hasMagic(bytes, 2);
}

interface Form {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  readonly isPair: boolean;
}

function recognise(bytes: Uint8Array, source: string): Form {
  const refuse = (found: string) => new InputError("E_NOT_NIFTI", source, `not a NIfTI file: ${found}`);
  if (bytes.length < 4) throw refuse(`it has ${bytes.length} bytes`);
  if (isGzip(bytes)) throw refuse("what it holds is compressed with gzip once more");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = view.getInt8(0) !== 0;
  const size = view.getInt32(0, littleEndian);
  if (size !== HEADER_BYTES[1] && size !== HEADER_BYTES[2]) {
    throw refuse(otherContent(bytes) ?? "it begins with neither 348 (NIfTI-1) nor 540 (NIfTI-2)");
  }
  if (bytes.length < size) {
    throw new InputError(
      "E_TRUNCATED",
      source,
      `the header has ${size} bytes, the file only ${bytes.length}`,
    );
  }
  const version = size === HEADER_BYTES[1] ? 1 : 2;
  const magic = magicOf(bytes, version);
  if (!hasMagic(bytes, version)) {
    throw refuse(
      `its magic is ${JSON.stringify(magic)} instead of "n+${version}" or "ni${version}"` +
        (version === 1 ? " (an Analyze 7.5 header, which has no orientation, looks like this)" : ""),
    );
  }
  return { version, littleEndian, isPair: magic[1] === "i" };
}

function magicOf(bytes: Uint8Array, version: 1 | 2): string {
  const at = version === 1 ? 344 : 4;
  return String.fromCharCode(...bytes.subarray(at, at + 3));
}

function hasMagic(bytes: Uint8Array, version: 1 | 2): boolean {
  const magic = magicOf(bytes, version);
  return magic === `n+${version}` || magic === `ni${version}`;
}

function eight(value: (index: number) => number): number[] {
  return Array.from({ length: 8 }, (_, i) => value(i));
}
