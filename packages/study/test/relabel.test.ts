import { type LabelVolume, sentenceOf } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { resolveLabelMap } from "../src/manifest/label-map.ts";
import { readLabelMapFile } from "../src/manifest/read-manifest.ts";
import { relabelVolume } from "../src/manifest/relabel.ts";

const studyNames = new Map([
  [1, "kidney"],
  [2, "tumor"],
]);
const volume = (data: number[], labelNames?: ReadonlyMap<number, string>): LabelVolume => ({
  data: Uint16Array.from(data),
  shape: [data.length, 1, 1],
  spacingMm: [1, 1, 1],
  source: "mask.nii",
  ...(labelNames && { labelNames }),
});
const mapOf = (text: string) => resolveLabelMap(readLabelMapFile(text, "map.yaml"), studyNames);

describe("a label map", () => {
  it("unites labels by name and id, and says what it leaves out", () => {
    const names = new Map([
      [5, "kidney_left"],
      [6, "kidney_right"],
      [7, "spleen"],
    ]);
    const map = mapOf("kidney: [Kidney left, kidney_right]\n300: tumor\n");
    const result = relabelVolume(volume([0, 5, 6, 7, 300, 5], names), { id: "net", map, studyNames });
    expect([...result.data]).toEqual([0, 1, 1, 0, 2, 1]);
    expect(result.labelNames).toBe(studyNames);
    expect(result.warnings?.map(sentenceOf)).toEqual(["not in the label map of net, left out: 7 spleen."]);
  });

  it("names labels that the file does not know", () => {
    const result = relabelVolume(volume([5], new Map([[5, "liver"]])), {
      id: "net",
      map: mapOf("renal: kidney\nliver: tumor"),
      studyNames,
    });
    expect(result.warnings?.map(sentenceOf)).toEqual([
      "the label map of net names labels that the mask does not know: renal.",
    ]);
  });

  it("drops a label that becomes 0 without a word", () => {
    const result = relabelVolume(volume([3, 4]), { id: "net", map: mapOf("3: kidney\n4: 0"), studyNames });
    expect([...result.data]).toEqual([1, 0]);
    expect(result.warnings?.map(sentenceOf)).toEqual([]);
  });

  it("with names needs a file that has some, or the entity's labels", () => {
    const map = mapOf("renal: kidney");
    expect(() => relabelVolume(volume([1]), { id: "net", map })).toThrow(
      /mask\.nii: .*"renal".*names no labels/,
    );
    const named = relabelVolume(volume([9]), { id: "net", map, names: new Map([[9, "renal"]]) });
    expect([...named.data]).toEqual([1]);
  });

  it("without a map only sets the names", () => {
    const names = new Map([[1, "x"]]);
    const given = volume([1]);
    expect(relabelVolume(given, { id: "a", names })).toEqual({ ...given, labelNames: names });
  });

  it.each([
    [
      "renal: kindey",
      'map.yaml: line 1: renal: "kindey" is no label of the study; the labels of the study are 1 kidney, 2 tumor. Did you mean kidney?',
    ],
    ["kidney: [a]\nb: kidney", 'line 2: b: "a" and "b" both become "kidney"'],
    ["kidney: [a]\ntumor: [a]", 'line 2: tumor: the source label "a" is given twice'],
    ["1: 9", "line 1: 1: 9 is no label of the study"],
    [
      "1: 4294967297",
      "line 1: 1: expected a label of the study from 0 (background) to 4294967295, found 4294967297",
    ],
    ["1: -1", "line 1: 1: expected a label of the study from 0 (background) to 4294967295, found -1"],
    ["4294967296: [1]", "expected a label of the study from 0 (background) to 4294967295, found 4294967296"],
    ["kidney: []", "line 1: kidney: expected the name or id of a label"],
  ])("%j is refused: %s", (text, message) => {
    expect(() => mapOf(text)).toThrow(message);
  });

  it("with names needs the study to name its labels", () => {
    expect(() => resolveLabelMap(readLabelMapFile("a: kidney", "map.yaml"), undefined)).toThrow(
      /the study names no labels/,
    );
  });
});
