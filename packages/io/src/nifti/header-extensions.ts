import { HEADER_BYTES, type NiftiHeader } from "./header.ts";

/** The texts of a header's extensions, and whether one of them is malformed. */
export interface HeaderExtensions {
  readonly texts: readonly string[];
  readonly isMalformed: boolean;
}

const EXTENSION_HEAD_BYTES = 8;

/**
 * Walks the extensions between the fixed header and `end` (the first voxel, or the end of a .hdr file): each has
 * its size and a code, four bytes each, before its data. A size that cannot be ends the walk.
 */
export function readExtensions(bytes: Uint8Array, header: NiftiHeader, end: number): HeaderExtensions {
  const flagAt = HEADER_BYTES[header.version];
  const limit = Math.min(end, bytes.length);
  const texts: string[] = [];
  if (limit < flagAt + 4 + EXTENSION_HEAD_BYTES || bytes[flagAt] === 0) return { texts, isMalformed: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, limit);
  for (let at = flagAt + 4; at + EXTENSION_HEAD_BYTES <= limit; ) {
    const size = extensionSize(view, at, header.littleEndian);
    if (size === 0) break;
    if (size === undefined) return { texts, isMalformed: true };
    texts.push(new TextDecoder().decode(bytes.subarray(at + EXTENSION_HEAD_BYTES, at + size)));
    at += size;
  }
  return { texts, isMalformed: false };
}

/** Some writers keep their own byte order in extensions: the header's is tried first. */
function extensionSize(view: DataView, at: number, littleEndian: boolean): number | undefined {
  const sizes = [view.getInt32(at, littleEndian), view.getInt32(at, !littleEndian)];
  return sizes.find((size) => size === 0 || (size >= EXTENSION_HEAD_BYTES && at + size <= view.byteLength));
}
