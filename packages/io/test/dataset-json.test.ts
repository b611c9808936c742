import { describe, expect, it } from "vitest";
import { parseDatasetJson } from "../src/nnunet/dataset-json.ts";
import { refusal } from "./expect-error.ts";

const parse = (dataset: unknown) => parseDatasetJson(JSON.stringify(dataset), "dataset.json");

describe("parseDatasetJson", () => {
  it("version 2: names to ids, in the order of the file", () => {
    const dataset = parse({
      name: "Prostate",
      labels: { background: 0, TZ: 2, PZ: 1 },
      file_ending: ".nii.gz",
    });
    expect(dataset).toEqual({
      labels: [
        { label: 2, name: "TZ", ids: [2] },
        { label: 1, name: "PZ", ids: [1] },
      ],
      fileEnding: ".nii.gz",
      name: "Prostate",
    });
  });

  it("regions take their labels from regions_class_order, in the order of the file", () => {
    const labels = { background: 0, "whole tumor": [1, 2, 3], "tumor core": [2, 3], enhancing: 3, ignore: 4 };
    const dataset = parse({ labels, regions_class_order: [1, 2, 3] });
    expect(dataset.labels).toEqual([
      { label: 1, name: "whole tumor", ids: [1, 2, 3] },
      { label: 2, name: "tumor core", ids: [2, 3] },
      { label: 3, name: "enhancing", ids: [3] },
    ]);
    expect(dataset.ignoreLabel).toBe(4);
    expect(parse({ labels }).labels.map((label) => label.label)).toEqual([1, 2, 3]);
  });

  it("regions_class_order counts only where a region has several ids", () => {
    const dataset = parse({ labels: { background: 0, a: [3], b: 1 }, regions_class_order: [1, 2] });
    expect(dataset.labels.map((label) => label.label)).toEqual([3, 1]);
  });

  it("version 1: ids to names", () => {
    const dataset = parse({ labels: { "0": "background", "1": "kidney", "2": "tumor" } });
    expect(dataset.labels).toEqual([
      { label: 1, name: "kidney", ids: [1] },
      { label: 2, name: "tumor", ids: [2] },
    ]);
  });

  it.each([
    ["no JSON", "{", "not valid JSON"],
    ["no object", "[1]", "labels"],
    ["no labels", "{}", "`labels`"],
    ["an empty table", '{"labels":{}}', "expected a structure besides background and ignore"],
    ["background alone", '{"labels":{"background":0}}', "expected a structure besides background and ignore"],
    ["labels as a list", '{"labels":["a"]}', "`labels`"],
    ["an id that is not whole", '{"labels":{"a":1.5}}', "`labels.a`"],
    ["a negative id", '{"labels":{"a":-1}}', "`labels.a`"],
    ["an id as text beside numbers", '{"labels":{"a":1,"b":"2"}}', "`labels.b`"],
    ["an empty region", '{"labels":{"a":[]}}', "`labels.a`"],
    ["background in a region", '{"labels":{"a":[0,1]}}', "`labels.a`"],
    ["background elsewhere", '{"labels":{"background":1,"a":2}}', "`labels.background`"],
    ["background as a region", '{"labels":{"background":[0],"a":2}}', "`labels.background`"],
    ["ignore below others", '{"labels":{"background":0,"ignore":1,"a":2}}', "`labels.ignore`"],
    ["ignore as a region", '{"labels":{"a":1,"ignore":[2,3]}}', "`labels.ignore`"],
    ["an id twice", '{"labels":{"a":1,"b":1}}', '"a" and "b"'],
    [
      "an order too short",
      '{"labels":{"a":[1,2],"b":[2]},"regions_class_order":[1]}',
      "`regions_class_order`",
    ],
    ["regions named by numbers", '{"labels":{"2":[1,2],"1":2},"regions_class_order":[1,2]}', "`labels.1`"],
    ["regions with one first id", '{"labels":{"a":[1,2],"b":[1,3]}}', "regions_class_order"],
  ])("refuses %s, naming file and field", async (_, text, shown) => {
    const message = await refusal("E_LABELS", () => parseDatasetJson(text, "dataset.json"));
    expect(message).toMatch(/^dataset\.json: /);
    expect(message).toContain(shown);
  });
});
