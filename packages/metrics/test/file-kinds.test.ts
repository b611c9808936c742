import { describe, expect, it } from "vitest";
import {
  caseIdOf,
  expectedExtensions,
  expectedKinds,
  fileKindOf,
  filePairOf,
  isMaskFile,
  isMaskToOpen,
  maskExtensions,
  splitExtension,
} from "../src/file-kinds.ts";

describe("file names", () => {
  it.each([
    ["case1.nii.gz", "case1"],
    ["case1.NII", "case1"],
    ["c.1.nii.nii.gz", "c.1.nii"],
    ["case1.hdr.gz", "case1"],
    ["a/b.nii/c.img", "a/b.nii/c"],
  ])("%s is a mask of %s", (name, id) => {
    expect(caseIdOf(name)).toBe(id);
    expect(fileKindOf(name)).toBe("nifti");
    expect(splitExtension(name).join("")).toBe(name);
  });

  it.each([".nii", "a/.nii.gz", "case1.gz", "case1.nii.txt", "case1nii", "", "nii"])(
    "%j is no mask",
    (name) => {
      expect(caseIdOf(name)).toBeNull();
      expect(isMaskFile(name)).toBe(false);
      expect(splitExtension(name)).toEqual([name, ""]);
      expect(filePairOf(name)).toBeNull();
    },
  );

  it("open the header of a pair, not its voxels", () => {
    expect(["a.nii", "a.hdr", "a.HDR.gz", "a.img", "a.IMG.GZ"].filter(isMaskToOpen)).toEqual([
      "a.nii",
      "a.hdr",
      "a.HDR.gz",
    ]);
  });
});

describe("pairs", () => {
  it("look first for the other half that is written alike", () => {
    expect(filePairOf("x/a.nii.gz")).toBeNull();
    expect(filePairOf("x/a.hdr")?.voxels).toEqual(["x/a.img", "x/a.img.gz", "x/a.IMG", "x/a.IMG.GZ"]);
    expect(filePairOf("x/a.img.gz")?.headers.slice(0, 2)).toEqual(["x/a.hdr.gz", "x/a.hdr"]);
    expect(filePairOf("x/A.IMG")?.headers).toEqual(["x/A.HDR", "x/A.HDR.GZ", "x/A.hdr", "x/A.hdr.gz"]);
  });
});

it("messages name every usual extension once, pairs as one", () => {
  expect(expectedExtensions).toMatch(/^\.nii, \.nii\.gz(,| or) \.hdr\/\.img/);
  expect(expectedKinds).toMatch(/^NIfTI \(\.nii, \.nii\.gz, \.hdr\/\.img\)/);
});

it("longer extensions come before shorter ones that they end with", () => {
  for (const [at, extension] of maskExtensions.entries()) {
    expect(maskExtensions.slice(at + 1).filter((later) => later.endsWith(extension))).toEqual([]);
  }
});
