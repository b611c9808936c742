/**
 * Reads the beginning of a file, inflated if it is compressed with gzip.
 *
 * @returns `count` bytes, or fewer if it holds no more.
 * @throws Error if it cannot be inflated.
 */
export async function firstBytes(file: Blob, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (!(a === 0x1f && b === 0x8b)) return new Uint8Array(await file.slice(0, count).arrayBuffer());
  const bytes = new Uint8Array(count);
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let length = 0;
  while (length < count) {
    const { done, value } = await reader.read().catch((cause) => {
      throw new Error(`it cannot be inflated (${cause instanceof Error ? cause.message : String(cause)})`);
    });
    if (done) break;
    const part = value.subarray(0, count - length);
    bytes.set(part, length);
    length += part.length;
  }
  // Faults after the wanted bytes do not matter.
  await reader.cancel().catch(() => {});
  return bytes.subarray(0, length);
}
