import { describe, expect, it } from "vitest";
import { imagesOfCase, imageToShow } from "../src/case/image/image-of-case.ts";
import { leftOutFiles, masksOf } from "../src/study/left-out.ts";
import { maskFiles, setsWithoutFiles } from "../src/study/mask-files.ts";

const found = (pattern: string, folder: string, paths: readonly string[]) =>
  Object.fromEntries(maskFiles(pattern, folder, paths));

describe("files of a pattern", () => {
  it("are missed by name where a set in use has none", () => {
    const line = {
      key: 0,
      included: true,
      id: "anna",
      role: "rater",
      session: 1,
      check: "",
      rest: {},
    } as const;
    const table = (masks: string, included = true) => ({
      ...{ name: "", folder: "", checks: [], rest: {} },
      lines: [{ ...line, masks, included }],
    });
    const paths = ["anna/c1.nii.gz"];
    expect(setsWithoutFiles(table("anna/{case}.nii.gz"), paths)).toEqual([]);
    expect(setsWithoutFiles(table("ana/{case}.nii.gz"), paths).join()).toMatch(
      /anna: "ana\/\{case\}\.nii\.gz"/,
    );
    expect(setsWithoutFiles(table("ana/{case}.nii.gz", false), paths)).toEqual([]);
  });

  it("are found by case", () => {
    const paths = ["s/anna/c1.nii.gz", "s/anna/c2.nii.gz", "s/ben/c1.nii.gz", "s/anna/notes.txt"];
    expect(found("s/anna/{case}.nii.gz", "", paths)).toEqual({ c1: [paths[0]], c2: [paths[1]] });
    expect(found("anna/{case}.nii.gz", "s", paths)).toEqual({ c1: [paths[0]], c2: [paths[1]] });
    expect(found("../ben/{case}.nii.gz", "s/lists", paths)).toEqual({ c1: [paths[2]] });
  });

  it("may name the case twice, have a star, or no extension", () => {
    const paths = ["sub-1/anat/sub-1_desc-a_dseg.nii.gz", "sub-1/anat/sub-2_desc-a_dseg.nii.gz"];
    expect(found("{case}/anat/{case}_desc-a_dseg.nii.gz", "", paths)).toEqual({ "sub-1": [paths[0]] });
    expect(found("*/anat/{case}_desc-a_dseg.nii.gz", "", paths)).toEqual({
      "sub-1": [paths[0]],
      "sub-2": [paths[1]],
    });
    const classes = ["ts/c1/liver.nii.gz", "ts/c1/spleen.nii.gz", "ts/c2.nii"];
    expect(found("ts/{case}", "", classes)).toEqual({ c1: classes.slice(0, 2), c2: [classes[2]] });
  });

  it("leave the others with a reason", () => {
    const line = { key: 0, included: true, id: "a", role: "rater", session: 1, check: "", rest: {} } as const;
    const table = { name: "", folder: "", checks: [], rest: {}, lines: [{ ...line, masks: "a/{case}.nii" }] };
    const paths = ["a/c1.nii", "a/notes.txt", "images/c1_0000.nii.gz", "study.yaml"];
    expect(leftOutFiles(table, paths).map(({ path }) => path)).toEqual([
      "a/notes.txt",
      "images/c1_0000.nii.gz",
    ]);
  });

  it("leave images that are named like the case", () => {
    const paths = ["a/c1.nii", "images/c1_0000.nii.gz", "images/c10_0000.nii.gz", "c1/ct.nii.gz"];
    expect(imagesOfCase("c1", paths, new Set(["a/c1.nii"]))).toEqual([paths[1], paths[3]]);
  });

  it("show no mask as the image: neither of a set that is not in use, nor one by its name", () => {
    const line = {
      key: 0,
      included: false,
      id: "e",
      role: "rater",
      session: 1,
      check: "",
      rest: {},
    } as const;
    const table = {
      name: "",
      folder: "",
      checks: [],
      rest: {},
      lines: [{ ...line, masks: "eve/{case}.nii" }],
    };
    const masks = ["eve/c1.nii", "x/c1_seg.nii", "labelsTr/c1.nii", "pred/c1.nii"];
    const all = masksOf(table, masks, "all");
    expect(masksOf(table, masks).size).toBe(0);
    expect(imagesOfCase("c1", masks, masksOf(table, masks))).toEqual(masks);
    expect(imageToShow(masks, all)).toBe("");
    expect(imageToShow([...masks, "images/c1_0000.nii.gz"], all)).toBe("images/c1_0000.nii.gz");
  });
});
