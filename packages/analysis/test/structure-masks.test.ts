import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeNifti } from "@pgt/io";
import { type LabelVolume, noteText, type Vector3 } from "@pgt/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { type StructureMasks, structureMasks } from "../src/slices/structure-masks.ts";

const shape: Vector3 = [12, 10, 6];
const spacingMm: Vector3 = [1, 2, 4];
const affine = [1, 0, 0, -30, 0, 2, 0, 50, 0, 0, 4, 7, 0, 0, 0, 1];
type Boxes = Readonly<Record<number, readonly [from: Vector3, to: Vector3]>>;

/** Boxes of labels, both ends included. */
function volume(boxes: Boxes, more: Partial<LabelVolume> = {}): LabelVolume {
  const data = new Uint8Array(12 * 10 * 6);
  for (const [label, [from, to]] of Object.entries(boxes))
    for (let z = from[2]; z <= to[2]; z++)
      for (let y = from[1]; y <= to[1]; y++)
        for (let x = from[0]; x <= to[0]; x++) data[x + 12 * (y + 10 * z)] = Number(label);
  return { data, shape, spacingMm, affine, ...more };
}

/** The same mask, stored with its axes in the order z, x, y and the first of them backwards. */
function turned({ data }: LabelVolume): LabelVolume {
  const [nx, ny, nz] = shape;
  const other = new Uint8Array(data.length);
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) other[nz - 1 - z + nz * (x + nx * y)] = data[x + nx * (y + ny * z)];
  return {
    data: other,
    shape: [nz, nx, ny],
    spacingMm: [4, 1, 2],
    affine: [0, 1, 0, -30, 0, 0, 2, 50, -4, 0, 0, 7 + 4 * (nz - 1), 0, 0, 0, 1],
  };
}

let folder = "";
const at = (path: string) => join(folder, path);
async function write(path: string, content: LabelVolume | string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), typeof content === "string" ? content : writeNifti(content));
}
/** Per mask, how many voxels it has, and whose it is. */
const counts = ({ masks }: StructureMasks) =>
  masks.map(({ role, id, session, voxels }) => [role, id, session, voxels.filter((v) => v === 1).length]);
const manifest = (...lines: readonly string[]) => ["pgt: 1", ...lines, ""].join("\n");

const a: Boxes = { 3: [[4, 3, 1], [6, 4, 2]] }; // biome-ignore format: a box a line
const b: Boxes = { 3: [[5, 3, 1], [8, 4, 2]], 5: [[1, 8, 0], [1, 8, 0]] }; // biome-ignore format: a box a line

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-structure-"));
  await write("anna/c1.nii", volume(a));
  await write("ben/c1.nii", turned(volume(b)));
  await write("anna2/c1.nii", volume(b));
  await write("net/c1.nii", volume(a));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const folders = () => ({
  raters: { anna: at("anna"), ben: at("ben") },
  repeats: { anna: at("anna2") },
  models: { net: at("net") },
});

