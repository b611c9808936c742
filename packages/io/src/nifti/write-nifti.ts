import { type LabelData, type LabelVolume, UsageError, type ValueVolume } from "@pgt/metrics";
import { joined } from "../joined-bytes.ts";
import { spacingOf } from "../volume/affine.ts";
import { type Datatype, datatypeNamed } from "./datatype.ts";
import { HEADER_BYTES } from "./header.ts";
import { writeCaretLabels } from "./write-caret-labels.ts";

const LONGEST_AXIS = 0x7fff;
/** Extension code that nifti1_io.h gives to Caret. */
const CARET_CODE = 30;
const XYZT_MM = 2;
/** `sform_code`: aligned to something, without saying to what. */
const SFORM_ALIGNED = 2;

/** Where the header holds a description, and its bytes. */
const DESCRIPTION = { at: 148, bytes: 79 } as const;

/**
 * A label map, or a map of values as float32 with its description, as an uncompressed single-file NIfTI-1 (little-endian): its affine as sform, its own datatype, and
 * its label names as a CaretExtension. Without an affine only the spacing is written. The header holds float32.
 *
 * @throws UsageError E_VOLUME for a volume that NIfTI-1 cannot hold or whose data do not match its shape.
 */
export function writeNifti(volume: LabelVolume | ValueVolume): Uint8Array {
  return joined(niftiParts(volume));
}

/** The same as what stands before the voxels, and the voxels where they are. */
export function niftiParts(volume: LabelVolume | ValueVolume): [Uint8Array, Uint8Array] {
  const { data } = volume;
  const labelNames = "labelNames" in volume ? volume.labelNames : undefined;
  checkShape(volume);
  const extension =
    labelNames && labelNames.size > 0 ? caretExtension(writeCaretLabels(labelNames)) : undefined;
  const head = new Uint8Array(HEADER_BYTES[1] + 4 + (extension?.length ?? 0));
  writeHeader(new DataView(head.buffer), volume, head.length);
  if (extension) {
    head[HEADER_BYTES[1]] = 1;
    head.set(extension, HEADER_BYTES[1] + 4);
  }
  return [head, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}

function writeHeader(view: DataView, volume: LabelVolume | ValueVolume, offset: number): void {
  const { shape, affine } = volume;
  const datatype = datatypeOfData(volume.data);
  const spacingMm = affine ? spacingOf(affine) : volume.spacingMm;
  view.setInt32(0, HEADER_BYTES[1], true);
  [3, ...shape, 1, 1, 1, 1].forEach((size, i) => void view.setInt16(40 + 2 * i, size, true));
  view.setInt16(70, datatype.code, true);
  view.setInt16(72, 8 * datatype.bytesPerVoxel, true);
  [1, ...spacingMm].forEach((size, i) => void view.setFloat32(76 + 4 * i, size, true));
  view.setFloat32(108, offset, true);
  view.setFloat32(112, 1, true);
  view.setUint8(123, XYZT_MM);
  if ("description" in volume) {
    const text = new TextEncoder().encode(volume.description).subarray(0, DESCRIPTION.bytes);
    text.forEach((byte, i) => void view.setUint8(DESCRIPTION.at + i, byte));
  }
  view.setInt16(254, affine ? SFORM_ALIGNED : 0, true);
  affine?.slice(0, 12).forEach((value, i) => void view.setFloat32(280 + 4 * i, value, true));
  [0x6e, 0x2b, 0x31, 0].forEach((byte, i) => void view.setUint8(344 + i, byte));
}

/** Size, code and text, padded to a multiple of 16 bytes as the format asks. */
function caretExtension(xml: string): Uint8Array {
  const text = new TextEncoder().encode(xml);
  const extension = new Uint8Array(Math.ceil((text.length + 8) / 16) * 16);
  const view = new DataView(extension.buffer);
  view.setInt32(0, extension.length, true);
  view.setInt32(4, CARET_CODE, true);
  extension.set(text, 8);
  return extension;
}

function datatypeOfData(data: LabelData | Float32Array): Datatype {
  if (data instanceof Float32Array) return datatypeNamed("float32");
  if (data instanceof Uint8Array) return datatypeNamed("uint8");
  if (data instanceof Uint16Array) return datatypeNamed("uint16");
  if (data instanceof Int16Array) return datatypeNamed("int16");
  if (data instanceof Int32Array) return datatypeNamed("int32");
  return datatypeNamed("uint32");
}

function checkShape({ shape, data, source }: LabelVolume | ValueVolume): void {
  const name = source ?? "volume";
  if (!shape.every((size) => Number.isInteger(size) && size >= 1 && size <= LONGEST_AXIS)) {
    const message = `${name}: shape is ${shape.join(" x ")}; NIfTI-1 holds 1 to ${LONGEST_AXIS} voxels along an axis`;
    throw new UsageError("E_VOLUME", message);
  }
  const expected = shape[0] * shape[1] * shape[2];
  if (data.length !== expected) {
    const message = `${name}: data has ${data.length} voxels; its shape ${shape.join(" x ")} asks for ${expected}`;
    throw new UsageError("E_VOLUME", message);
  }
}
