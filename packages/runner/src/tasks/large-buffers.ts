/** Smaller arrays may share their buffer with others. */
const largeBytes = 2 ** 20;

/** Buffers of the large arrays in a value, each once. */
export function largeBuffersIn(value: unknown): ArrayBuffer[] {
  return [...new Set(found(value))];
}

function found(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength >= largeBytes ? [buffer] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(found) : [];
}
