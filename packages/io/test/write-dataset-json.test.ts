import { describe, expect, it } from "vitest";
import { parseDatasetJson } from "../src/nnunet/dataset-json.ts";
import { checkTrainable, derivedDatasetJson } from "../src/nnunet/write-dataset-json.ts";
import { refusal } from "./expect-error.ts";

const regions = {
  channel_names: { "0": "T1", "1": "T2" },
  labels: { background: 0, whole: [2, 1, 3], core: [2, 3], enhancing: 3, ignore: 4 },
  regions_class_order: [1, 2, 3],
  numTraining: 7,
  file_ending: ".nii.gz",
};
const check = (dataset: unknown) => checkTrainable(JSON.stringify(dataset), "dataset.json");

describe("a dataset.json to train on", () => {
  it("tells channels, ending and every id", () => {
    expect(check(regions)).toEqual({
      channels: 2,
      fileEnding: ".nii.gz",
      ids: [0, 1, 2, 3, 4],
      idFault: null,
      numTraining: 7,
    });
  });

  it("says which ids nnU-Net would miss", () => {
    const labels = { background: 0, a: 2, b: 5 };
    expect(check({ ...regions, labels }).idFault).toContain("missing: 1, 3, 4");
  });

  it.each([
    [{ modality: {}, labels: { "0": "background" } }, "channel_names, numTraining, file_ending"],
    [{ ...regions, dataset: {} }, "`dataset`: a data set that lists its files"],
    [{ ...regions, labels: { liver: 1 } }, "`labels.background`: expected 0, found nothing"],
    [{ ...regions, channel_names: ["CT"] }, "`channel_names`: expected an object"],
  ])("names what is wrong in %j", async (dataset, message) => {
    expect(await refusal("E_LABELS", () => check(dataset))).toContain(message);
  });

  it("is derived with its keys in order, its lists of files left out", () => {
    const text = JSON.stringify({ ...regions, training: [{ image: "x" }], licence: "CC" });
    const derived = derivedDatasetJson(text, "d", { name: "New", numTraining: 3, pgt: { generator: "g" } });
    const read = JSON.parse(derived);
    expect(Object.keys(read)).toEqual([...Object.keys(regions), "licence", "name", "pgt"]);
    expect(read).toMatchObject({ numTraining: 3, name: "New", licence: "CC", pgt: { generator: "g" } });
    expect(parseDatasetJson(derived, "d").labels).toEqual(parseDatasetJson(text, "d").labels);
    expect(Object.keys(read.labels)).toEqual(Object.keys(regions.labels));
  });
});
