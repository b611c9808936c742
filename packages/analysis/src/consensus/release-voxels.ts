import type { LabelData } from "@pgt/metrics";

/** Smaller arrays may share their memory with others. */
const LEAST_BYTES = 2 ** 22;

/**
 * Lets go of the memory of voxels that nobody reads any more: the collector lets large arrays wait, so that the masks of
 * several raters would lie in memory together. What cannot be handed over is left to it.
 */
export function releaseVoxels(voxels: readonly (LabelData | Float32Array)[]): void {
  const buffers = new Set(voxels.map(({ buffer }) => buffer));
  const { port1 } = new MessageChannel();
  for (const buffer of buffers) {
    if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < LEAST_BYTES) continue;
    try {
      port1.postMessage(null, [buffer]);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  port1.close();
}
