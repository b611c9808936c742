import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** NIfTI-1 datatype codes. */
export const datatypes = {
  uint8: 2,
  int16: 4,
  int32: 8,
  float32: 16,
  complex64: 32,
  rgb24: 128,
  uint16: 512,
} as const;

const bytesPerVoxel: Readonly<Record<number, number>> = { 2: 1, 4: 2, 8: 4, 16: 4, 32: 8, 128: 3, 512: 2 };

/** Everything that a test may want to be wrong with a file. Nothing is checked: the bytes are as asked for. */
export interface NiftiFields {
  /** dim[1..]. */
  readonly dims: readonly number[];
  /** dim[0]; the length of `dims` if not given. */
  readonly rank?: number;
  readonly spacing: readonly [number, number, number];
  readonly datatype: number;
  /** Values in file order, x fastest; written as the datatype. */
  readonly values: readonly number[] | Uint8Array;
  /** Rows of the sform; null leaves its code at 0. */
  readonly sform: readonly (readonly number[])[] | null;
  /** Offset of the qform (identity rotation); null leaves its code at 0. */
  readonly qformOffset: readonly [number, number, number] | null;
  readonly magic: string;
}

export const side = 8;

/** An 8 x 8 x 8 image of 1 mm with label 1 in the cube [from, to)^3, and whatever a test changes of it. */
export function niftiFields(changes: Partial<NiftiFields> = {}, from = 2, to = 6): NiftiFields {
  const spacing = changes.spacing ?? [1, 1, 1];
  return {
    dims: [side, side, side],
    spacing,
    datatype: datatypes.uint8,
    values: cube(from, to),
    sform: scaledRows(spacing),
    qformOffset: null,
    magic: "n+1\0",
    ...changes,
  };
}

export function scaledRows(
  [x, y, z]: readonly number[],
  [i, j, k]: readonly number[] = [0, 0, 0],
): number[][] {
  return [
    [x, 0, 0, i],
    [0, y, 0, j],
    [0, 0, z, k],
  ];
}

export function cube(from: number, to: number, label = 1): number[] {
  const inside = (at: number) => at >= from && at < to;
  return Array.from({ length: side ** 3 }, (_, at) =>
    inside(at % side) && inside(Math.floor(at / side) % side) && inside(Math.floor(at / side ** 2))
      ? label
      : 0,
  );
}

/** A single NIfTI-1 file, little-endian. */
export function niftiBytes(fields: NiftiFields): Buffer {
  const { dims, spacing, datatype, values, sform, qformOffset } = fields;
  const voxelBytes = bytesPerVoxel[datatype] ?? 1;
  const bytes = Buffer.alloc(352 + values.length * voxelBytes);
  bytes.writeInt32LE(348, 0);
  bytes.writeInt16LE(fields.rank ?? dims.length, 40);
  for (let at = 0; at < 7; at++) bytes.writeInt16LE(dims[at] ?? 1, 42 + 2 * at);
  bytes.writeInt16LE(datatype, 70);
  bytes.writeInt16LE(voxelBytes * 8, 72);
  bytes.writeFloatLE(1, 76);
  for (const [at, mm] of spacing.entries()) bytes.writeFloatLE(mm, 80 + 4 * at);
  bytes.writeFloatLE(352, 108);
  bytes.writeUInt8(2, 123);
  if (qformOffset) {
    bytes.writeInt16LE(1, 252);
    for (const [at, mm] of qformOffset.entries()) bytes.writeFloatLE(mm, 268 + 4 * at);
  }
  if (sform) {
    bytes.writeInt16LE(1, 254);
    for (const [at, value] of sform.flat().entries()) bytes.writeFloatLE(value, 280 + 4 * at);
  }
  bytes.write(fields.magic, 344, "latin1");
  for (const [at, value] of values.entries()) writeVoxel(bytes, datatype, 352 + at * voxelBytes, value);
  return bytes;
}

function writeVoxel(bytes: Buffer, datatype: number, offset: number, value: number): void {
  if (datatype === datatypes.uint8) bytes.writeUInt8(value, offset);
  else if (datatype === datatypes.uint16) bytes.writeUInt16LE(value, offset);
  else if (datatype === datatypes.int16) bytes.writeInt16LE(value, offset);
  else if (datatype === datatypes.int32) bytes.writeInt32LE(value, offset);
  else if (datatype === datatypes.float32 || datatype === datatypes.complex64)
    bytes.writeFloatLE(value, offset);
  else bytes.writeUInt8(value, offset);
}

/** Writes a mask; gzip by the name. Returns the path. */
export function writeMask(path: string, changes: Partial<NiftiFields> = {}, from = 2, to = 6): string {
  const bytes = niftiBytes(niftiFields(changes, from, to));
  writeFileSync(path, path.endsWith(".gz") ? gzipSync(bytes) : bytes);
  return path;
}
