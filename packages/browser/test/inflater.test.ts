import { randomBytes } from "node:crypto";
import { deflateRawSync, gzipSync } from "node:zlib";
import { gunzip } from "@pgt/io";
import { describe, expect, it, vi } from "vitest";
import { browserInflater } from "../src/inflater.ts";

const content = Buffer.concat([randomBytes(200_000), Buffer.alloc(3_000_000, 5)]);
const most = 2 ** 24;
const inflated = async (file: Uint8Array) => (await gunzip(file, "mask.nii.gz", browserInflater, most)).bytes;

describe.each([
  ["with the platform's decompression", () => {}],
  ["without it", () => vi.stubGlobal("DecompressionStream", undefined)],
])("inflating %s", (_, prepare) => {
  it("one member, several, and padding", async () => {
    prepare();
    const whole = gzipSync(content);
    const two = Buffer.concat([gzipSync(content.subarray(0, 70_000)), gzipSync(content.subarray(70_000))]);
    for (const file of [whole, two, Buffer.concat([whole, Buffer.alloc(20)])]) {
      expect(Buffer.compare(await inflated(file), content)).toBe(0);
    }
    vi.unstubAllGlobals();
  });

  it("tells a file that ends early, a damaged one, one with other bytes behind it, and one too large", async () => {
    prepare();
    const whole = gzipSync(content);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 1000, 1200);
    const wrongSum = Buffer.from(whole);
    wrongSum[wrongSum.length - 8] ^= 1;
    const others = Buffer.concat([whole, Buffer.from("more")]);
    const codes = [whole.subarray(0, 90_000), damaged, wrongSum, others].map((file) =>
      inflated(file).then(
        () => "none",
        ({ code }) => code,
      ),
    );
    expect(await Promise.all(codes)).toEqual(["E_TRUNCATED", "E_GZIP", "E_GZIP", "E_GZIP"]);
    await expect(gunzip(whole, "mask.nii.gz", browserInflater, 1_000_000)).rejects.toMatchObject({
      code: "E_TOO_LARGE",
    });
    vi.unstubAllGlobals();
  });

  it("a stream tells how much it took; a beginning gives what it holds", async () => {
    prepare();
    const stream = deflateRawSync(content);
    const request = { sizeHint: 0, maxBytes: most };
    const exact = await browserInflater.inflateRaw(Buffer.concat([stream, Buffer.alloc(50)]), request);
    expect(exact.consumed).toBe(stream.length);
    const start = await browserInflater.inflateRaw(stream.subarray(0, 4096), request);
    expect(start.consumed).toBe(4096);
    expect(start.bytes.length).toBeGreaterThan(352);
    expect(Buffer.compare(start.bytes, content.subarray(0, start.bytes.length))).toBe(0);
    vi.unstubAllGlobals();
  });
});
