import { InputError, noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { classLabelNames } from "../src/cases/class-folder.ts";
import { absentLabels } from "../src/labels/absent-labels.ts";
import { labelVocabulary } from "../src/labels/label-names.ts";
import type { LabelQuery, LabelSide } from "../src/labels/label-query.ts";
import { matchLabels } from "../src/labels/match-labels.ts";

const side = (ids: number[], names?: Record<number, string>): LabelSide => ({
  ids,
  names: names && new Map(Object.entries(names).map(([id, name]) => [Number(id), name])),
});

/** `label name reference/prediction`, the ids joined by +. */
function specs(query: LabelQuery): string[] {
  return matchLabels(query).labels.map(
    ({ label, name, referenceIds, predictionIds }) =>
      `${label} ${name} ${referenceIds.join("+")}/${predictionIds.join("+")}`,
  );
}

describe("labels by number", () => {
  it("are those found in either mask, 0 excepted, in order", () => {
    const query = { reference: side([0, 40000, 7]), prediction: side([7, 3, 0]) };
    expect(specs(query)).toEqual(["3 3 3/3", "7 7 7/7", "40000 40000 40000/40000"]);
    expect(matchLabels(query)).toMatchObject({ found: [3, 7, 40000], warnings: [] });
  });

  it("are named by the one table there is", () => {
    expect(specs({ reference: side([1, 9]), prediction: side([1, 2], { 1: "liver", 2: "spleen" }) })).toEqual(
      ["1 liver 1/1", "2 spleen 2/2", "9 9 9/9"],
    );
  });

  it("keep a label asked for that is in neither mask", () => {
    const query = { reference: side([1]), prediction: side([1, 2]), asked: [5, 1, 5] };
    expect(specs(query)).toEqual(["5 5 5/5", "1 1 1/1"]);
    expect(matchLabels(query).found).toEqual([1]);
  });

  it("are kept, with a warning, if the tables share no name", () => {
    const query = { reference: side([1], { 1: "Tumor" }), prediction: side([1], { 1: "lesion" }) };
    expect(specs(query)).toEqual(["1 Tumor 1/1"]);
    expect(matchLabels(query).warnings.map(noteText)).toEqual([
      "The reference and the prediction name labels differently; no name is shared, so they are matched by number: 1 (Tumor and lesion).",
    ]);
  });

  it("stand alone where a table gives one name to two ids", () => {
    const table = { 1: "lesion", 2: "lesion", 3: "liver" };
    expect(specs({ reference: side([1, 2, 3], table), prediction: side([1, 2, 3], table) })).toEqual([
      "1 lesion 1/1",
      "2 lesion 2/2",
      "3 liver 3/3",
    ]);
  });
});

describe("labels by name", () => {
  const reference = side([1, 5, 7], { 1: "spleen", 5: "liver", 7: "pancreas" });

  it("are matched across different numbers, whatever the spelling, with a warning", () => {
    const prediction = side([1, 3], { 1: "Liver", 3: "SPLEEN", 7: "aorta" });
    const query = { reference, prediction };
    expect(specs(query)).toEqual(["1 spleen 1/3", "5 liver 5/1", "7 pancreas 7/"]);
    expect(matchLabels(query).warnings.map(noteText)).toEqual([
      "The reference and the prediction number labels differently; they are matched by name: spleen (1 and 3), liver (5 and 1).",
      "The reference and the prediction name labels differently; a number with two names is taken for two structures: 7 (pancreas and aorta).",
    ]);
  });

  it("give a structure of the prediction alone a number that is free in both tables, found or not", () => {
    const prediction = side([1, 7], { 1: "liver", 7: "aorta" });
    expect(specs({ reference, prediction })).toContain("1007 aorta /7");
    const elsewhere = { reference: { ...reference, ids: [] }, prediction: { ...prediction, ids: [7] } };
    expect(specs(elsewhere)).toEqual(["1007 aorta /7"]);
  });

  it("have one number in every pair of a run that shares a vocabulary", () => {
    const second = side([1], { 1: "liver", 2: "aorta" });
    const third = side([2], { 1: "aorta", 2: "liver" });
    const vocabulary = labelVocabulary([reference, second, third].map(({ names }) => names!));
    expect([...vocabulary]).toEqual([
      [1, "spleen"],
      [2, "aorta"],
      [5, "liver"],
      [7, "pancreas"],
    ]);
    expect(specs({ reference: second, prediction: third, vocabulary })).toEqual(["5 liver 1/2"]);
    expect(specs({ reference: second, prediction: side([1]), vocabulary })).toEqual(["5 liver 1/1"]);
    expect(specs({ reference: second, prediction: third, vocabulary, asked: [5, 2, 7] })).toEqual([
      "5 liver 1/2",
      "2 aorta 2/1",
      "7 pancreas /",
    ]);
  });

  it("match one file per class with a table, and refuse it where names are missing", () => {
    const perClass: LabelSide = {
      ids: [1, 5],
      names: classLabelNames(["liver", "spleen"]),
      byName: true,
      source: "s1",
    };
    expect(specs({ reference: side([1, 2], { 1: "liver", 2: "spleen" }), prediction: perClass })).toEqual([
      "1 liver 1/5",
      "2 spleen 2/1",
    ]);
    expect(specs({ reference: perClass, prediction: side([1, 2], { 1: "liver", 2: "spleen" }) })).toEqual([
      "1 liver 5/1",
      "2 spleen 1/2",
    ]);
    expect(specs({ reference: perClass, prediction: perClass })).toEqual(["1 spleen 1/1", "5 liver 5/5"]);
    const dataset = { labels: [{ label: 3, name: "liver", ids: [3] }] };
    expect(specs({ reference: side([3]), prediction: perClass, dataset })).toEqual(["3 liver 3/5"]);
    expect(() => matchLabels({ reference: side([1]), prediction: perClass })).toThrow(InputError);
    expect(() => matchLabels({ reference: side([1]), prediction: perClass })).toThrow(/^s1: .*dataset\.json/);
    const other = side([1], { 1: "femur" });
    expect(() => matchLabels({ reference: other, prediction: perClass })).toThrow(
      /liver.*femur|spleen.*femur/,
    );
  });
});

describe("labels of dataset.json", () => {
  const dataset = {
    labels: [
      { label: 1, name: "whole", ids: [1, 2, 3] },
      { label: 2, name: "core", ids: [2, 3] },
      { label: 3, name: "active", ids: [3] },
    ],
    ignoreLabel: 4,
  };

  it("are regions in their own order, found or not, without the ignore label", () => {
    const query = { reference: side([1, 4]), prediction: side([1, 3, 4]), dataset };
    expect(specs(query)).toEqual(["1 whole 1+2+3/1+2+3", "2 core 2+3/2+3", "3 active 3/3"]);
    expect(matchLabels(query)).toMatchObject({ found: [1, 2, 3], warnings: [] });
    expect(specs({ ...query, asked: [3, 9] })).toEqual(["3 active 3/3", "9 9 9/9"]);
  });

  it("find a region by its name in one file per class", () => {
    const names = classLabelNames(["core", "whole"]);
    const prediction = { ids: [1001], names, byName: true };
    expect(specs({ reference: side([2]), prediction, dataset })).toEqual([
      "1 whole 1+2+3/1002",
      "2 core 2+3/1001",
      "3 active 3/",
    ]);
  });

  it("name what a file names otherwise, and say which labels they leave out", () => {
    const flat = { labels: [{ label: 1, name: "liver", ids: [1] }] };
    const query = { reference: side([1, 6]), prediction: side([1, 8], { 1: "Leber" }), dataset: flat };
    expect(specs(query)).toEqual(["1 liver 1/1"]);
    expect(matchLabels(query).warnings.map(noteText)).toEqual([
      "The prediction and dataset.json name labels differently; no name is shared, so they are matched by number: 1 (Leber and liver).",
      "In a mask but not in dataset.json, left out: label 6, 8.",
    ]);
  });

  it("follow the names of a file that numbers its labels otherwise, members of a region too", () => {
    const numbered = {
      labels: [
        { label: 1, name: "liver", ids: [1] },
        { label: 2, name: "spleen", ids: [2] },
        { label: 9, name: "both", ids: [1, 2] },
      ],
    };
    const query = {
      reference: side([1, 2]),
      prediction: side([1, 5], { 1: "spleen", 5: "liver" }),
      dataset: numbered,
    };
    expect(specs(query)).toEqual(["1 liver 1/5", "2 spleen 2/1", "9 both 1+2/5+1"]);
    expect(noteText(matchLabels(query).warnings[0])).toContain(
      "The prediction and dataset.json number labels differently",
    );
    const partly = { ...query, prediction: side([2, 5], { 2: "aorta", 5: "liver" }) };
    expect(specs(partly)).toEqual(["1 liver 1/5", "2 spleen 2/", "9 both 1+2/5"]);
  });
});

describe("absentLabels", () => {
  it("tells none, some and all apart", () => {
    expect(absentLabels([1, 2], new Set([1, 2, 3]))).toEqual({ absent: [], all: false, message: null });
    expect(absentLabels([1, 7, 7], new Set([1]))).toEqual({
      absent: [7],
      all: false,
      message: "Label 7 asked for, but in no mask of the run.",
    });
    const none = absentLabels([8, 9], new Set([2, 1]));
    expect(none.all).toBe(true);
    expect(none.message).toBe("Labels 8, 9 asked for, but in no mask of the run; labels found: 1, 2.");
    expect(absentLabels([], new Set()).all).toBe(false);
  });
});

describe("a region of a dataset.json whose name a mask gives to a single label", () => {
  const dataset = {
    labels: [
      { label: 1, name: "kidney", ids: [1, 2, 3] },
      { label: 3, name: "masses", ids: [2, 3] },
      { label: 2, name: "tumor", ids: [2] },
    ],
  };
  const predictionIds = (ids: number[], names: Record<number, string>) => {
    const { labels, warnings } = matchLabels({
      dataset,
      reference: side([1, 2, 3]),
      prediction: side(ids, names),
    });
    return { ids: labels.map((spec) => `${spec.name} ${spec.predictionIds.join("+")}`), warnings };
  };

  it("is its parts where the mask names the parts by themselves, and says so", () => {
    const { ids, warnings } = predictionIds([1, 2, 3], { 1: "kidney", 2: "tumor", 3: "cyst" });
    expect(ids).toEqual(["kidney 1+2+3", "masses 2+3", "tumor 2"]);
    expect(warnings.map(noteText)).toEqual([
      'W-REGION: "kidney" is a region (1, 2, 3) in dataset.json and label 1 in the prediction, which names parts of it by themselves: compared as 1 kidney + 2 tumor + 3 cyst. If label 1 is the whole, say so in a label map.',
      expect.stringMatching(/^W-REGION: "masses" is a region \(2, 3\).*compared as 2 tumor \+ 3 cyst\./),
    ]);
  });

  it("is its known parts where the numbers differ too", () => {
    const { ids, warnings } = predictionIds([5, 7, 9], { 5: "kidney", 7: "tumor", 9: "cyst" });
    expect(ids[0]).toBe("kidney 5+7");
    expect(warnings.map(noteText).join()).toContain("compared as 5 kidney + 7 tumor");
  });

  it("is the one label that has them merged", () => {
    const tables: Record<number, string>[] = [{ 1: "kidney" }, { 4: "kidney", 5: "liver" }];
    for (const names of tables) {
      const [id] = Object.keys(names);
      const { ids, warnings } = predictionIds([Number(id)], names);
      expect(ids[0]).toBe(`kidney ${id}`);
      expect(warnings.map(noteText).join()).not.toContain("W-REGION");
    }
  });

  it("is that label with a warning where other numbers of the region have no name", () => {
    const { ids, warnings } = predictionIds([1, 2, 3], { 1: "kidney" });
    expect(ids[0]).toBe("kidney 1");
    expect(warnings.map(noteText).join()).toContain("2, 3");
    expect(warnings.map(noteText).join()).toContain("W-REGION");
  });

  it("never takes in another structure of the dataset", () => {
    const { labels } = matchLabels({
      dataset: { labels: [...dataset.labels, { label: 4, name: "liver", ids: [4] }] },
      reference: side([1, 2, 3, 4]),
      prediction: side([1, 2, 3], { 1: "kidney", 2: "tumor", 3: "liver" }),
    });
    expect(labels.map(({ predictionIds: ids }) => ids)).toEqual([[1, 2], [2], [2], [3]]);
  });
});

describe("a number that one table names and the other does not", () => {
  it("does not borrow a name that is another label's", () => {
    const query = {
      reference: side([1, 2, 3], { 1: "spleen", 2: "kidney" }),
      prediction: side([1, 2, 3], { 1: "liver", 2: "spleen", 3: "kidney" }),
    };
    expect(specs(query)).toEqual(["1 spleen 1/2", "2 kidney 2/3", "3 3 3/", "1001 liver /1"]);
  });
});

it("one name of several labels is said", () => {
  const twice = { 1: "kidney", 2: "Kidney", 3: "liver" };
  const { warnings } = matchLabels({ reference: side([1, 2, 3], twice), prediction: side([1, 2, 3]) });
  expect(warnings.map(noteText)).toEqual([
    "The reference gives one name to several labels, which are matched by number and not by name: kidney (1, 2).",
  ]);
});
