import { gzipSync, crc32 as nodeCrc32 } from "node:zlib";
import { noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { crc32 } from "../src/gzip/crc32.ts";
import { gunzip, type Inflater } from "../src/gzip/gunzip.ts";
import { gunzipSizeHint, isGzip } from "../src/gzip/gzip-format.ts";
import { readNiftiFile } from "../src/nifti/read-nifti-file.ts";
import { buildNifti, buildPair } from "./build-nifti.ts";
import { refusal } from "./expect-error.ts";
import { nodeInflater } from "./node-inflater.ts";

const portable: Inflater = { inflateRaw: nodeInflater.inflateRaw };
const content = Uint8Array.from({ length: 100_003 }, (_, i) => (i * i) >> 7);
const packed = new Uint8Array(gzipSync(content));
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const unpack = (bytes: Uint8Array) => gunzip(bytes, "mask.nii.gz", nodeInflater, 1e6);

describe("crc32", () => {
  it("is that of zlib for every length modulo 4", () => {
    for (const length of [0, 1, 2, 3, 4, 5, 1001, 100_003]) {
      expect(crc32(content.subarray(0, length))).toBe(nodeCrc32(content.subarray(0, length)));
    }
  });
});

describe("gunzip", () => {
  it("inflates with the platform's checksum or its own", async () => {
    for (const inflater of [nodeInflater, portable]) {
      const { bytes, warnings } = await gunzip(packed, "m", inflater, 1e6);
      expect(new Uint8Array(bytes)).toEqual(content);
      expect(warnings).toEqual([]);
    }
  });

  it("knows gzip by its first bytes and its size by its last", () => {
    expect(isGzip(packed)).toBe(true);
    expect(isGzip(content)).toBe(false);
    expect(gunzipSizeHint(packed)).toBe(content.length);
    expect(gunzipSizeHint(content)).toBe(0);
    const liar = packed.slice();
    liar.fill(0xff, liar.length - 4);
    expect(gunzipSizeHint(liar)).toBe(liar.length * 1032);
  });

  it("of more than 4 GiB by what may come out, since the file tells it modulo 2^32", () => {
    const file = Uint8Array.from({ length: 10_000_000 }, () => 0);
    file.set([0x1f, 0x8b]);
    new DataView(file.buffer).setUint32(file.length - 4, 1000, true);
    expect(gunzipSizeHint(file, 5000)).toBe(1000);
    expect(gunzipSizeHint(file, 2 ** 33 + 999)).toBe(2 ** 32 + 1000);
    expect(gunzipSizeHint(file, 2 ** 33 + 1000)).toBe(2 ** 33 + 1000);
  });

  it("skips name, comment, extra field and checksum of a member's header", async () => {
    const header = [0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3, 97, 0, 98, 99, 0, 5, 6];
    const { bytes } = await unpack(join(Uint8Array.from(header), packed.subarray(10)));
    expect(bytes.length).toBe(content.length);
  });

  it("reads further members as part of the data, an empty last one too", async () => {
    const { bytes } = await unpack(
      join(packed, new Uint8Array(gzipSync("abc")), new Uint8Array(gzipSync(""))),
    );
    expect(bytes.length).toBe(content.length + 3);
    expect([...bytes.subarray(-3)]).toEqual([97, 98, 99]);
  });

  it("takes trailing zeros as padding, and says so", async () => {
    const { bytes, warnings } = await unpack(join(packed, new Uint8Array(512)));
    expect(bytes.length).toBe(content.length);
    expect(warnings.map(noteText).join()).toContain("512 zero bytes");
  });

  it("refuses other trailing bytes, with their number", async () => {
    const message = await refusal("E_GZIP", () => unpack(join(packed, Uint8Array.of(1, 2, 3, 0, 0))));
    expect(message).toContain("mask.nii.gz: 5 bytes");
  });

  it.each([2, 9, 12, 5000, packed.length - 9, packed.length - 8, packed.length - 1])(
    "refuses %i bytes of it",
    async (n) => {
      expect(await refusal("E_TRUNCATED", () => unpack(packed.subarray(0, n)))).toContain("mask.nii.gz");
    },
  );

  it("refuses corrupt data, a wrong checksum, a wrong length and another method", async () => {
    const broken = (at: number) => packed.map((byte, i) => (i === at ? byte ^ 0x55 : byte));
    await refusal("E_GZIP", () => unpack(broken(packed.length - 8)));
    await refusal("E_GZIP", () => unpack(broken(packed.length - 3)));
    expect(await refusal("E_GZIP", () => unpack(broken(2)))).toContain("method");
    const noise = join(packed.subarray(0, 10), new Uint8Array(100).fill(0xff), packed.subarray(110));
    expect(await refusal("E_GZIP", () => unpack(noise))).toContain("mask.nii.gz");
  });

  it("stops at the most that may come out", async () => {
    await refusal("E_TOO_LARGE", () => gunzip(packed, "m", nodeInflater, 1000));
  });

  it("counts what all members together inflate to", async () => {
    const member = new Uint8Array(gzipSync(content.subarray(0, 600)));
    const both = join(member, member);
    expect((await gunzip(both, "m", nodeInflater, 1200)).bytes.length).toBe(1200);
    await refusal("E_TOO_LARGE", () => gunzip(both, "m", nodeInflater, 1199));
  });

  it("says when memory does not suffice", async () => {
    const poor: Inflater = {
      inflateRaw: () => {
        throw new RangeError("Array buffer allocation failed");
      },
    };
    const said = await refusal("E_TOO_LARGE", () => gunzip(packed, "m", poor, 2 ** 30));
    expect(said).toContain(`no memory for the ${content.length} bytes that it inflates to`);
  });
});

describe("readNiftiFile", () => {
  const file = buildNifti({ type: "int16", littleEndian: false });
  const gz = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
  const read = (header: Uint8Array, inflater = nodeInflater) =>
    readNiftiFile({ header }, "mask.nii.gz", inflater);

  it("reads compressed and plain files alike", async () => {
    const plain = await read(file);
    expect([...(await read(gz(file))).data]).toEqual([...plain.data]);
    const twice = join(gz(file.subarray(0, 200)), gz(file.subarray(200)), new Uint8Array(3));
    const volume = await read(twice);
    expect([...volume.data]).toEqual([...plain.data]);
    expect(volume.warnings?.map(noteText).join()).toContain("3 zero bytes");
  });

  it("reads a compressed pair", async () => {
    const pair = buildPair({ magic: "ni1", values: Array.from({ length: 24 }, (_, i) => i) });
    const volume = await readNiftiFile(
      { header: gz(pair.header), image: gz(pair.voxels) },
      "m.hdr.gz",
      nodeInflater,
    );
    expect(volume.data[23]).toBe(23);
  });

  it("refuses impossible sizes after inflating a prefix only", async () => {
    const inflated: number[] = [];
    const counting: Inflater = {
      async inflateRaw(deflated, request) {
        const result = await nodeInflater.inflateRaw(deflated, request);
        inflated.push(deflated.length);
        return result;
      },
    };
    const noise = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 2654435761) >>> 11);
    const promising = (dims: number[]) => gz(join(buildNifti({ dims, values: [] }), noise));
    await refusal("E_TOO_LARGE", () => read(promising([3, 32767, 32767, 3]), counting));
    await refusal("E_HEADER", () => read(promising([3, 5, -5, 3]), counting));
    await refusal("E_TRUNCATED", () => read(promising([3, 30000, 30000, 2]), counting));
    expect(inflated.every((length) => length <= 4096)).toBe(true);
    expect(inflated.length).toBe(3);
  });

  it("refuses what inflates to far more than its header describes", async () => {
    const bomb = gz(join(buildNifti({ dims: [1, 1], values: [1] }), new Uint8Array(2 ** 24 + 2)));
    expect(await refusal("E_TOO_LARGE", () => read(bomb))).toContain("far more than the 353 bytes");
  });

  it("refuses compressed text, a cut file and damage", async () => {
    await refusal("E_NOT_NIFTI", () => read(gz(new TextEncoder().encode("hello, ".repeat(200)))));
    await refusal("E_TRUNCATED", () => read(gz(file).subarray(0, -4)));
    await refusal("E_TRUNCATED", () => read(gz(join(file, content)).subarray(0, 10_000)));
    await refusal("E_TRUNCATED", () => read(gz(buildNifti({ dims: [3, 9, 9, 9], values: [1] }))));
  });
});