describe("the masks of a structure", () => {
  it("are those of every rater, session and model, in the box that holds them all", async () => {
    const found = await structureMasks(folders(), { case: "c1", label: 3 });
    expect(found).toMatchObject({ from: [4, 3, 1], shape: [5, 2, 2], spacingMm, name: "3", notes: [] });
    expect(counts(found)).toEqual([
      ["rater", "anna", 1, 12],
      ["rater", "ben", 1, 16],
      ["rater", "anna", 2, 16],
      ["model", "net", 1, 12],
    ]);
    const [anna, ben] = found.masks;
    expect([...anna.voxels.subarray(0, 5)]).toEqual([1, 1, 1, 0, 0]);
    expect([...ben.voxels.subarray(0, 5)]).toEqual([0, 1, 1, 1, 1]);
    // Voxel (4, 3, 1) of the whole grid.
    expect([3, 7, 11].map((entry) => found.affine![entry])).toEqual([-26, 56, 11]);
  });

  it("have a margin in mm, as far as the grid reaches", async () => {
    const found = await structureMasks(folders(), { case: "c1", label: 3 }, { marginMm: 5 });
    expect(found).toMatchObject({ from: [0, 0, 0], shape: [12, 8, 5] });
    expect(found.masks.map(({ voxels }) => voxels.length)).toEqual(Array(4).fill(12 * 8 * 5));
    expect(found.masks[1].voxels[5 + 12 * (3 + 8)]).toBe(1);
  });

  it("are without voxels where nobody has the structure", async () => {
    const found = await structureMasks(folders(), { case: "c1", label: 9 });
    expect(found).toMatchObject({ shape: [0, 0, 0], name: "9" });
    expect(found.masks.map(({ voxels }) => voxels.length)).toEqual([0, 0, 0, 0]);
    // Not everybody has label 5.
    expect(counts(await structureMasks(folders(), { case: "c1", label: 5 })).map((one) => one[3])).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("tell of their reading, and end when they are asked to", async () => {
    const told: string[] = [];
    const onProgress = (one: { done: number; total: number }) => told.push(`${one.done}/${one.total}`);
    await structureMasks(folders(), { case: "c1", label: 3 }, { onProgress });
    expect(told).toEqual(["0/4", "1/4", "2/4", "3/4"]);
    const signal = AbortSignal.abort(new Error("closed"));
    await expect(structureMasks(folders(), { case: "c1", label: 3 }, { signal })).rejects.toThrow("closed");
  });

  it("that cannot be read, or lie on another grid, are named and left out", async () => {
    await write("carl/c1.nii", "no image");
    await write("dora/c1.nii", volume(a, { affine: [...affine.slice(0, 3), -29, ...affine.slice(4)] }));
    const raters = { ...folders().raters, carl: at("carl"), dora: at("dora") };
    const found = await structureMasks({ raters }, { case: "c1", label: 3 });
    expect(found.masks.map(({ id }) => id)).toEqual(["anna", "ben"]);
    expect(found.notes).toHaveLength(2);
    expect(noteText(found.notes[0])).toMatch(/^carl: .*carl.c1\.nii/);
    expect(noteText(found.notes[1])).toMatch(/^dora: .*shifted origin: by \(\+1, 0, 0\) mm/);
  });

  it("of a case that nobody has: an error", async () => {
    await expect(structureMasks(folders(), { case: "c7", label: 3 })).rejects.toThrow(/c7/);
  });
});

describe("the masks of a structure of a manifest", () => {
  it("may be stored as one file per class, that overlap", async () => {
    await write("classes/c1/liver.nii", volume({ 1: a[3] }));
    await write("classes/c1/spleen.nii", volume({ 1: [[4, 3, 1], [9, 3, 1]] })); // biome-ignore format: short
    await write("named/c1.nii", volume(b, { labelNames: new Map([[3, "liver"], [5, "spleen"]]) })); // biome-ignore format: short
    const text = manifest(
      "labels: { 3: liver, 5: spleen }",
      "entities:",
      "  - { id: anna, role: rater, masks: 'classes/{case}' }",
      "  - { id: ben, role: rater, masks: 'named/{case}.nii' }",
    );
    await write("classes.yaml", text);
    const liver = await structureMasks(at("classes.yaml"), { case: "c1", label: 3 });
    expect([liver.name, counts(liver).map((one) => one[3]), liver.notes]).toEqual(["liver", [12, 16], []]);
    const spleen = await structureMasks(at("classes.yaml"), { case: "c1", label: 5 });
    expect([spleen.name, counts(spleen).map((one) => one[3])]).toEqual(["spleen", [6, 1]]);
  });

  it("may have labels of their own, which a map makes those of the study", async () => {
    await write("mapped/c1.nii", volume({ 7: a[3], 8: [[9, 3, 1], [9, 3, 1]] })); // biome-ignore format: short
    const text = manifest(
      "labels: { 3: organ }",
      "entities:",
      "  - { id: anna, role: rater, masks: 'anna/{case}.nii' }",
      "  - { id: ben, role: rater, masks: 'mapped/{case}.nii', map: { 3: [7, 8] } }",
    );
    await write("mapped.yaml", text);
    const found = await structureMasks(at("mapped.yaml"), { case: "c1", label: 3 });
    expect([counts(found).map((one) => one[3]), found.notes]).toEqual([[12, 13], []]);
  });

  it("may be regions, which are the union of their labels", async () => {
    const region = { labels: { background: 0, whole: [3, 5], core: 5 }, regions_class_order: [3, 5] };
    await write(
      "dataset.json",
      JSON.stringify({ ...region, channel_names: {}, numTraining: 1, file_ending: ".nii" }),
    );
    const text = manifest(
      "labels: dataset.json",
      "entities:",
      "  - { id: anna, role: rater, masks: 'anna2/{case}.nii' }",
      "  - { id: ben, role: rater, masks: 'ben/{case}.nii' }",
    );
    await write("regions.yaml", text);
    const found = await structureMasks(at("regions.yaml"), { case: "c1", label: 3 });
    expect([found.name, counts(found).map((one) => one[3])]).toEqual(["whole", [17, 17]]);
  });

  it("include sets that take no part in the interval, whose faults are notes", async () => {
    await write("vote/c1.nii", volume(b));
    const lines = [
      "entities:",
      "  - { id: anna, role: rater, masks: 'anna/{case}.nii' }",
      "  - { id: ben, role: rater, masks: 'ben/{case}.nii' }",
    ];
    await write(
      "vote.yaml",
      manifest(...lines, "  - { id: vote, role: consensus, masks: 'vote/{case}.nii' }"),
    );
    const found = await structureMasks(at("vote.yaml"), { case: "c1", label: 3 });
    expect(counts(found).at(-1)).toEqual(["consensus", "vote", 1, 16]);
    await write(
      "none.yaml",
      manifest(...lines, "  - { id: vote, role: consensus, masks: 'gone/{case}.nii' }"),
    );
    const without = await structureMasks(at("none.yaml"), { case: "c1", label: 3 });
    expect(without.masks).toHaveLength(2);
    expect(without.notes.map(noteText).join(" ")).toMatch(/gone/);
  });
});
