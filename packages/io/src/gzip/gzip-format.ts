/** Deflate emits at most 1032 bytes per byte read, so no honest member is larger than this times its length. */
export const MAX_DEFLATE_RATIO = 1032;

/** CRC-32 and length of the inflated bytes, four bytes each, behind every member's deflate stream. */
export const GZIP_TRAILER_BYTES = 8;

const FIXED_HEADER_BYTES = 10;
const FLAG_HEADER_CRC = 2;
const FLAG_EXTRA = 4;
const FLAG_NAME = 8;
const FLAG_COMMENT = 16;
const RESERVED_FLAGS = 0xe0;

/** Tells if the bytes begin as a gzip file does (RFC 1952: 1f 8b). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Size of the first buffer: ISIZE of the trailer, which is the length modulo 2^32 of
 * the last member only; the largest such number up to `maxBytes`. Never more than deflate could produce from so many
 * bytes.
 */
export function gunzipSizeHint(bytes: Uint8Array, maxBytes = 2 ** 32): number {
  if (!isGzip(bytes) || bytes.length < FIXED_HEADER_BYTES + GZIP_TRAILER_BYTES) return 0;
  const most = Math.min(maxBytes, bytes.length * MAX_DEFLATE_RATIO);
  const size = uint32At(bytes, bytes.length - 4);
  return size > most ? most : size + Math.floor((most - size) / 2 ** 32) * 2 ** 32;
}

/** Length of the header of the member at `start`; null when the bytes end within it; a string names a fault. */
export function gzipHeaderLength(bytes: Uint8Array, start: number): number | null | string {
  if (bytes.length < start + FIXED_HEADER_BYTES) return null;
  const flags = bytes[start + 3];
  if (bytes[start + 2] !== 8) return `compression method ${bytes[start + 2]} instead of 8 (deflate)`;
  if (flags & RESERVED_FLAGS) return `reserved flags are set (${flags})`;
  let at = start + FIXED_HEADER_BYTES;
  if (flags & FLAG_EXTRA) {
    if (bytes.length < at + 2) return null;
    at += 2 + bytes[at] + 256 * bytes[at + 1];
  }
  if (flags & FLAG_NAME) at = afterZero(bytes, at);
  if (flags & FLAG_COMMENT) at = afterZero(bytes, at);
  if (flags & FLAG_HEADER_CRC) at += 2;
  return at <= bytes.length ? at - start : null;
}

function afterZero(bytes: Uint8Array, from: number): number {
  const zero = bytes.indexOf(0, from);
  return zero < 0 ? Number.POSITIVE_INFINITY : zero + 1;
}

/** Little-endian unsigned 32-bit number at `at`. */
export function uint32At(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
