import { gzipSync } from "node:zlib";
import { InputError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { writeMaskFile, writtenExtensions } from "../src/formats.ts";
import { type FileAccess, planMaskFile, readMaskFile } from "../src/read-mask-file.ts";
import { buildNifti } from "./build-nifti.ts";
import { nodeInflater } from "./node-inflater.ts";

const text = (letters: string) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
const mask = buildNifti({ dims: [3, 2, 1, 1], values: [1, 2] });

function access(files: Readonly<Record<string, Uint8Array>>): FileAccess {
  const bytesOf = (path: string) => {
    if (files[path]) return files[path];
    throw new InputError("E_NOT_FOUND", path, "no such file");
  };
  return {
    entryOf: async (path) => ({ kind: "file", bytes: bytesOf(path).length }),
    readBytes: async (path) => bytesOf(path),
    readStart: async (path, bytes) => bytesOf(path).subarray(0, bytes),
  };
}

const means = { inflater: nodeInflater, check: () => {} };
const read = (path: string, content: Uint8Array) => readMaskFile(path, access({ [path]: content }), means);

describe("content goes before the name", () => {
  it.each(["a.nii", "a.nii.gz", "a.nrrd", "a"])("NIfTI in %s", async (path) => {
    for (const content of [mask, gzipSync(mask)]) {
      expect([...(await read(path, content)).data]).toEqual([1, 2]);
      expect(await planMaskFile(path, access({ [path]: content }), nodeInflater)).toMatchObject({
        shape: [2, 1, 1],
        byteLength: 2,
      });
    }
  });

  it.each([
    ["NRRD", "NRRD0004\ntype: uint8\n"],
    ["DICOM", `${"\0".repeat(128)}DICM`],
    ["zip", "PK\x03\x04"],
    ["PNG", "\x89PNG\r\n\x1a\n"],
    ["TIFF", "MM\0*"],
  ])("%s is named, and what to do said", async (name, content) => {
    for (const bytes of [text(content), gzipSync(text(content))]) {
      const fault = await read("x/a.nii", bytes).catch((error: unknown) => error);
      expect(fault).toMatchObject({ code: "E_FORMAT", file: "x/a.nii" });
      expect(String(fault)).toMatch(
        new RegExp(`expected a mask as NIfTI \\(.*found an? ${name}.*save.*\\.nii\\.gz`),
      );
    }
  });

  it("unknown content is refused by the format of the name", async () => {
    await expect(read("a.nii", text("hello, hello"))).rejects.toMatchObject({ code: "E_NOT_NIFTI" });
  });
});

describe("pairs", () => {
  const header = buildNifti({ dims: [3, 2, 1, 1], values: [], magic: "ni1\0" });
  const voxels = Uint8Array.of(1, 2);

  it.each([
    ["a.hdr", { "a.hdr": header, "a.img": voxels }],
    ["a.img", { "a.hdr": header, "a.img": voxels }],
    ["a.hdr", { "a.hdr": header, "a.img.gz": gzipSync(voxels) }],
    ["a.img.gz", { "a.hdr": header, "a.img.gz": gzipSync(voxels) }],
    ["A.HDR", { "A.HDR": header, "A.IMG": voxels }],
  ])("%s is read with its other half", async (path, files) => {
    expect([...(await readMaskFile(path, access(files), means)).data]).toEqual([1, 2]);
  });

  it.each([
    ["a.hdr", { "a.hdr": header }, "a.img"],
    ["a.img", { "a.img": voxels }, "a.hdr"],
  ])("%s alone is refused by the name of what is missing", async (path, files, missing) => {
    await expect(readMaskFile(path, access(files), means)).rejects.toThrow(
      `${path}: one half of a .hdr/.img pair; the other half was expected beside it as ${missing}`,
    );
  });
});

it("writes what it reads", async () => {
  expect(writtenExtensions).toEqual(expect.arrayContaining([".nii.gz", ".nii"]));
  expect(writtenExtensions).not.toContain(".hdr");
  const volume = await read("a.nii", mask);
  for (const extension of writtenExtensions) {
    const again = await read(`b${extension}`, writeMaskFile(`b${extension}`, volume));
    expect([...again.data]).toEqual([1, 2]);
  }
});
