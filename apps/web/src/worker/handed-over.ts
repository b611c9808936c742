/**
 * Buffers in the arguments or the value of a task, of a worker that takes and gives volumes: they are handed over, so that
 * who sends them has them no more.
 */
export function buffersIn(value: unknown): ArrayBuffer[] {
  return [...new Set(found(value))];
}

function found(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== "object" || value === null || value instanceof Blob) return [];
  return Object.values(value).flatMap(found);
}
