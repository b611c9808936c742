import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDatasetJson, parseSplitsFinal } from "@pgt/io";
import { noteText } from "@pgt/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeriveOptions, derive, readLabelMap } from "../src/index.ts";
import { flipped, nnunetComplaints, randomVolume, writeMaskFile, writeRawDataset } from "./raw-dataset.ts";

const cases = ["p1", "p2", "p3", "p4", "p5", "p6"];
const labels = { background: 0, liver: 1, kidneys: 2, rectum: 3 };
const names = new Map([
  [5, "Kidney left"],
  [6, "kidney_right"],
  [9, "LIVER"],
  [11, "lung"],
]);

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pgt-derive-"));
  writeRawDataset(join(root, "Dataset004_Abdomen"), cases, { labels }, [1, 2, 3]);
});
afterEach(() => rmSync(root, { recursive: true }));

function writeGenerator(folder: string, ids: readonly number[], own?: ReadonlyMap<number, string>): void {
  for (const [at, id] of cases.entries())
    writeMaskFile(join(root, folder, `${id}.nii.gz`), randomVolume(ids, 10 + at, own));
}

const deriveHere = (options: Partial<DeriveOptions> & Pick<DeriveOptions, "generators">) =>
  derive({ base: { folder: join(root, "Dataset004_Abdomen") }, out: join(root, "out"), ...options });

/** Every voxel of every label against what the generator's voxel must become. */
async function expectVoxels(
  folder: string,
  source: string,
  becomes: Readonly<Record<number, number>>,
): Promise<void> {
  for (const id of cases) {
    const written = await readLabelMap(join(folder, "labelsTr", `${id}.nii.gz`));
    const given = await readLabelMap(join(root, source, `${id}.nii.gz`));
    expect([...written.data]).toEqual([...given.data].map((value) => becomes[value] ?? 0));
    expect(written.labelNames).toBeUndefined();
  }
}

