import { describe, expect, it } from "vitest";
import { readManifest } from "../src/manifest/read-manifest.ts";
import type { Told } from "../src/propose/find-layout.ts";
import { proposeStudy } from "../src/propose/propose-study.ts";
import { goldenLayouts, inMeaning, setOf } from "./layouts/layouts.ts";

const textOf = (files: readonly string[], told: Told = {}) =>
  proposeStudy({ folder: "masks", name: "golden", files, prefix: "", told });

function proposed(files: readonly string[], told?: Told) {
  return readManifest(textOf(files, told), "study.yaml").entities.map(({ id, role, session, masks }) => ({
    id,
    role,
    session,
    pattern: masks.text,
  }));
}

describe("layouts of real data sets", () => {
  it("are 40 and more", () => expect(goldenLayouts.length).toBeGreaterThanOrEqual(40));

  it.each(goldenLayouts.map((layout) => [layout.name, layout] as const))("%s", (_, layout) => {
    const { files, sets, refused } = layout;
    if (refused !== undefined) {
      expect(() => proposed(files)).toThrow(refused);
      return;
    }
    expect(inMeaning(proposed(files), files)).toBe(inMeaning(sets.map(setOf), files));
  });
});

/** Both ways of reading these are as likely. */
const ambiguous = ["alpha", "beta"].flatMap((folder) =>
  ["one", "two"].map((name) => `${folder}/${name}.nii.gz`),
);

describe("a proposal", () => {
  const patterns = (files: readonly string[], told?: Told) =>
    proposed(files, told).map(({ pattern }) => pattern);

  it("says that it is sure, or what speaks against it", () => {
    expect(textOf(["anna/c01.nii", "anna/c02.nii", "ben/c01.nii", "ben/c02.nii"])).toContain(
      "# Certainty: high.",
    );
    const text = textOf(ambiguous);
    expect(text).toContain(
      "# CHECK Certainty: low, the names do not tell cases from makers; {case}/one.nii.gz",
    );
    expect(text).toContain("--case-is NAME");
    expect(textOf(["anna/c01.nii", "anna/c02.nii", "ben/c01.nii"])).toContain(
      "# CHECK Certainty: medium, 25 % of the masks that all sets would have are missing.",
    );
  });

  it("is turned round by the name of a case or a rater", () => {
    const [byFolder, byName] = [
      ["alpha/{case}.nii.gz", "beta/{case}.nii.gz"],
      ["{case}/one.nii.gz", "{case}/two.nii.gz"],
    ];
    expect(patterns(ambiguous)).toEqual(byFolder);
    expect(patterns(ambiguous, { caseIs: "alpha" })).toEqual(byName);
    expect(patterns(ambiguous, { raterIs: "one" })).toEqual(byName);
    expect(patterns(ambiguous, { raterIs: "alpha" })).toEqual(byFolder);
    expect(() => proposed(ambiguous, { caseIs: "eve" })).toThrow(', if "eve" is a case. ');
  });

  it("follows a name against all likeness", () => {
    const files = ["case01", "case02"].flatMap((id) => [`${id}/anna.nii`, `${id}/ben.nii`]);
    expect(patterns(files, { caseIs: "anna" })).toEqual(["case01/{case}.nii", "case02/{case}.nii"]);
  });

  it("names what it does not use", () => {
    const cases = ["c01", "c02", "c03"];
    const text = textOf([
      ...cases.flatMap((id) => [`${id}/ct.nii`, `${id}/reader1_liver.nii`, `${id}/reader2_liver.nii`]),
      ...cases.flatMap((id) => [`${id}/reader1_tumor.nii`, `${id}/reader2_tumor.nii`]),
      "other/x9.nii",
    ]);
    expect(text).toContain(
      "# CHECK Only liver is listed; make one manifest per structure. The others: tumor.",
    );
    expect(text).toContain("# CHECK Left out, by name images and not masks: ct.nii.");
    expect(text).toContain("other/x9.nii");
  });

  it("keeps a newline in a name out of its comments", () => {
    const files = ["a\nb/c01.nii", "a\nb/c02.nii", "ben/c01.nii", "ben/c02.nii", "x/y\nz.nii"];
    expect(patterns(files)).toEqual(["a\nb/{case}.nii", "ben/{case}.nii"]);
  });

  it("of composed and decomposed names is of the same cases", () => {
    expect(patterns(["anna/Jos\u00e9.nii", "ben/Jose\u0301.nii"])).toHaveLength(2);
  });

  it("of one file says what is missing", () => {
    expect(() => proposed(["anna/c01.nii"])).toThrow(
      "They are 1 mask of one set, anna/{case}.nii; masks of the same cases by another rater",
    );
  });

  it("is not misled by a folder named after fusion, and knows a set that is one", () => {
    const files = ["anna", "ben"].flatMap((id) => [`fusion/${id}/c1.nii`, `fusion/${id}/c2.nii`]);
    const others = ["other/unet/c1.nii", "other/unet/c2.nii"];
    const fused = ["fused/c1.nii", "fused/c2.nii"];
    expect(proposed([...files, ...others, ...fused]).map(({ id, role }) => `${id} ${role}`)).toEqual([
      "fused consensus",
      "anna rater",
      "ben rater",
      "unet model",
    ]);
  });
});
