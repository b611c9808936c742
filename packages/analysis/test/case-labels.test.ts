import { describe, expect, it } from "vitest";
import { CaseLabels, RunVocabulary } from "../src/labels/case-labels.ts";

/** Numbers of a mask by the label that they are matched with. */
function matched(labels: CaseLabels, names: Readonly<Record<number, string>> | null, ids: readonly number[]) {
  const table = names && new Map(Object.entries(names).map(([id, name]) => [Number(id), name]));
  const found = labels.match({ ids, ...(table && { names: table }) });
  return Object.fromEntries(found.map(({ label, predictionIds }) => [label, predictionIds]));
}

describe("labels of the masks of a case", () => {
  it("gives structures of one number and different names numbers of their own", () => {
    const labels = new CaseLabels({});
    expect(matched(labels, { 1: "kidney", 2: "cyst" }, [1, 2])).toEqual({ 1: [1], 2: [2] });
    expect(matched(labels, { 1: "tumour", 2: "cyst" }, [1, 2])).toEqual({ 1: [], 2: [2], 1001: [1] });
    expect(matched(labels, { 1: "vein", 2: "cyst" }, [1, 2])).toEqual({ 1: [], 2: [2], 2001: [1] });
    expect([...labels.names]).toEqual([
      [1, "kidney"],
      [2, "cyst"],
      [1001, "tumour"],
      [2001, "vein"],
    ]);
  });

  it("goes by number where a mask names nothing", () => {
    const labels = new CaseLabels({});
    matched(labels, { 1: "kidney" }, [1]);
    expect(matched(labels, null, [1, 3])).toEqual({ 1: [1], 3: [3] });
    expect(labels.names.get(3)).toBe("3");
  });

  it("keeps the number of a structure over cases", () => {
    const vocabulary = new RunVocabulary();
    matched(new CaseLabels({}, vocabulary), { 1: "kidney" }, [1]);
    expect(matched(new CaseLabels({}, vocabulary), { 2: "kidney", 1: "cyst" }, [1, 2])).toEqual({
      1: [2],
      1001: [1],
    });
  });
});