describe("a pseudo-label data set", () => {
  it("holds the generator's masks in the ids of the base, by a map with a union", async () => {
    writeGenerator("gen", [5, 6, 9, 11], names);
    writeFileSync(join(root, "map.yaml"), "kidneys: [kidney left, Kidney_Right]\nliver: liver\n");
    const result = await deriveHere({
      generators: { gen: join(root, "gen") },
      maps: { gen: join(root, "map.yaml") },
    });
    const [made] = result.datasets;
    expect(made).toMatchObject({
      generator: "gen",
      dataset: "Dataset011_Abdomen_gen",
      matched: "map",
      cases: 6,
    });
    await expectVoxels(made.folder!, "gen", { 5: 2, 6: 2, 9: 1 });
    expect(made.labels).toEqual([
      { label: 1, name: "liver", from: ["LIVER"], cases: 6 },
      { label: 2, name: "kidneys", from: ["Kidney left", "kidney_right"], cases: 6 },
    ]);
    expect(made.unused).toEqual([{ label: "11 lung", cases: 6 }]);
    expect(result.dropped.map(({ name, reason }) => [name, reason])).toEqual([
      ["rectum", "rectum: not in gen"],
    ]);
    expect(result.common.map(({ name }) => name)).toEqual(["liver", "kidneys"]);
    expect(result.failures).toEqual([]);
  });

  it("is what nnU-Net asks for, and read back by our own reader", async () => {
    writeGenerator("gen", [5, 6, 9, 11], names);
    const { datasets } = await deriveHere({ generators: { gen: join(root, "gen") } });
    const folder = datasets[0].folder!;
    expect(await nnunetComplaints(folder)).toEqual([]);
    const json = readFileSync(join(folder, "dataset.json"), "utf8");
    expect(JSON.parse(json).labels).toEqual(labels);
    expect(parseDatasetJson(json, "dataset.json").name).toBe("Dataset011_Abdomen_gen");
    expect(JSON.parse(json).pgt).toMatchObject({ generator: "gen", map: null });
    const record = JSON.parse(readFileSync(join(folder, "pgt-derive.json"), "utf8"));
    expect(record).toMatchObject({
      schema: "pgt.derive-record/1",
      generator: "gen",
      matched: "name",
      cases: 6,
    });
    const hashed = { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const masks = record.inputs.filter((input: object) => "case" in input);
    expect(masks).toHaveLength(6);
    expect(masks[0]).toMatchObject({ case: "p1", ...hashed });
    expect(record.inputs.filter((input: object) => !("case" in input))).toEqual([
      expect.objectContaining({ path: expect.stringMatching(/dataset\.json$/), ...hashed }),
    ]);
  });

  it("links to the images with paths that hold after it has moved into place, or copies them", async () => {
    writeGenerator("gen", [1, 2]);
    const linked = await deriveHere({ generators: { gen: join(root, "gen") } });
    const link = join(linked.datasets[0].folder!, "imagesTr", "p1_0001.nii.gz");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link).startsWith("..")).toBe(true);
    const original = join(root, "Dataset004_Abdomen", "imagesTr", "p1_0001.nii.gz");
    expect(realpathSync(link)).toBe(realpathSync(original));
    expect(readdirSync(join(linked.datasets[0].folder!, "imagesTs"))).toEqual(["test_0000.nii.gz"]);
    const copied = await deriveHere({
      generators: { gen: join(root, "gen") },
      copy: true,
      fresh: true,
    });
    const copy = join(copied.datasets[0].folder!, "imagesTr", "p1_0001.nii.gz");
    expect(lstatSync(copy).isFile()).toBe(true);
    expect(readFileSync(copy)).toEqual(readFileSync(original));
    expect(copied.images).toBe("copied");
  });

  it("puts a mask stored in another direction onto the grid of the base", async () => {
    for (const [at, id] of cases.entries()) {
      writeMaskFile(join(root, "gen", `${id}.nii.gz`), { ...randomVolume([1, 2, 3], at), affine: flipped });
    }
    const { datasets } = await deriveHere({ generators: { gen: join(root, "gen") } });
    const written = await readLabelMap(join(datasets[0].folder!, "labelsTr", "p2.nii.gz"));
    const given = await readLabelMap(join(root, "gen", "p2.nii.gz"));
    const [nx] = given.shape;
    const turned = [...given.data].map((_, at) => given.data[at - (at % nx) + (nx - 1 - (at % nx))]);
    expect([...written.data]).toEqual(turned);
    expect(await nnunetComplaints(datasets[0].folder!)).toEqual([]);
  });

  it("keeps a mask of the base itself as it is, its ignore label and regions included", async () => {
    const regions = { background: 0, whole: [1, 2], core: 2, ignore: 3 };
    writeRawDataset(
      join(root, "Dataset007_Tumour"),
      cases,
      { labels: regions, regions_class_order: [1, 2] },
      [1, 2, 3],
    );
    const base = { folder: join(root, "Dataset007_Tumour") };
    const { datasets } = await deriveHere({ base, generators: { same: join(base.folder, "labelsTr") } });
    expect(datasets[0].matched).toBe("number");
    await expectVoxels(datasets[0].folder!, "Dataset007_Tumour/labelsTr", { 1: 1, 2: 2, 3: 3 });
    expect(await nnunetComplaints(datasets[0].folder!)).toEqual([]);
  });

  it("takes one file per class; where two overlap, the higher label gets the voxel, and it is said", async () => {
    const [liver, left, right] = [1, 2, 3].map((seed) => randomVolume([1], seed));
    for (const id of cases) {
      writeMaskFile(join(root, "ts", id, "liver.nii.gz"), liver);
      writeMaskFile(join(root, "ts", id, "kidney_left.nii.gz"), left);
      writeMaskFile(join(root, "ts", id, "kidney_right.nii.gz"), right);
    }
    writeFileSync(join(root, "map.yaml"), "kidneys: [kidney_left, kidney_right]\nliver: liver\n");
    const { datasets, notes } = await deriveHere({
      generators: { ts: join(root, "ts") },
      maps: { ts: join(root, "map.yaml") },
    });
    const written = await readLabelMap(join(datasets[0].folder!, "labelsTr", "p3.nii.gz"));
    const expected = [...liver.data].map((one, at) => (left.data[at] || right.data[at] ? 2 : one ? 1 : 0));
    expect([...written.data]).toEqual(expected);
    const overlap = [...liver.data].filter((one, at) => one && (left.data[at] || right.data[at])).length;
    expect(datasets[0].overlapVoxels).toBe(6 * overlap);
    expect(notes.map(noteText)).toContain(
      `ts: ${6 * overlap} voxels are in two classes; the label with the higher number got them.`,
    );
  });
});

