import { noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { commonLabels, foreignLabels } from "../src/labels/common-labels.ts";

const organ = (label: number, name: string) => ({ label, name });
const liver = organ(1, "liver");
const prostate = organ(2, "prostate");
const rectum = organ(3, "rectum");
const heart = organ(9, "heart");

describe("equation 3", () => {
  it("is the intersection of all label sets with that of the reference, background excepted", () => {
    const reference = [organ(0, "background"), liver, prostate, rectum];
    const { labels, dropped } = commonLabels(reference, [
      { id: "A", labels: [liver, prostate, rectum] },
      { id: "B", labels: [liver, rectum, heart] },
      { id: "C", labels: [organ(0, "background"), liver, prostate] },
    ]);
    expect(labels).toEqual([liver]);
    expect(dropped).toEqual([
      { ...prostate, lackedBy: ["B"], generators: ["A", "C"], reason: "prostate: not in B" },
      { ...rectum, lackedBy: ["C"], generators: ["A", "B"], reason: "rectum: not in C" },
    ]);
  });

  it("takes a generator that names no labels for one that can produce all", () => {
    expect(commonLabels([liver, prostate], [{ id: "A", labels: null }]).labels).toEqual([liver, prostate]);
  });

  it("lists labels of generators that the reference does not have", () => {
    const common = commonLabels([liver], [{ id: "A", labels: [liver, heart, rectum] }]);
    expect(common.foreign).toEqual([{ id: "A", labels: [heart, rectum] }]);
    expect(foreignLabels(common).map(noteText)).toEqual([
      "A has 2 labels that the reference does not name, left out: heart, rectum.",
    ]);
  });

  it("names every generator that lacks a label", () => {
    const [dropped] = commonLabels(
      [prostate],
      [
        { id: "A", labels: [liver] },
        { id: "B", labels: [liver] },
      ],
    ).dropped;
    expect(dropped).toMatchObject({ lackedBy: ["A", "B"], generators: [], reason: "prostate: not in A, B" });
  });
});
