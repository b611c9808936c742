import { describe, expect, it } from "vitest";
import { findMasks } from "../src/manifest/mask-pattern.ts";
import { treeOf } from "./folders.ts";

async function found(text: string, ...paths: string[]) {
  const { list } = treeOf(...paths);
  return Object.fromEntries(
    [...(await findMasks({ text }, "root", list))].map(([id, { path }]) => [id, path]),
  );
}

describe("a pattern of masks", () => {
  it("finds one file per case, and nothing else", async () => {
    const paths = ["anna/b.nii.gz", "anna/a.nii.gz", "anna/a.txt", "anna/.c.nii.gz", "ben/a.nii.gz"];
    expect(await found("anna/{case}.nii.gz", ...paths)).toEqual({
      a: "root/anna/a.nii.gz",
      b: "root/anna/b.nii.gz",
    });
  });

  it("finds one folder per case", async () => {
    const paths = ["t/case1/seg01.nii.gz", "t/case2/seg01.nii.gz", "t/case2/seg02.nii.gz", "t/case3/"];
    expect(Object.keys(await found("t/{case}/seg01.nii.gz", ...paths))).toEqual(["case1", "case2"]);
  });

  it("takes {case} twice for the same text, and * for any", async () => {
    const paths = [
      "sub-01/anat/sub-01_desc-a.nii.gz",
      "sub-02/anat/sub-01_desc-a.nii.gz",
      "sub-03/func/x.nii.gz",
    ];
    expect(Object.keys(await found("{case}/anat/{case}_desc-a.nii.gz", ...paths))).toEqual(["sub-01"]);
    await expect(found("sub-*/anat/{case}_desc-a.nii.gz", ...paths)).rejects.toThrow(
      /"sub-01" has two masks/,
    );
  });

  it("takes {part} for the second half of a case", async () => {
    const paths = ["p1/visit1/anna.nii", "p1/visit2/anna.nii", "p2/visit1/anna.nii", "p2/visit1/ben.nii"];
    expect(await found("{case}/{part}/anna.nii", ...paths)).toEqual({
      p1_visit1: "root/p1/visit1/anna.nii",
      p1_visit2: "root/p1/visit2/anna.nii",
      p2_visit1: "root/p2/visit1/anna.nii",
    });
    expect(Object.keys(await found("{case}/anna/{part}", "p1/anna/v1.nii.gz"))).toEqual(["p1_v1"]);
  });

  it("finds names with a newline, and in any form of an accent", async () => {
    expect(await found("anna/{case}.nii", "anna/a\nb.nii")).toEqual({ "a\nb": "root/anna/a\nb.nii" });
    const [composed, decomposed] = ["Jos\u00e9", "Jose\u0301"];
    const path = `root/${decomposed}/${decomposed}.nii`;
    expect(await found(`${composed}/{case}.nii`, `${decomposed}/${decomposed}.nii`)).toEqual({
      [composed]: path,
    });
    expect(await found(`${decomposed}/{case}`, `${decomposed}/${decomposed}.nii`)).toEqual({
      [composed]: path,
    });
  });

  it("without an extension takes any image, a pair by its header, and folders", async () => {
    const paths = ["m/a.nii.gz", "m/b.hdr", "m/b.img", "m/c/liver.nii.gz", "m/notes.txt"];
    expect(await found("m/{case}", ...paths)).toEqual({
      a: "root/m/a.nii.gz",
      b: "root/m/b.hdr",
      c: "root/m/c",
    });
    expect(await found("{case}/{case}", "x/x.nii", "y/z.nii")).toEqual({ x: "root/x/x.nii" });
  });

  it("takes other signs as they are", async () => {
    expect(await found("{case}(1)+.nii", "a(1)+.nii", "a1.nii")).toEqual({ a: "root/a(1)+.nii" });
  });
});