describe("several versions", () => {
  it("get consecutive numbers, the same split and the labels common to all", async () => {
    writeGenerator("a", [5, 6, 9, 11], names);
    writeGenerator("b", [1, 2, 3]);
    const result = await deriveHere({
      generators: { a: join(root, "a"), b: join(root, "b") },
      datasetId: 120,
      name: "My data",
    });
    expect(result.datasets.map(({ dataset }) => dataset)).toEqual([
      "Dataset120_My_data_a",
      "Dataset121_My_data_b",
    ]);
    const texts = result.datasets.map(({ folder }) =>
      readFileSync(join(folder!, "splits_final.json"), "utf8"),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(
      parseSplitsFinal(texts[0], "s")
        .flatMap(({ val }) => val)
        .sort(),
    ).toEqual(cases);
    expect(result.common.map(({ name }) => name)).toEqual(["liver"]);
    expect(result.dropped.map(({ name, lackedBy }) => [name, lackedBy])).toEqual([
      ["kidneys", ["a"]],
      ["rectum", ["a"]],
    ]);
    await expect(deriveHere({ generators: { c: join(root, "b") }, datasetId: 121 })).rejects.toThrow(
      "has that number",
    );
    const next = await deriveHere({ generators: { c: join(root, "b") } });
    expect(next.datasets[0].dataset).toBe("Dataset122_Abdomen_c");
  });

  it("that are there already are not made twice, but written anew in place if asked", async () => {
    writeGenerator("a", [1, 2, 3]);
    writeGenerator("b", [1, 2]);
    const generators = { a: join(root, "a"), b: join(root, "b") };
    const first = await deriveHere({ generators });
    const [one, two] = first.datasets.map(({ dataset }) => dataset);
    await expect(deriveHere({ generators })).rejects.toThrow(
      /Dataset011_Abdomen_a, Dataset012_Abdomen_b are there already.*--fresh/,
    );
    await expect(deriveHere({ generators: { a: join(root, "a") } })).rejects.toMatchObject({ kind: "usage" });
    expect(readdirSync(join(root, "out")).sort()).toEqual([one, two]);

    writeFileSync(join(root, "out", one, "stray.txt"), "of the old one");
    writeGenerator("c", [1, 2, 3]);
    const again = await deriveHere({ generators: { ...generators, c: join(root, "c") }, fresh: true });
    expect(again.datasets.map(({ dataset }) => dataset)).toEqual([one, two, "Dataset013_Abdomen_c"]);
    expect(readdirSync(join(root, "out")).sort()).toEqual([one, two, "Dataset013_Abdomen_c"]);
    expect(existsSync(join(root, "out", one, "stray.txt"))).toBe(false);
    await expectVoxels(join(root, "out", one), "a", { 1: 1, 2: 2, 3: 3 });

    const others: readonly Partial<DeriveOptions>[] = [
      { split: { trainPercent: 50 } },
      { name: "Other" },
      { datasetId: 300 },
    ];
    for (const other of others) {
      const made = await deriveHere({ generators: { a: join(root, "a") }, ...other });
      expect(made.datasets[0].folder).not.toBeNull();
    }
  });

  it("take a split that is given, and are told of cases that their fold has seen", async () => {
    const folds = cases.map((id) => ({ train: cases.filter((one) => one !== id), val: [id] }));
    writeFileSync(join(root, "splits.json"), JSON.stringify(folds));
    const fold = (id: string) => (id === "p6" ? 0 : cases.indexOf(id));
    for (const [at, id] of cases.entries()) {
      writeMaskFile(
        join(root, "cv", `fold_${fold(id)}`, "validation", `${id}.nii.gz`),
        randomVolume([1, 2], at),
      );
    }
    const { datasets, notes, split } = await deriveHere({
      generators: { cv: join(root, "cv") },
      split: { file: join(root, "splits.json") },
    });
    const written = readFileSync(join(datasets[0].folder!, "splits_final.json"), "utf8");
    expect(parseSplitsFinal(written, "s")).toEqual(folds);
    expect(split).toMatchObject({ folds: 6 });
    expect(notes.map(noteText)).toContain(
      "cv: by the split, the model of its fold was trained on p6; not out-of-fold.",
    );
  });
});

describe("a version that fails", () => {
  const leftovers = () => readdirSync(join(root, "out"));

  it("is not written when it lacks a case; the others are", async () => {
    writeGenerator("good", [1, 2]);
    writeGenerator("short", [1, 2]);
    rmSync(join(root, "short", "p2.nii.gz"));
    const result = await deriveHere({ generators: { short: join(root, "short"), good: join(root, "good") } });
    expect(result.datasets.map(({ folder }) => folder)).toEqual([
      null,
      join(root, "out", "Dataset012_Abdomen_good"),
    ]);
    expect(result.failures).toEqual([
      expect.objectContaining({
        case: "p2",
        comparison: "short",
        message: expect.stringContaining('no mask of short for case "p2"'),
      }),
    ]);
    expect(leftovers()).toEqual(["Dataset012_Abdomen_good"]);
  });

  it("is not written when a mask lies on another grid, and every such case is named", async () => {
    writeGenerator("gen", [1, 2]);
    for (const id of ["p2", "p5"]) {
      const moved = [...randomVolume([1], 1).affine!].map((value, at) => (at === 3 ? value + 1 : value));
      writeMaskFile(join(root, "gen", `${id}.nii.gz`), { ...randomVolume([1], 1), affine: moved });
    }
    const { datasets, failures } = await deriveHere({ generators: { gen: join(root, "gen") } });
    expect(datasets[0].folder).toBeNull();
    expect(failures.map(({ case: id, code }) => [id, code])).toEqual([
      ["p2", "E_GEOM"],
      ["p5", "E_GEOM"],
    ]);
    expect(leftovers()).toEqual([]);
  });

  it("leaves nothing when interrupted", async () => {
    writeGenerator("gen", [1, 2]);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const running = deriveHere({
      generators: { gen: join(root, "gen") },
      onProgress,
      signal: controller.signal,
    });
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ["a number that is no label", [1, 7], undefined, "label 7 is not in"],
    ["no name in common", [5], new Map([[5, "femur"]]), "no label name in common with"],
  ])("says what to do about %s", async (_, ids, own, message) => {
    writeGenerator("gen", ids, own);
    const { failures } = await deriveHere({ generators: { gen: join(root, "gen") } });
    expect(failures).toHaveLength(6);
    expect(failures[0].message).toContain(message);
    expect(failures[0].message).toContain("--map gen=FILE");
  });
});

describe("what is refused before anything is read", () => {
  it.each([
    ["kidneys: [a]\nb: spine\n", '"spine" is no label of the study'],
    ["a: liver\nb: liver\n", "both become"],
  ])("the map %j", async (yaml, message) => {
    writeGenerator("gen", [1]);
    writeFileSync(join(root, "map.yaml"), yaml);
    const running = deriveHere({
      generators: { gen: join(root, "gen") },
      maps: { gen: join(root, "map.yaml") },
    });
    await expect(running).rejects.toThrow(message);
  });

  it("a base without a label for an image, of another ending, or with too few channels", async () => {
    writeGenerator("gen", [1]);
    const generators = { gen: join(root, "gen") };
    const folder = join(root, "Dataset004_Abdomen");
    rmSync(join(folder, "imagesTr", "p4_0001.nii.gz"));
    await expect(deriveHere({ generators })).rejects.toThrow(
      'case "p4" has 1 images, and dataset.json names 2 channels',
    );
    rmSync(join(folder, "imagesTr", "p4_0000.nii.gz"));
    rmSync(join(folder, "labelsTr", "p1.nii.gz"));
    await expect(deriveHere({ generators })).rejects.toThrow("no label file for p1");
    const json = JSON.parse(readFileSync(join(folder, "dataset.json"), "utf8"));
    writeFileSync(join(folder, "dataset.json"), JSON.stringify({ ...json, file_ending: ".nrrd" }));
    await expect(deriveHere({ generators })).rejects.toThrow("expected .nii.gz or .nii");
  });

  it("images without channel numbers are channel 0 of a base given in parts", async () => {
    mkdirSync(join(root, "img"));
    for (const id of cases) writeMaskFile(join(root, "img", `${id}.nii.gz`), randomVolume([1], 1));
    writeGenerator("gen", [1]);
    const one = { channel_names: { "0": "CT" }, labels, numTraining: 9, file_ending: ".nii.gz" };
    writeFileSync(join(root, "one.json"), JSON.stringify(one));
    const base = {
      images: join(root, "img"),
      labels: join(root, "Dataset004_Abdomen", "labelsTr"),
      datasetJson: join(root, "one.json"),
    };
    const { datasets, notes } = await deriveHere({ base, generators: { gen: join(root, "gen") } });
    expect(datasets[0].dataset).toBe("Dataset011_one_gen");
    expect(readdirSync(join(datasets[0].folder!, "imagesTr"))[0]).toBe("p1_0000.nii.gz");
    expect(await nnunetComplaints(datasets[0].folder!)).toEqual([]);
    expect(notes.some((note) => noteText(note).includes("numTraining is 9, there are 6 images"))).toBe(true);
  });
});

const real = "../shared/data/totalsegmentator";
const missing = !existsSync(real);

describe.skipIf(missing)(`real masks${missing ? ` (skipped: ${real} is missing)` : ""}`, () => {
  it("another version of a tool, left and right kidney and the lobes of the lungs made one", async () => {
    const base = join(root, "Dataset009_CT");
    for (const part of ["imagesTr", "labelsTr"]) mkdirSync(join(base, part), { recursive: true });
    const mask = join(real, "example_seg.nii.gz");
    copyFileSync(mask, join(base, "imagesTr", "ct_0000.nii.gz"));
    copyFileSync(mask, join(base, "labelsTr", "ct.nii.gz"));
    const merged = { background: 0, kidneys: 1, lungs: 2, liver: 3 };
    const dataset = { channel_names: { "0": "CT" }, labels: merged, numTraining: 1, file_ending: ".nii.gz" };
    writeFileSync(join(base, "dataset.json"), JSON.stringify(dataset));
    mkdirSync(join(root, "fast"));
    copyFileSync(join(real, "example_seg_fast.nii.gz"), join(root, "fast", "ct.nii.gz"));
    const lobes = [
      "upper_lobe_left",
      "lower_lobe_left",
      "upper_lobe_right",
      "middle_lobe_right",
      "lower_lobe_right",
    ];
    const map = ["kidneys: [kidney_left, kidney_right]", "liver: liver"];
    writeFileSync(
      join(root, "m.yaml"),
      [...map, `lungs: [${lobes.map((lobe) => `lung_${lobe}`)}]`].join("\n"),
    );
    const { datasets } = await deriveHere({
      base: { folder: base },
      generators: { fast: join(root, "fast") },
      maps: { fast: join(root, "m.yaml") },
    });
    const written = await readLabelMap(join(datasets[0].folder!, "labelsTr", "ct.nii.gz"));
    const given = await readLabelMap(join(root, "fast", "ct.nii.gz"));
    // Ids of task total: kidneys 2 and 3, liver 5, lobes of the lungs 10 to 14.
    const becomes = (id: number) => (id === 2 || id === 3 ? 1 : id >= 10 && id <= 14 ? 2 : id === 5 ? 3 : 0);
    expect([...written.data]).toEqual([...given.data].map(becomes));
    expect(new Set(written.data)).toEqual(new Set([0, 1, 2, 3]));
    expect(await nnunetComplaints(datasets[0].folder!)).toEqual([]);
  });
});
