/** Smaller arrays may share their buffer with others. */
const largeBytes = 2 ** 20;

/** Buffers of the large arrays in a value, each once. */
export function largeBuffersIn(value: unknown): ArrayBuffer[] {
  return [...new Set(found(value))];
}

/**
 * Gives back the memory of the large arrays in a value, which must not be used any more, without waiting for the garbage
 * collector: they are sent into a channel with closed ends.
 */
export function releaseBuffers(value: unknown): void {
  const buffers = largeBuffersIn(value);
  if (buffers.length === 0) return;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(null, buffers);
  port1.close();
}

function found(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength >= largeBytes ? [buffer] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(found) : [];
}
