import { readLabelMapFile } from "@pgt/study";
import { describe, expect, it } from "vitest";
import { labelsOfTargets, relabellingOf, unionsInWords } from "../src/quality/entity-labels.ts";
import { foldFileNotes } from "../src/quality/file-notes.ts";

const table = new Map([
  [1, "kidney_left"],
  [2, "kidney_right"],
  [3, "liver"],
]);
const study = new Map([
  [1, "kidneys"],
  [2, "liver"],
]);
const map = (text: string) => readLabelMapFile(text, "map.yaml");

describe("label maps", () => {
  it("of the reference give the labels of a dataset that nobody has named", () => {
    const { labels } = labelsOfTargets(
      map("kidneys: [kidney_left, kidney_right]\nliver: 1\nspleen: 9\nx: 0\n"),
    );
    expect(labels).toEqual([
      { label: 2, name: "kidneys", ids: [2] },
      { label: 1, name: "1", ids: [1] },
      { label: 9, name: "9", ids: [9] },
    ]);
  });

  it("are resolved, and their unions said", () => {
    const union = map("kidneys: [kidney_left, kidney_right]\nliver: liver\n");
    const relabelling = relabellingOf({ id: "A", map: union }, study, table)!;
    expect(relabelling.map!.unions).toEqual([
      { target: 1, sources: ["kidney_left", "kidney_right"] },
      { target: 2, sources: ["liver"] },
    ]);
    expect(unionsInWords(relabelling)).toEqual(["kidneys = kidney_left + kidney_right in A"]);
  });

  it.each([
    [
      "kidnys: [kidney_left, kidney_right]\n",
      /map\.yaml.*line 1.*"kidnys" is no label of the reference.*Did you mean kidneys/,
    ],
    ["7: [kidney_left, kidney_right]\n", /"7" is no label of the reference/],
    [
      "kidneys: [kidny_left, kidney_right]\n",
      /line 1.*"kidny_left" is no label of A.*Did you mean kidney_left/,
    ],
  ])("that name an unknown label are refused: %s", (text, message) => {
    expect(() => relabellingOf({ id: "A", map: map(text) }, study, table)).toThrow(message);
  });

  it("of presets may list names that a version of the tool does not have", () => {
    const union = map("kidneys: [kidney_left, kidney_of_older_versions]\n");
    expect(() => relabellingOf({ id: "A", map: union, isPreset: true }, study, table)).not.toThrow();
  });

  it("of two sources for one target ask for a union", () => {
    expect(() => map("kidney_left: kidneys\nkidney_right: kidneys\n")).toThrow("If their union is meant");
  });
});

describe("notes on files", () => {
  it("with the same words are put together", () => {
    expect(
      foldFileNotes(
        ["d/a.nii: odd.", "d/b.nii: odd.", "d/b.nii: other.", "of the run"],
        ["d/a.nii", "d/b.nii"],
      ),
    ).toEqual(["d/a.nii and 1 more: odd.", "d/b.nii: other.", "of the run"]);
  });
});
