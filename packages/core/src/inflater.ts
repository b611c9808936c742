import { constants, crc32, inflateRawSync } from "node:zlib";
import type { Inflater } from "@pgt/io";

/** node:zlib as `io` wants it: into one buffer of the right size, telling where the stream ended. */
export const nodeInflater: Inflater = {
  inflateRaw(deflated, { sizeHint, maxBytes }) {
    // A little more than the hint, or zlib would ask for a second buffer and put the two together.
    const { buffer, engine } = inflateRawSync(deflated, {
      info: true,
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: Math.max(65536, sizeHint + 64),
      maxOutputLength: Math.max(1, maxBytes),
    }) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return { bytes: buffer, consumed: engine.bytesWritten };
  },
  crc32,
};
