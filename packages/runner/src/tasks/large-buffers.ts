/** Smaller arrays may share their buffer with others. */
const largeBytes = 2 ** 20;

/** Buffers of the large arrays in a value, each once. */
export function largeBuffersIn(value: unknown): ArrayBuffer[] {
  return [...new Set(found(value))];
}

/**
 * Gives back the memory of the large arrays in a value, which must not be used any more, without waiting for the garbage
 * collector: they go into a channel that closes.
 */
export function releaseBuffers(value: unknown): void {
  const { port1 } = new MessageChannel();
  port1.postMessage(null, largeBuffersIn(value));
  port1.close();
}

function found(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength >= largeBytes ? [buffer] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(found) : [];
}
