import { describe, expect, it } from "vitest";
import { readManifest } from "../src/manifest/read-manifest.ts";
import { proposeStudy } from "../src/propose/propose-study.ts";

/** `id role session pattern` of the sets proposed for files that all end in `.nii.gz`. */
function sets(...stems: string[]) {
  const files = stems.map((stem) => `${stem}.nii.gz`);
  const text = proposeStudy({ folder: "masks", name: "flat", files, prefix: "" });
  const { entities } = readManifest(text, "study.yaml");
  return entities
    .map(({ id, role, session, masks }) => `${id} ${role} ${session} ${masks.text.replace(".nii.gz", "")}`)
    .sort();
}

/** Every name of `patterns`, for each case. */
function table(cases: readonly string[], ...patterns: string[]) {
  return patterns.flatMap((pattern) => cases.map((id) => pattern.replaceAll("{case}", id)));
}

const patients = ["pat1", "pat2", "pat3", "pat4"];

describe("names that hold the case and who made the mask", () => {
  it("are split into raters, repeats and models", () => {
    const names = table(patients, "{case}_anna", "{case}_ben", "{case}_anna_2", "{case}_nnunet");
    expect(sets(...names)).toEqual([
      "anna rater 1 {case}_anna",
      "anna rater 2 {case}_anna_2",
      "ben rater 1 {case}_ben",
      "nnunet model 1 {case}_nnunet",
    ]);
  });

  it("are split the same with fewer cases than makers, and below a folder", () => {
    const names = table(["Pat1", "Pat2"], "x/{case}.anna", "x/{case}.ben", "x/{case}.anna-repeat");
    expect(sets(...names)).toEqual([
      "anna rater 1 x/{case}.anna",
      "anna rater 2 x/{case}.anna-repeat",
      "ben rater 1 x/{case}.ben",
    ]);
  });

  it.each([
    [table(patients, "Anna_{case}", "Ben_{case}"), ["Anna", "Ben"], "Anna_{case}"],
    [
      table(patients, "Anna-{case}", "Ben-{case}", "Anna_second-{case}"),
      ["Anna", "Anna", "Ben"],
      "Anna-{case}",
    ],
    [table(patients, "{case}_seg_AB", "{case}_seg_CD"), ["AB", "CD"], "{case}_seg_AB"],
    [
      table(["Pat1", "Pat2"], "{case} CT-Segmentation_Anna", "{case} CT-Segmentation_Ben"),
      ["Anna", "Ben"],
      "{case} CT-Segmentation_Anna",
    ],
    [
      table(["case_001", "case_002"], "{case}_anna", "{case}_ben", "{case}_eve"),
      ["anna", "ben", "eve"],
      "{case}_anna",
    ],
    [
      table(["la_003", "la_004"], "{case}_rater_1", "{case}_rater_2"),
      ["rater_1", "rater_2"],
      "{case}_rater_1",
    ],
    [table(["AB", "CD"], "{case}_rater_1", "{case}_rater_2"), ["rater_1", "rater_2"], "{case}_rater_1"],
    [table(["pat_1", "pat_2"], "{case}_rater_AB", "{case}_rater_CD"), ["AB", "CD"], "{case}_rater_AB"],
    [table(["pat_1", "pat_2"], "{case}_seg_AB", "{case}_seg_CD"), ["AB", "CD"], "{case}_seg_AB"],
    [
      table(["001", "002"], "{case} seg1", "{case} seg2", "{case} seg3"),
      ["seg1", "seg2", "seg3"],
      "{case} seg1",
    ],
    [table(["smith", "jones", "li"], "{case}_anna", "{case}_ben"), ["anna", "ben"], "{case}_anna"],
    [table(patients, "{case}/{case}_anna", "{case}/{case}_ben"), ["anna", "ben"], "{case}/{case}_anna"],
  ])("%j", (names, ids, pattern) => {
    const found = sets(...names);
    expect(found.map((line) => line.split(" ")[0])).toEqual(ids);
    expect(found[0]).toMatch(new RegExp(`1 ${pattern.replace(/[{}]/g, "\\$&")}$`));
  });

  it("may lack some, and stray files are named", () => {
    const files = [...table(patients, "{case}_anna", "{case}_ben").slice(1), "phantom"].map(
      (n) => `${n}.nii`,
    );
    const text = proposeStudy({ folder: "masks", name: "flat", files, prefix: "" });
    expect(text).toContain("3 of 4 cases");
    expect(text).toContain("# CHECK Left out, images by name or in no set of two cases: phantom.nii.");
  });

  it("leaves images out that lie among them or beside them", () => {
    const masks = table(patients, "{case}_anna", "{case}_ben");
    const images = table(patients, "{case}", "{case}_0000", "{case}_CT", "{case}_t1ce_0001");
    const found = ["anna rater 1 {case}_anna", "ben rater 1 {case}_ben"];
    expect(sets(...masks, ...images)).toEqual(found);
    expect(sets(...table(patients, "m/{case}_anna", "m/{case}_ben", "images/{case}"))).toEqual(
      found.map((line) => line.replace("{case}", "m/{case}")),
    );
    expect(() => sets(...table(patients, "{case}_anna", "{case}_ct", "{case}_t1"))).toThrow(/no two sets/);
  });

  it.each([
    ["one rater's cases", table(["la_001", "la_002", "la_003", "la_004"], "{case}")],
    ["numbers alone", table(["pat_01", "pat_02"], "{case}_1", "{case}_2")],
    ["sessions of BIDS", table(["sub-01", "sub-02"], "{case}_ses-01", "{case}_ses-02")],
    ["patients of two centres", table(["center_1", "center_2", "center_3"], "{case}_pat_1", "{case}_pat_2")],
    ["classes", table(patients, "{case}_liver", "{case}_spleen")],
    ["a set of one case", ["pat1_anna", "pat2_anna", "pat1_ben", "pat3_eve"]],
    ["a pattern that would find masks of another set", table(patients, "Anna_{case}", "Anna_{case}_2")],
  ])("are not split for %s", (_, names) => {
    expect(() => sets(...names)).toThrow(/no two sets of masks with a case in common/);
  });
});
