import { describe, expect, it } from "vitest";
import { readManifest } from "../src/manifest/read-manifest.ts";
import { proposeStudy } from "../src/propose/propose-study.ts";

/** `id role session pattern` of the entities proposed, and the comments. */
function proposed(...files: string[]) {
  const text = proposeStudy({ folder: "masks", name: "my study", files, prefix: "" });
  const manifest = readManifest(text, "study.yaml");
  const entities = manifest.entities.map(
    ({ id, role, session, masks }) => `${id} ${role} ${session} ${masks.text}`,
  );
  return { text, manifest, entities };
}

describe("a proposed manifest", () => {
  it("has a folder per rater, repeats, models and the truth", () => {
    const folders = ["raters/anna", "raters/ben", "repeats/anna", "models/unet", "truth"];
    const { entities, text } = proposed(
      ...folders.flatMap((f) => [`${f}/case01.nii.gz`, `${f}/case02.nii.gz`]),
    );
    expect(entities.sort()).toEqual([
      "anna rater 1 raters/anna/{case}.nii.gz",
      "anna rater 2 repeats/anna/{case}.nii.gz",
      "ben rater 1 raters/ben/{case}.nii.gz",
      "truth reference 1 truth/{case}.nii.gz",
      "unet model 1 models/unet/{case}.nii.gz",
    ]);
    expect(text).toContain("CHECK");
  });

  it("takes a model that is named after a rater for no structure of that rater", () => {
    const folders = ["raters/rater1", "raters/rater2", "models/accurate", "models/copy-rater2"];
    const { entities } = proposed(...folders.flatMap((f) => [`${f}/c1.nii.gz`, `${f}/c2.nii.gz`]));
    expect(entities.map((line) => line.replace(/ 1 .*/, ""))).toEqual([
      "accurate model",
      "copy-rater2 model",
      "rater1 rater",
      "rater2 rater",
    ]);
  });

  it.each([
    [
      ["anna", "anna-repeat", "ben"],
      ["anna 1", "anna 2", "ben 1"],
    ],
    [
      ["anna", "anna_2", "ben"],
      ["anna 1", "anna 2", "ben 1"],
    ],
    [
      ["anna_1", "anna_2", "ben_1", "ben_2"],
      ["anna 1", "anna 2", "ben 1", "ben 2"],
    ],
    [
      ["rater_1", "rater_2", "rater_3"],
      ["rater_1 1", "rater_2 1", "rater_3 1"],
    ],
    [
      ["rater1", "rater2", "rater1-session2"],
      ["rater1 1", "rater1 2", "rater2 1"],
    ],
    [
      ["session1/anna", "session2/anna", "session1/ben"],
      ["anna 1", "anna 2", "ben 1"],
    ],
    [
      ["anna-again", "anna"],
      ["anna 1", "anna 2"],
    ],
  ])("knows repeats by name: %j", (folders, expected) => {
    const { manifest } = proposed(...folders.map((folder) => `${folder}/c.nii.gz`));
    expect(manifest.entities.map(({ id, session }) => `${id} ${session}`).sort()).toEqual(expected);
  });

  it("knows QUBIQ, and proposes one task", () => {
    const { entities, text } = proposed(
      ...["case01", "case02"].flatMap((id) => [
        `Training/${id}/image.nii.gz`,
        ...["task01_seg01", "task01_seg02", "task02_seg01"].map((name) => `Training/${id}/${name}.nii.gz`),
      ]),
    );
    expect(entities).toEqual([
      "seg01 rater 1 Training/{case}/task01_seg01.nii.gz",
      "seg02 rater 1 Training/{case}/task01_seg02.nii.gz",
    ]);
    expect(text).toContain("The others: task02.");
  });

  it("takes masks of two extensions in one folder for one set", () => {
    const { entities } = proposed("anna/c1.nii.gz", "anna/c2.nii", "ben/c1.nii.gz", "ben/c2.nii");
    expect(entities).toEqual(["anna rater 1 anna/{case}", "ben rater 1 ben/{case}"]);
  });

  it("does not take cases of differing names for makers of one case each", () => {
    const files = ["p1", "p2", "p3"].flatMap((id) => [`anna/${id}.nii.gz`, `ben/Ben_${id}_final.nii.gz`]);
    expect(() => proposed(...files)).toThrow(/no two sets of masks with a case in common/);
  });

  it("knows BIDS, and warns of corrected copies", () => {
    const { entities, text } = proposed(
      "sub-01/anat/sub-01_T1w.nii.gz",
      "sub-01/anat/sub-01_desc-anna_dseg.nii.gz",
      "sub-01/anat/sub-01_desc-ben_dseg.nii.gz",
      "sub-02/anat/sub-02_desc-ben_dseg.nii.gz",
    );
    expect(entities).toEqual([
      "anna rater 1 sub-*/anat/{case}_desc-anna_dseg.nii.gz",
      "ben rater 1 sub-*/anat/{case}_desc-ben_dseg.nii.gz",
    ]);
    expect(text).toContain("derivedFrom");
  });

  it("knows nnU-Net, its dataset.json and predictions beside it, and leaves images out", () => {
    const { entities, manifest } = proposed(
      "dataset.json",
      "imagesTr/la_003_0000.nii.gz",
      "labelsTr/la_003.nii.gz",
      "predictions_fold0/la_003.nii.gz",
    );
    expect(manifest.labels).toBe("dataset.json");
    expect(entities).toEqual([
      "labelsTr rater 1 labelsTr/{case}.nii.gz",
      "predictions_fold0 model 1 predictions_fold0/{case}.nii.gz",
    ]);
  });

  it("knows one folder per case, and one file per class", () => {
    expect(proposed("case01/anna.nii.gz", "case02/anna.nii.gz", "case02/ben.nii.gz").entities).toEqual([
      "anna rater 1 {case}/anna.nii.gz",
      "ben rater 1 {case}/ben.nii.gz",
    ]);
    expect(
      proposed("anna/s1/liver.nii.gz", "anna/s1/spleen.nii.gz", "ts/s1/segmentations/liver.nii.gz").entities,
    ).toEqual(["anna rater 1 anna/{case}", "ts rater 1 ts/{case}/segmentations"]);
  });

  it.each([
    "image",
    "img",
    "ct",
    "MR",
    "mri",
    "t1",
    "t1c",
    "t1ce",
    "T2w",
    "flair",
    "adc",
    "dwi",
    "pet",
    "scan",
    "volume",
    "image_0000",
    "0001",
  ])("leaves %s out, which is no mask", (image) => {
    const sources = ["rater1", "rater2", "prediction", image];
    const inCases = proposed(
      ...["case_001", "case_002"].flatMap((id) => sources.map((name) => `${id}/${name}.nii.gz`)),
    );
    expect(inCases.entities).toEqual([
      "prediction model 1 {case}/prediction.nii.gz",
      "rater1 rater 1 {case}/rater1.nii.gz",
      "rater2 rater 1 {case}/rater2.nii.gz",
    ]);
    expect(inCases.text).toContain(`CHECK Left out, by name images and not masks: ${image}.nii.gz.`);
    const inFolders = proposed(...sources.map((name) => `${name}/c1.nii.gz`));
    expect(inFolders.manifest.entities.map(({ id }) => id)).toEqual(["prediction", "rater1", "rater2"]);
    expect(inFolders.text).toContain(`CHECK Left out, by name images and not masks: ${image}.`);
  });

  it("keeps masks that lie below the name of their image, or that a rater named so", () => {
    const ids = (...files: string[]) => proposed(...files).manifest.entities.map(({ masks }) => masks.text);
    expect(ids("anna/ct/1.nii", "ben/ct/1.nii")).toEqual(["anna/ct/{case}.nii", "ben/ct/{case}.nii"]);
    expect(ids("anna/scan.nii", "ben/scan.nii")).toEqual(["anna/{case}.nii", "ben/{case}.nii"]);
    expect(ids("c01/ct_anna.nii", "c01/ct_ben.nii", "c02/ct_ben.nii", "c02/ct.nii")).toEqual([
      "{case}/ct_anna.nii",
      "{case}/ct_ben.nii",
    ]);
  });

  it.each([
    ["a class that is not of TotalSegmentator beside one that is", "{case}", ["liver", "tumor"]],
    ["classes of any name in segmentations/", "{case}/segmentations", ["organ_01", "organ_02", "organ_03"]],
  ])("takes equal folders for cases and their files for classes: %s", (_, below, classes) => {
    const files = (...cases: string[]) =>
      ["anna", "ben"].flatMap((rater) =>
        cases.flatMap((id) =>
          classes.map((name) => `x/${rater}/${below.replace("{case}", id)}/${name}.nii.gz`),
        ),
      );
    const expected = [`anna rater 1 x/anna/${below}`, `ben rater 1 x/ben/${below}`];
    expect(proposed(...files("s0001")).entities).toEqual(expected);
    const several = proposed(...files("s0001", "s0002"));
    expect(several.entities).toEqual(expected);
    expect(several.text).toContain("; 2 cases.");
  });

  it("takes no class for a rater where there is one set", () => {
    const tree = (files: string[]) => ({ folder: "masks", name: "x", files, prefix: "" });
    expect(() => proposeStudy(tree(["c01/liver.nii", "c01/tumor.nii", "c02/liver.nii"]))).toThrow(
      /no two sets/,
    );
  });

  it("names the sets that share no case with another", () => {
    const { entities, text } = proposed("a/x.nii", "b/x.nii", "other/y.nii");
    expect(entities).toHaveLength(2);
    expect(text).toMatch(/CHECK .*no case in common.*other\/\{case\}\.nii/);
  });

  it("is refused without two sets that share a case", () => {
    const tree = (...files: string[]) => ({ folder: "masks", name: "x", files, prefix: "" });
    expect(() => proposeStudy(tree("readme.txt"))).toThrow(/masks: no mask found/);
    expect(() => proposeStudy(tree("a/x.nii", "b/y.nii"))).toThrow(
      /no two sets of masks with a case in common/,
    );
  });

  it("says what was looked for and what to do, of a folder and of files without one", () => {
    const refused = (folder: string) => () =>
      proposeStudy({ folder, name: "x", files: ["a/x.nii", "b/y.nii"], prefix: "" });
    expect(refused(".")).toThrow(
      /^the files given: no two sets of .* 2 images \(a\/x\.nii, b\/y\.nii\)\. Looked for: .*\. Give one folder .*\{case\}/,
    );
    expect(refused("masks")).toThrow(/^masks: no two sets/);
  });

  it.each([
    ["anna/case1", "ben/case1"],
    ["case01/anna", "case02/anna", "case01/ben"],
    ["case1_anna", "case1_ben", "case2_anna", "case2_ben"],
  ])("knows what its refusal names: %s", (...stems) => {
    const { manifest } = proposed(...stems.map((stem) => `${stem}.nii.gz`));
    expect(manifest.entities.map(({ id }) => id)).toEqual(["anna", "ben"]);
  });

  it("keeps names that YAML would read otherwise", () => {
    const text = proposeStudy({
      folder: "m",
      name: "yes",
      files: ["12/x.nii", "a b: #c/x.nii"],
      prefix: "../m/",
    });
    const { name, entities } = readManifest(text, "s.yaml");
    expect(name).toBe("yes");
    expect(entities.map(({ id, masks }) => [id, masks.text])).toEqual([
      ["12", "../m/12/{case}.nii"],
      ["a b: #c", "../m/a b: #c/{case}.nii"],
    ]);
  });
});
