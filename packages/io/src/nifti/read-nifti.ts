import { InputError, type LabelData, type LabelVolume, type Note } from "@pgt/metrics";
import { type Scaling, type StoredValues, toLabels, wideToLabels } from "../volume/whole-labels.ts";
import { type LabelNames, parseCaretLabels } from "./caret-labels.ts";
import { type NiftiHeader, parseHeader } from "./header.ts";
import { readExtensions } from "./header-extensions.ts";
import { geometryOf } from "./header-geometry.ts";
import { type ImagePlan, planImage } from "./image-plan.ts";
import { nativeBytes } from "./native-bytes.ts";

/** Inflated bytes of a NIfTI file: a `.nii`, or a `.hdr` and its `.img`. */
export interface NiftiBytes {
  readonly header: Uint8Array;
  readonly image?: Uint8Array;
}

/**
 * Reads a NIfTI-1 or -2 label map from inflated bytes.
 *
 * Time and memory are linear in the voxels that the header describes, up to 2^31 - 1 of them, and no more than the
 * files hold.
 *
 * Where datatype, byte order and alignment fit, `data` is a view of the given bytes (do not change them
 * afterwards); else the voxels are copied once.
 *
 * @throws InputError E_NOT_NIFTI, E_HEADER, E_TOO_LARGE, E_DATATYPE, E_TRUNCATED, E_NOT_LABELMAP; E_NOT_FOUND for
 * the header of a pair without its image.
 */
export function readNifti(files: NiftiBytes, source: string): LabelVolume {
  const header = parseHeader(files.header, source);
  const plan = planImage(header, source);
  const geometry = geometryOf(header, plan, source);
  const voxels = voxelBytes(files, header, plan, source);
  const names = labelNames(files.header, header, plan);
  const warnings = [
    ...geometry.warnings,
    ...(names.fault ? [{ code: "N-NAMES" as const, file: source, message: names.fault }] : []),
    ...surplus(voxels, plan, source),
  ];
  return {
    data: readLabels(voxels, header, plan, source),
    shape: plan.shape,
    spacingMm: geometry.spacingMm,
    ...(geometry.affine && { affine: geometry.affine }),
    ...(names.names && { labelNames: names.names }),
    source,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** The bytes of the file that holds the voxels, checked to be long enough. */
export function voxelBytes(
  files: NiftiBytes,
  header: NiftiHeader,
  plan: ImagePlan,
  source: string,
): Uint8Array {
  if (header.isPair && !files.image) {
    throw new InputError(
      "E_NOT_FOUND",
      source,
      "this is the header of a .hdr/.img pair; its .img file is missing",
    );
  }
  if (!header.isPair && files.image) {
    throw new InputError(
      "E_HEADER",
      source,
      "the header says that it holds the voxels itself, yet an .img was given",
    );
  }
  const bytes = files.image ?? files.header;
  if (plan.offset + plan.byteLength > bytes.length) throw promisesMore(plan, bytes.length, source);
  return bytes;
}

/** Error for a header that describes more voxels than the file has. */
export function promisesMore(plan: ImagePlan, available: number | string, source: string): InputError {
  return new InputError(
    "E_TRUNCATED",
    source,
    `the header promises ${plan.shape.join(" x ")} voxels of ${plan.datatype.name}, ` +
      `${plan.offset + plan.byteLength} bytes with what precedes them; the file holds ${available}`,
  );
}

/** @throws InputError E_NOT_LABELMAP, E_TOO_LARGE. */
export function readLabels(
  bytes: Uint8Array,
  header: NiftiHeader,
  plan: ImagePlan,
  source: string,
): LabelData {
  const { datatype, shape } = plan;
  const scaling = scalingOf(header, source);
  const origin = { source, shape };
  try {
    const native = nativeVoxels(bytes, header, plan);
    if (datatype.name !== "int64" && datatype.name !== "uint64") {
      return toLabels(storedValues(native, datatype.name), scaling, origin);
    }
    const words = new Uint32Array(native.buffer, native.byteOffset, native.byteLength / 4);
    const labels = wideToLabels(words, datatype.name === "int64", origin);
    return scaling ? toLabels(labels, scaling, origin) : labels;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `no memory for ${plan.voxelCount} voxels (${cause.message}); crop it to what is marked`;
    throw new InputError("E_TOO_LARGE", source, message, { cause });
  }
}

/** The voxels of a plan in the machine's own order. */
export function nativeVoxels(bytes: Uint8Array, { littleEndian }: NiftiHeader, plan: ImagePlan): Uint8Array {
  const { datatype, offset, byteLength: length } = plan;
  return nativeBytes(bytes, { offset, length, size: datatype.bytesPerVoxel, littleEndian });
}

export function storedValues({ buffer, byteOffset, byteLength }: Uint8Array, type: string): StoredValues {
  switch (type) {
    case "int8":
      return new Int8Array(buffer, byteOffset, byteLength);
    case "uint16":
      return new Uint16Array(buffer, byteOffset, byteLength / 2);
    case "int16":
      return new Int16Array(buffer, byteOffset, byteLength / 2);
    case "uint32":
      return new Uint32Array(buffer, byteOffset, byteLength / 4);
    case "int32":
      return new Int32Array(buffer, byteOffset, byteLength / 4);
    case "float32":
      return new Float32Array(buffer, byteOffset, byteLength / 4);
    case "float64":
      return new Float64Array(buffer, byteOffset, byteLength / 8);
    default:
      return new Uint8Array(buffer, byteOffset, byteLength);
  }
}

/** Slope 0 (and NaN, which some writers leave there) means that values are stored as they are. */
export function scalingOf({ slope, intercept }: NiftiHeader, source: string): Scaling | null {
  if (slope === 0 || !Number.isFinite(slope)) return null;
  if (!Number.isFinite(intercept)) {
    throw new InputError(
      "E_HEADER",
      source,
      `scl_inter is ${intercept} with scl_slope ${slope}; expected a number`,
    );
  }
  return slope === 1 && intercept === 0 ? null : { slope, intercept };
}

export function labelNames(
  bytes: Uint8Array,
  header: NiftiHeader,
  plan: ImagePlan,
): { names?: LabelNames; fault?: string } {
  const extensions = readExtensions(bytes, header, header.isPair ? bytes.length : plan.offset);
  const tables = extensions.texts.map(parseCaretLabels);
  const names = tables.find((table) => table && table.size > 0);
  if (names) return { names };
  if (tables.includes(null)) return { fault: "The label table in the header is malformed; it was not read." };
  if (!extensions.isMalformed) return {};
  return { fault: "The header has a malformed extension; label names, if any, were not read." };
}

function surplus(bytes: Uint8Array, plan: ImagePlan, file: string): Note[] {
  const extra = bytes.length - plan.offset - plan.byteLength;
  const message = `${extra} bytes follow the last voxel; they were not read.`;
  return extra > 0 ? [{ code: "N-SURPLUS", file, message }] : [];
}
