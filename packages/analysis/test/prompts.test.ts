import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readNpz } from "@pgt/io";
import { createRandom, type LabelVolume, noteText } from "@pgt/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomVolume, writeMaskFile } from "../../core/test/raw-dataset.ts";
import { prompts } from "../src/prompts/prompts.ts";
import { jitteredBox, type SliceAxis, sliceBoxes, sliceSize } from "../src/prompts/slice-boxes.ts";

let root = "";
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "pgt-prompts-"))));
afterEach(() => rmSync(root, { recursive: true }));

/** Column, row and slice of a voxel: in an array [z, y, x], what is left when one index is fixed, last index first. */
const places = {
  z: ([x, y, z]: readonly number[]) => [x, y, z],
  y: ([x, y, z]: readonly number[]) => [x, z, y],
  x: ([x, y, z]: readonly number[]) => [y, z, x],
} as const;

/** The box of a structure in a slice, from a list of all its pixels. */
function slowBox({ data, shape }: LabelVolume, axis: SliceAxis, slice: number, ids: readonly number[]) {
  const pixels: (readonly number[])[] = [];
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      for (let x = 0; x < shape[0]; x++) {
        const place = places[axis]([x, y, z]);
        if (place[2] === slice && ids.includes(data[x + shape[0] * (y + shape[1] * z)])) pixels.push(place);
      }
    }
  }
  if (pixels.length === 0) return null;
  const [columns, rows] = [0, 1].map((at) => pixels.map((place) => place[at])) as [number[], number[]];
  const box = [Math.min(...columns), Math.min(...rows), Math.max(...columns), Math.max(...rows)];
  return { box, pixels: pixels.length };
}

/** Sparse, so that boxes are not the whole slice. */
function sparseVolume(seed: number): LabelVolume {
  const volume = randomVolume([1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], seed);
  return volume;
}

describe("boxes of slices", () => {
  it.each(["z", "y", "x"] as const)("are those of a list of pixels, along %s, regions included", (axis) => {
    const structures = [
      { label: 1, ids: [1] },
      { label: 2, ids: [1, 3] },
      { label: 9, ids: [9] },
    ];
    const volume = sparseVolume(3);
    const slices = volume.shape[{ x: 0, y: 1, z: 2 }[axis]];
    const expected = Array.from({ length: slices }, (_, slice) =>
      structures.flatMap(({ label, ids }) => {
        const found = slowBox(volume, axis, slice, ids);
        return found ? [{ slice, label, ...found }] : [];
      }),
    ).flat();
    expect(expected.length).toBeGreaterThan(slices);
    expect(sliceBoxes(volume, structures, axis)).toEqual(expected);
  });

  it("grow by 0 to n pixels on each side and end at the image", () => {
    const size = { width: 20, height: 10 };
    const seen = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()];
    for (let stream = 0; stream < 400; stream++) {
      const moved = jitteredBox([5, 1, 9, 8], size, 3, createRandom(1, stream));
      for (const [side, value] of moved.entries()) seen[side].add(value);
    }
    expect(seen.map((values) => [...values].sort((a, b) => a - b))).toEqual([
      [2, 3, 4, 5],
      [0, 1],
      [9, 10, 11, 12],
      [8, 9, 10],
    ]);
  });

  it("slices of a volume of 7 x 6 x 5", () => {
    expect(sliceSize([7, 6, 5], "z")).toEqual({ width: 7, height: 6 });
    expect(sliceSize([7, 6, 5], "y")).toEqual({ width: 7, height: 5 });
    expect(sliceSize([7, 6, 5], "x")).toEqual({ width: 6, height: 5 });
  });
});

