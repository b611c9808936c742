import { readLabelMapFile } from "@pgt/study";
import { describe, expect, it } from "vitest";
import { labelsOfTargets, mappedLabels, relabellingOf, unionsInWords } from "../src/labels/entity-labels.ts";

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

describe("label maps onto regions of the reference", () => {
  const structures = [
    { label: 1, name: "kidney", ids: [1, 2, 3] },
    { label: 3, name: "masses", ids: [2, 3] },
    { label: 2, name: "tumor", ids: [2] },
  ];
  const names = new Map([[2, "tumor"]]);
  const own = new Map([
    [5, "renal"],
    [7, "lesion"],
    [9, "cyst"],
  ]);
  const resolved = (text: string) => relabellingOf({ id: "A", map: map(text) }, names, own, structures)!;
  const targets = (text: string) =>
    Object.fromEntries(
      resolved(text).map!.unions.flatMap(({ target, sources }) => sources.map((one) => [one, target])),
    );

  it("may overlap: every source becomes the number that lies in the same regions", () => {
    const text = "kidney: [renal, 7, cyst]\nmasses: [7, cyst]\ntumor: [7]\n";
    expect(targets(text)).toEqual({ renal: 1, 7: 2, cyst: 3 });
    expect(unionsInWords(resolved(text))).toEqual([
      "kidney = renal + 7 + cyst in A",
      "masses = 7 + cyst in A",
    ]);
    expect(mappedLabels(resolved(text), names)!.map(({ label }) => label)).toEqual([1, 3, 2]);
  });

  it("may name some regions only, and merged labels", () => {
    expect(targets("masses: [lesion, cyst]\n")).toEqual({ lesion: 2, cyst: 2 });
    expect(targets("renal: kidney\n")).toEqual({ renal: 1 });
    expect(mappedLabels(resolved("renal: kidney\n"), names)!.map(({ name }) => name)).toEqual(["kidney"]);
  });

  it("that no number of the reference can stand for are refused", () => {
    expect(() => targets("kidney: [renal]\nmasses: [cyst]\n")).toThrow(
      /"cyst" is to be in masses and not in kidney, and no number of the reference is/,
    );
  });

  it("overlap on regions only", () => {
    expect(() => relabellingOf({ id: "A", map: map("kidneys: [1, 2]\nliver: [2]\n") }, study, table)).toThrow(
      /source label 2 is given twice/,
    );
  });
});
