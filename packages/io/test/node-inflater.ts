import { constants, crc32, inflateRawSync } from "node:zlib";
import { type Inflater, TooManyBytes } from "../src/gzip/gunzip.ts";

/** Inflater of Node: zlib stops at the end of the stream and says how much it took. */
export const nodeInflater: Inflater = {
  inflateRaw(deflated, { sizeHint, maxBytes }) {
    try {
      const result: unknown = inflateRawSync(deflated, {
        info: true,
        finishFlush: constants.Z_SYNC_FLUSH,
        chunkSize: Math.max(65536, sizeHint + 64),
        maxOutputLength: Math.max(1, maxBytes),
      });
      const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
      return { bytes: buffer, consumed: engine.bytesWritten };
    } catch (cause) {
      const isOver = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      throw isOver ? new TooManyBytes(maxBytes) : cause;
    }
  },
  crc32: (bytes) => crc32(bytes),
};
