import { InputError, type Note } from "@pgt/metrics";
import { joined } from "../joined-bytes.ts";
import { crc32 as portableCrc32 } from "./crc32.ts";
import { GZIP_TRAILER_BYTES, gunzipSizeHint, gzipHeaderLength, isGzip, uint32At } from "./gzip-format.ts";

/** Output of one raw deflate stream. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** Number of the given bytes that the stream took up; all of them when they ended before the stream did. */
  readonly consumed: number;
  /** The checksum and length behind the stream were found to match, so that they need not be looked at again. */
  readonly isChecked?: boolean;
}

export interface InflateRequest {
  /** Expected number of bytes; a hint for the first buffer, 0 when unknown. */
  readonly sizeHint: number;
  /** Largest size that may come out. */
  readonly maxBytes: number;
}

/**
 * More came out of a stream than was allowed. Any other RangeError of an inflater means that memory did not suffice.
 */
export class TooManyBytes extends RangeError {
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes came out`);
  }
}

/** The platform's decompression, handed in by each platform. */
export interface Inflater {
  /**
   * Inflates the raw deflate stream (RFC 1951) at the start of `deflated` and stops at its end: other bytes (at
   * least the gzip trailer) follow. When the input ends first, what came out so far is returned and `consumed`
   * is `deflated.length`; this also serves to inflate a prefix. Throws TooManyBytes when more than `maxBytes` come
   * out, another RangeError when memory does not suffice, any other Error when the stream is corrupt.
   */
  inflateRaw(deflated: Uint8Array, request: InflateRequest): Inflated | Promise<Inflated>;
  /** CRC-32 as an unsigned number, where the platform has a fast one. */
  crc32?(bytes: Uint8Array): number;
}

/** An inflated file, and oddities that did not prevent inflating it. */
export interface Gunzipped {
  readonly bytes: Uint8Array;
  readonly warnings: readonly Note[];
}

/** Members that may be as small as they like; bgzip fills each with 64 KiB, except the last. */
const FEW_MEMBERS = 100;
/** Bytes that more members hold on average. */
const LEAST_MEMBER_BYTES = 2 ** 14;

/**
 * Inflates a gzip file (RFC 1952): all its members, with CRC and length checked. Zeros behind the last member are
 * padding and give a warning. Time and memory are linear in `maxBytes`: each member takes a tenth of a millisecond,
 * and more than a hundred of them hold 16 KiB each on average.
 *
 * @throws InputError E_TRUNCATED when the file ends within a member; E_GZIP when it is corrupt, has very many small
 * members or other bytes follow; E_TOO_LARGE when more than `maxBytes` come out (its cause is a TooManyBytes) or memory does not suffice.
 */
export async function gunzip(
  bytes: Uint8Array,
  source: string,
  inflater: Inflater,
  maxBytes: number,
): Promise<Gunzipped> {
  const members: Uint8Array[] = [];
  let at = 0;
  let room = maxBytes;
  do {
    const count = members.length;
    if (count > FEW_MEMBERS && maxBytes - room < count * LEAST_MEMBER_BYTES) throw crumbled(count, source);
    const request = { sizeHint: at === 0 ? gunzipSizeHint(bytes, maxBytes) : 0, maxBytes: room };
    const member = await gunzipMember(bytes, at, source, inflater, request);
    members.push(withoutSlack(member.bytes));
    at += member.consumed;
    room -= member.bytes.length;
  } while (isGzip(bytes.subarray(at, at + 2)));
  return { bytes: joined(members), warnings: checkTrailing(bytes.subarray(at), source) };
}

/** The first bytes of what a gzip file holds, from its first `compressedBytes` bytes; fewer if it is short. */
export async function gunzipPrefix(
  bytes: Uint8Array,
  source: string,
  inflater: Inflater,
  compressedBytes: number,
): Promise<Uint8Array> {
  const start = deflateStart(bytes, 0, source);
  const prefix = bytes.subarray(start, start + compressedBytes);
  return (await inflate(prefix, source, inflater, { sizeHint: 0, maxBytes: 2 ** 31 })).bytes;
}

async function gunzipMember(
  bytes: Uint8Array,
  start: number,
  source: string,
  inflater: Inflater,
  request: InflateRequest,
): Promise<Inflated> {
  const deflateAt = deflateStart(bytes, start, source);
  const inflated = await inflate(bytes.subarray(deflateAt), source, inflater, request);
  const trailerAt = deflateAt + inflated.consumed;
  if (trailerAt + GZIP_TRAILER_BYTES > bytes.length) throw truncated(bytes, source);
  if (!inflated.isChecked && !matchesTrailer(inflated.bytes, bytes, trailerAt, inflater)) {
    throw corrupt(source, "its checksum or length does not match what it inflates to");
  }
  return { bytes: inflated.bytes, consumed: trailerAt + GZIP_TRAILER_BYTES - start };
}

function matchesTrailer(
  inflated: Uint8Array,
  bytes: Uint8Array,
  trailerAt: number,
  { crc32 = portableCrc32 }: Inflater,
): boolean {
  const isSameLength = inflated.length % 2 ** 32 === uint32At(bytes, trailerAt + 4);
  return isSameLength && crc32(inflated) === uint32At(bytes, trailerAt);
}

function deflateStart(bytes: Uint8Array, start: number, source: string): number {
  const headerLength = gzipHeaderLength(bytes, start);
  if (typeof headerLength === "string") throw corrupt(source, headerLength);
  if (headerLength === null) throw truncated(bytes, source);
  return start + headerLength;
}

async function inflate(
  deflated: Uint8Array,
  source: string,
  inflater: Inflater,
  request: InflateRequest,
): Promise<Inflated> {
  try {
    return await inflater.inflateRaw(deflated, request);
  } catch (cause) {
    if (cause instanceof TooManyBytes) {
      throw new InputError("E_TOO_LARGE", source, `inflates to more than ${request.maxBytes} bytes`, {
        cause,
      });
    }
    if (cause instanceof RangeError) {
      const bytes = request.sizeHint > 0 ? `the ${request.sizeHint} bytes` : "what";
      const message = `no memory for ${bytes} that it inflates to; crop it to what is marked`;
      throw new InputError("E_TOO_LARGE", source, message, { cause });
    }
    throw corrupt(source, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function checkTrailing(trailing: Uint8Array, source: string): Note[] {
  if (trailing.length === 0) return [];
  if (trailing.every((byte) => byte === 0)) {
    const message = `${trailing.length} zero bytes follow the gzip data; they were taken as padding.`;
    return [{ code: "N-SURPLUS", file: source, message }];
  }
  throw new InputError(
    "E_GZIP",
    source,
    `${trailing.length} bytes that are no gzip data follow the end of the gzip data; write the file anew`,
  );
}

/** An inflater's first buffer is larger than what a small member fills of it. */
function withoutSlack(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? bytes.slice() : bytes;
}

function crumbled(members: number, source: string): InputError {
  const message = `the gzip data begin with ${members} members of less than ${LEAST_MEMBER_BYTES} bytes on average; compress it anew`;
  return new InputError("E_GZIP", source, message);
}

function truncated(bytes: Uint8Array, source: string): InputError {
  return new InputError(
    "E_TRUNCATED",
    source,
    `the gzip data ends early: the file stops after ${bytes.length} bytes; copy or download it again`,
  );
}

function corrupt(source: string, reason: string, cause?: unknown): InputError {
  return new InputError("E_GZIP", source, `the gzip data is corrupt (${reason})`, { cause });
}
