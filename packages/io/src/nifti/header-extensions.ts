import { HEADER_BYTES, type NiftiHeader } from "./header.ts";

/** The texts of a header's extensions, and whether one of them is malformed. */
export interface HeaderExtensions {
  readonly texts: readonly string[];
  readonly isMalformed: boolean;
}

const EXTENSION_HEAD_BYTES = 8;
/** Data that are shorter name no label. */
const LEAST_TEXT_BYTES = 48;
/** Extensions beyond are not read. */
const MOST_BYTES = 2 ** 24;

/**
 * Walks the extensions between the fixed header and `end` (the first voxel, or the end of a .hdr file): each has
 * its size and a code, four bytes each, before its data. A size that cannot be ends the walk, and so does one that
 * passes 16 MiB.
 */
export function readExtensions(bytes: Uint8Array, header: NiftiHeader, end: number): HeaderExtensions {
  const flagAt = HEADER_BYTES[header.version];
  const limit = Math.min(end, bytes.length, MOST_BYTES);
  const texts: string[] = [];
  if (limit < flagAt + 4 + EXTENSION_HEAD_BYTES || bytes[flagAt] === 0) return { texts, isMalformed: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, limit);
  const decoder = new TextDecoder();
  for (let at = flagAt + 4; at + EXTENSION_HEAD_BYTES <= limit; ) {
    const size = extensionSize(view, at, header.littleEndian);
    if (size === 0) break;
    if (size === undefined) return { texts, isMalformed: true };
    const data = bytes.subarray(at + EXTENSION_HEAD_BYTES, at + size);
    if (data.length >= LEAST_TEXT_BYTES) texts.push(decoder.decode(data));
    at += size;
  }
  return { texts, isMalformed: false };
}

/** Some writers keep their own byte order in extensions: the header's is tried first. */
function extensionSize(view: DataView, at: number, littleEndian: boolean): number | undefined {
  const sizes = [view.getInt32(at, littleEndian), view.getInt32(at, !littleEndian)];
  return sizes.find((size) => size === 0 || (size >= EXTENSION_HEAD_BYTES && at + size <= view.byteLength));
}
