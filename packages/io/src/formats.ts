import {
  expectedKinds,
  type FileKindId,
  fileKindOf,
  filePairOf,
  InputError,
  type LabelVolume,
  maskExtensions,
  usualExtension,
  type ValueVolume,
} from "@pgt/metrics";
import type { Format } from "./format.ts";
import { joined } from "./joined-bytes.ts";
import { niftiFormat } from "./nifti/nifti-format.ts";

/** Format of each kind of file. */
const formats: Readonly<Record<FileKindId, Format>> = { nifti: niftiFormat };

/** Formats that people have masks in and that are not read: how their files begin, or what stands at an offset. */
const unread: readonly (readonly [name: string, signature: string, offset?: number])[] = [
  ["an NRRD file", "NRRD000"],
  ["a MetaImage file", "ObjectType ="],
  ["a DICOM file", "DICM", 128],
  ["a NumPy file (.npy)", "\x93NUMPY"],
  ["a zip archive (.npz files are such)", "PK\x03\x04"],
  ["a PNG image", "\x89PNG\r\n\x1a\n"],
  ["a JPEG image", "\xff\xd8\xff"],
  ["a TIFF image", "II*\0"],
  ["a TIFF image", "MM\0*"],
  ["an HDF5 file", "\x89HDF\r\n\x1a\n"],
  ["a file compressed with zstd", "\x28\xb5\x2f\xfd"],
];

/**
 * Finds the format of a file by its content, then by its name.
 *
 * @param start the beginning of the file, inflated.
 * @throws InputError E_FORMAT for content of a known format that is not read.
 */
export function formatOf(start: Uint8Array, path: string): Format {
  const recognised = Object.values(formats).find(({ recognises }) => recognises(start));
  if (recognised) return recognised;
  const other = unread.find(([, signature, offset = 0]) => isAt(start, signature, offset));
  if (!other) return formatNamed(path);
  const message = `expected a mask as ${expectedKinds}, found ${other[0]}; save the mask as ${usualExtension} with the program that wrote it`;
  throw new InputError("E_FORMAT", path, message);
}

/** Extensions that masks can be written with, each as one file. */
export const writtenExtensions = maskExtensions.filter((extension) => {
  const name = `mask${extension}`;
  return filePairOf(name) === null && formatNamed(name).write !== undefined;
});

/** Content of a mask file in the format of its name, not compressed. */
export function writeMaskFile(name: string, volume: LabelVolume | ValueVolume): Uint8Array {
  return joined(maskFileParts(name, volume));
}

/** The same in parts: the voxels are not copied. */
export function maskFileParts(name: string, volume: LabelVolume | ValueVolume): readonly Uint8Array[] {
  return formatNamed(name).write!(volume);
}

/** Format by the extension, NIfTI for a name without one. */
function formatNamed(path: string): Format {
  return formats[fileKindOf(path) ?? "nifti"];
}

function isAt(bytes: Uint8Array, signature: string, offset: number): boolean {
  return Array.from(signature).every((letter, at) => bytes[offset + at] === letter.charCodeAt(0));
}