describe("prompts", () => {
  const names = new Map([
    [1, "liver"],
    [2, "spleen"],
    [3, "stomach"],
  ]);

  it("writes the same boxes as JSON and NPZ, and always says that they show the reference", async () => {
    const volume = { ...sparseVolume(5), labelNames: names };
    writeMaskFile(join(root, "masks", "c1.nii.gz"), volume);
    writeMaskFile(join(root, "masks", "c2.nii.gz"), { ...sparseVolume(6), labelNames: names });
    const report = await prompts(join(root, "masks"), { out: join(root, "boxes") });
    expect(report.warnings.map(({ code }) => code)).toEqual(["W-PROMPT"]);
    expect(readdirSync(join(root, "boxes")).sort()).toEqual(["c1.json", "c1.npz", "c2.json", "c2.npz"]);
    const json = JSON.parse(readFileSync(join(root, "boxes", "c1.json"), "utf8"));
    const npz = readNpz(readFileSync(join(root, "boxes", "c1.npz")), "c1.npz");
    for (const one of json.boxes) {
      expect(one).toMatchObject(slowBox(volume, "z", one.slice, [one.label])!);
      expect(one.name).toBe(names.get(one.label));
    }
    expect(json).toMatchObject({ shape: [7, 6, 5], axis: "z", sliceSize: { width: 7, height: 6 } });
    expect(npz.get("boxes")).toEqual({
      data: Int32Array.from(json.boxes.flatMap(({ box }: { box: number[] }) => box)),
      shape: [json.boxes.length, 4],
    });
    expect([...npz.get("slices")!.data]).toEqual(json.boxes.map(({ slice }: { slice: number }) => slice));
    expect(npz.get("label_names")!.data).toEqual(
      ["liver", "spleen", "stomach"].filter((name) =>
        json.boxes.some((box: { name: string }) => box.name === name),
      ),
    );
    expect([...npz.get("slice_size")!.data]).toEqual([6, 7]);
    const total = report.labels.reduce((sum, { boxes }) => sum + boxes, 0);
    expect(total).toBe(report.cases.reduce((sum, { boxes }) => sum + boxes, 0));
  });

  it("leaves out what has too few pixels, and counts it", async () => {
    writeMaskFile(join(root, "c.nii.gz"), sparseVolume(5));
    const run = (minPixels: number) =>
      prompts(join(root, "c.nii.gz"), { out: join(root, "boxes"), files: ["json"], minPixels });
    const [all, large] = [await run(1), await run(4)];
    const boxes = JSON.parse(readFileSync(join(root, "boxes", "c.json"), "utf8")).boxes;
    expect(boxes.every(({ pixels }: { pixels: number }) => pixels >= 4)).toBe(true);
    expect(large.cases[0].boxes + large.cases[0].small).toBe(all.cases[0].boxes);
    expect(large.cases[0].small).toBeGreaterThan(0);
    expect(readdirSync(join(root, "boxes"))).toEqual(["c.json"]);
  });

  it("jitters every box by random numbers of its own", async () => {
    writeMaskFile(join(root, "c.nii.gz"), sparseVolume(5));
    const boxesOf = async (options: object) => {
      await prompts(join(root, "c.nii.gz"), {
        out: join(root, "boxes"),
        files: ["json"],
        jitter: 2,
        ...options,
      });
      return JSON.parse(readFileSync(join(root, "boxes", "c.json"), "utf8")).boxes as { label: number }[];
    };
    const all = await boxesOf({});
    expect(await boxesOf({})).toEqual(all);
    expect(await boxesOf({ labels: [2] })).toEqual(all.filter(({ label }) => label === 2));
    expect(await boxesOf({ seed: 1 })).not.toEqual(all);
  });

  it("finds the structures of a dataset.json by name where the mask has names", async () => {
    writeMaskFile(join(root, "c.nii.gz"), { ...sparseVolume(5), labelNames: names });
    const labels = { background: 0, Spleen: 1, upper: [1, 2], Liver: 2, spine: 3 };
    writeFileSync(join(root, "dataset.json"), JSON.stringify({ labels, regions_class_order: [1, 2, 3, 4] }));
    const { notes } = await prompts(join(root, "c.nii.gz"), {
      out: join(root, "boxes"),
      files: ["json"],
      labels: join(root, "dataset.json"),
    });
    expect(notes.map(noteText).join()).toContain("no box in any case: spine");
    const { boxes } = JSON.parse(readFileSync(join(root, "boxes", "c.json"), "utf8"));
    const ids: Readonly<Record<string, number[]>> = { Spleen: [2], upper: [1, 2], Liver: [1] };
    expect(new Set(boxes.map(({ name }: { name: string }) => name))).toEqual(new Set(Object.keys(ids)));
    for (const { slice, name, box } of boxes)
      expect(box).toEqual(slowBox(sparseVolume(5), "z", slice, ids[name])!.box);
  });

  it("says when slices are not axial, names a case that fails, and goes on", async () => {
    const sagittal = [0, 0, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
    writeMaskFile(join(root, "masks", "a.nii.gz"), { ...sparseVolume(5), affine: sagittal });
    writeFileSync(join(root, "masks", "b.nii"), "no mask");
    const report = await prompts(join(root, "masks"), { out: join(root, "boxes") });
    expect(report.notes.map(noteText)).toContain(
      "slices along z are sagittal, not axial, in a; --axis chooses another.",
    );
    expect(report.failures.map(({ case: id, code }) => [id, code])).toEqual([["b", "E_NOT_NIFTI"]]);
    expect(report.cases).toHaveLength(1);
  });
});
