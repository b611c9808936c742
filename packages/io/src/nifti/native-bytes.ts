/**
 * `length` bytes from `offset` as values of `size` bytes in the machine's own (little-endian) order, aligned for
 * a typed array: a view of `bytes` where that is possible, else one copy. `bytes` itself is never changed.
 */
export function nativeBytes(
  bytes: Uint8Array,
  {
    offset,
    length,
    size,
    littleEndian,
  }: { offset: number; length: number; size: 1 | 2 | 4 | 8; littleEndian: boolean },
): Uint8Array {
  const byteOffset = bytes.byteOffset + offset;
  const isNative = size === 1 || littleEndian;
  if (isNative && byteOffset % size === 0) return new Uint8Array(bytes.buffer, byteOffset, length);
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(offset, offset + length));
  if (!isNative) swapInPlace(copy, size);
  return copy;
}

const PART_BYTES = 2 ** 17;

/** Swaps in parts, for the sake of the compiler (see `forParts`) and the cache. */
function swapInPlace(bytes: Uint8Array, size: 2 | 4 | 8): void {
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    const length = Math.min(PART_BYTES, bytes.length - start);
    if (size === 2) swap16(new Uint16Array(bytes.buffer, start, length / 2));
    else swap32(new Int32Array(bytes.buffer, start, length / 4));
    if (size === 8) swapWords(new Int32Array(bytes.buffer, start, length / 4));
  }
}

function swap16(values: Uint16Array): void {
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    values[i] = (v << 8) | (v >>> 8);
  }
}

function swap32(values: Int32Array): void {
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    values[i] = (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
  }
}

function swapWords(words: Int32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const first = words[i];
    words[i] = words[i + 1];
    words[i + 1] = first;
  }
}
