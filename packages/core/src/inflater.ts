import { constants as sizes } from "node:buffer";
import { constants, crc32, inflateRawSync } from "node:zlib";
import { type Inflater, TooManyBytes } from "@pgt/io";

/** node:zlib as `io` wants it: into one buffer of the right size, telling where the stream ended. */
export const nodeInflater: Inflater = {
  inflateRaw(deflated, { sizeHint, maxBytes }) {
    try {
      // A little more than the hint, or zlib would ask for a second buffer and put the two together.
      const { buffer, engine } = inflateRawSync(deflated, {
        info: true,
        finishFlush: constants.Z_SYNC_FLUSH,
        chunkSize: Math.max(65536, sizeHint + 64),
        maxOutputLength: Math.max(1, Math.min(maxBytes, sizes.MAX_LENGTH)),
      }) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
      return { bytes: buffer, consumed: engine.bytesWritten };
    } catch (cause) {
      const isOver = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      throw isOver && maxBytes <= sizes.MAX_LENGTH ? new TooManyBytes(maxBytes) : cause;
    }
  },
  crc32,
};
