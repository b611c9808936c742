import { describe, expect, it } from "vitest";
import { readNifti } from "../src/nifti/read-nifti.ts";

describe("a file that is no NIfTI file", () => {
  it.each([
    ["version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n", "run git lfs pull"],
    ["../.git/annex/objects/ab/cd/SHA256E-s3.nii.gz", "run git annex get"],
    ["<!DOCTYPE html>\n<html></html>", "it is a web page"],
    ["NRRD0004\ntype: uchar\n", "it is an NRRD file"],
    ["ObjectType = Image\nNDims = 3\n", "it is a MetaImage header"],
    ["PK\u0003\u0004....", "it is a zip archive"],
    [`${"\0".repeat(128)}DICM`, "it is a DICOM file"],
    ["some other text", "neither 348 (NIfTI-1) nor 540 (NIfTI-2)"],
  ])("%j is named for what it is", (text, found) => {
    const header = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    expect(() => readNifti({ header }, "mask.nii")).toThrow(found);
  });
});
