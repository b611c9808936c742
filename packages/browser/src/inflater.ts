import { type Inflated, type InflateRequest, type Inflater, TooManyBytes } from "@pgt/io";
import { Inflate } from "pako";

const trailerBytes = 8;
/** Bytes that pako hands over at a time: what a member of bgzip holds. */
const chunkBytes = 2 ** 16;
const syncFlush = 2;
const ran = { ok: 0, bufferError: -5 };

/**
 * The browser's own decompression for whole files, which is faster than any in JavaScript but does not tell where a
 * stream ended; zlib in JavaScript for beginnings of files, files in several parts, and damaged ones, to name the
 * fault.
 */
export const browserInflater: Inflater = {
  async inflateRaw(deflated, request) {
    const isWhole = request.sizeHint > 0 && deflated.length > trailerBytes;
    const whole = isWhole ? await inflateWhole(deflated, request) : null;
    return whole ?? inflateByZlib(deflated, request);
  },
};

/** Magic number, deflate, and nothing else. */
const gzipHeader = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255);

/** Null unless the stream and its trailer, which the browser checks, end exactly where the bytes do. */
async function inflateWhole(
  deflated: Uint8Array,
  { sizeHint, maxBytes }: InflateRequest,
): Promise<Inflated | null> {
  if (typeof DecompressionStream === "undefined") return null;
  const consumed = deflated.length - trailerBytes;
  const input = new Blob([gzipHeader, deflated as BlobPart]).stream();
  const output = room(Math.min(sizeHint, maxBytes));
  try {
    const reader = input.pipeThrough(new DecompressionStream("gzip")).getReader();
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === output.length ? { bytes: output, consumed, isChecked: true } : null;
      if (at + value.length > output.length) {
        await reader.cancel();
        return null;
      }
      output.set(value, at);
      at += value.length;
    }
  } catch {
    return null;
  }
}

function room(bytes: number): Uint8Array {
  // Its RangeError is what an inflater throws when memory does not suffice.
  return new Uint8Array(bytes);
}

function inflateByZlib(deflated: Uint8Array, { maxBytes }: InflateRequest): Inflated {
  const inflate = new Inflate({ raw: true, chunkSize: chunkBytes });
  const chunks: Uint8Array[] = [];
  let length = 0;
  inflate.onData = (chunk) => {
    length += chunk.length;
    if (length > maxBytes) throw new TooManyBytes(maxBytes);
    chunks.push(chunk);
  };
  inflate.push(deflated, syncFlush);
  if (inflate.err !== ran.ok && inflate.err !== ran.bufferError) throw new Error(inflate.msg);
  const bytes = room(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const { strm } = inflate as unknown as { strm: { avail_in: number } };
  return { bytes, consumed: deflated.length - strm.avail_in };
}
