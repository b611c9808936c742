import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type ChannelFile, checkSumsToOne } from "../src/channels.ts";
import { readChannelFile } from "../src/read-mask-file.ts";
import { alignTo } from "../src/volume/align.ts";
import { buildNifti, type NiftiRecipe } from "./build-nifti.ts";
import { refusal } from "./expect-error.ts";
import { nodeInflater } from "./node-inflater.ts";

const means = { inflater: nodeInflater, check: () => {} };

function read(recipe: NiftiRecipe): Promise<ChannelFile> {
  const content = gzipSync(buildNifti(recipe));
  const access = {
    entryOf: async () => ({ kind: "file", bytes: content.length }),
    readBytes: async () => new Uint8Array(content),
    readStart: async (_: string, bytes: number) => new Uint8Array(content.subarray(0, bytes)),
  };
  return readChannelFile("p.nii.gz", access, means);
}

async function probabilities(recipe: NiftiRecipe, channel = 0): Promise<number[]> {
  const { data, levels } = (await read(recipe)).probabilities(channel);
  return Array.from(data, (code) => (levels ? levels[code] : code));
}

describe("probability maps", () => {
  it("are floats from 0 to 1", async () => {
    expect(await probabilities({ type: "float32", dims: [3, 3, 1, 1], values: [0, 0.5, 1] })).toEqual([
      0, 0.5, 1,
    ]);
    expect(await probabilities({ type: "float64", dims: [3, 2, 1, 1], values: [0.1, 0.7] })).toEqual(
      [0.1, 0.7].map(Math.fround),
    );
  });

  it("are scaled integers, 1/255 being exact although a header holds it as a float32", async () => {
    const slope = Math.fround(1 / 255);
    expect(await probabilities({ type: "uint8", slope, dims: [3, 3, 1, 1], values: [0, 51, 255] })).toEqual([
      0, 0.2, 1,
    ]);
    expect(
      await probabilities({ type: "int16", slope: 1 / 1000, dims: [3, 2, 1, 1], values: [700, 1000] }),
    ).toEqual([0.7, 1]);
    expect(await probabilities({ type: "int32", slope: 0.25, dims: [3, 2, 1, 1], values: [1, 4] })).toEqual([
      0.25, 1,
    ]);
  });

  it("are cut where rounding leads out of 0 to 1", async () => {
    const recipe = { type: "float32", dims: [3, 2, 1, 1], values: [-1e-8, 1 + 2 ** -23] } as const;
    expect(await probabilities(recipe)).toEqual([0, 1]);
  });

  it.each<[string, NiftiRecipe, RegExp]>([
    [
      "a value above 1",
      { type: "float32", values: [0, 1.5] },
      /voxel \(1, 0, 0\) has the value 1\.5.*logits/,
    ],
    ["a value below 0", { type: "float32", values: [-3.25, 0] }, /voxel \(0, 0, 0\) has the value -3\.25/],
    ["NaN", { type: "float32", values: [0, Number.NaN] }, /has the value NaN/],
    ["infinity", { type: "float64", values: [0, Number.POSITIVE_INFINITY] }, /has the value Infinity/],
    ["labels as floats", { type: "float32", values: [0, 2] }, /has the value 2.*a label map, or percent/],
    ["a label map", { type: "uint8", values: [0, 1] }, /whole numbers without scaling, as a label map/],
    ["a scaled integer above 1", { type: "uint8", slope: 0.01, values: [0, 101] }, /has the value 1\.01/],
  ])("%s is refused", async (_, recipe, message) => {
    const file = await read({ dims: [3, 2, 1, 1], ...recipe });
    const said = await refusal("E_NOT_PROBABILITIES", () => file.probabilities(0));
    expect(said).toMatch(/^p\.nii\.gz: /);
    expect(said).toMatch(message);
  });

  it("do not pass for a label map", async () => {
    const file = await read({ type: "float32", dims: [3, 2, 1, 1], values: [0, 0.5] });
    expect(await refusal("E_NOT_LABELMAP", () => file.labels(0))).toMatch(/probability map/);
  });

  it("are turned like masks", async () => {
    const map = (await read({ type: "float32", dims: [3, 2, 1, 1], values: [0.25, 1] })).probabilities(0);
    const grid = { shape: [2, 1, 1] as const, spacingMm: [1, 1, 1] as const };
    const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const flipped = [-1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const { data } = alignTo({ reference: { ...grid, affine }, prediction: { ...map, affine: flipped } });
    expect(data).toEqual(Float32Array.of(1, 0.25));
  });
});

describe("files of several volumes", () => {
  const values = [0.2, 0.5, 0.3, 0.5, 0.5, 0];
  const softmax = { type: "float32", dims: [4, 2, 1, 1, 3], values } as const;

  it("give them one by one, along the fourth or the fifth axis", async () => {
    for (const dims of [
      [4, 2, 1, 1, 3],
      [5, 2, 1, 1, 1, 3],
    ]) {
      const file = await read({ ...softmax, dims });
      expect(file.channels).toBe(3);
      expect(file.shape).toEqual([2, 1, 1]);
      expect([...file.probabilities(1).data]).toEqual([0.3, 0.5].map(Math.fround));
    }
    const samples = await read({ type: "uint8", dims: [4, 2, 1, 1, 2], values: [0, 1, 2, 0] });
    expect([...samples.labels(1).data]).toEqual([2, 0]);
  });

  it("sum to 1 if they are classes", async () => {
    checkSumsToOne(await read(softmax));
    const third = Math.fround(1 / 255);
    checkSumsToOne(await read({ type: "uint8", slope: third, dims: [4, 1, 1, 1, 3], values: [85, 85, 84] }));
    const off = await read({ ...softmax, values: [0.2, 0.5, 0.3, 0.5, 0.5, 0.25] });
    expect(await refusal("E_CHANNELS", () => checkSumsToOne(off))).toBe(
      "p.nii.gz: the 3 channels of voxel (1, 0, 0) sum to 1.25; expected 1, a probability for each class, background first. Structures that may overlap are given as one 3-D map each",
    );
  });

  it("are 1024 at most", async () => {
    const values = Array.from({ length: 1025 }, () => 0.5);
    const most = await read({ type: "float32", dims: [4, 1, 1, 1, 1024], values });
    expect([...most.probabilities(1023).data]).toEqual([0.5]);
    const more = { type: "float32", dims: [4, 1, 1, 1, 1025], values } as const;
    expect(await refusal("E_TOO_LARGE", () => read(more))).toMatch(/declares 1025 volumes; at most 1024 can/);
  });

  it("are refused along two axes, and cut short", async () => {
    expect(await refusal("E_HEADER", () => read({ type: "uint8", dims: [5, 1, 1, 1, 2, 2] }))).toMatch(
      /one more axis/,
    );
    await refusal("E_TRUNCATED", async () => {
      const bytes = buildNifti(softmax).subarray(0, 360);
      const access = {
        entryOf: async () => ({ kind: "file", bytes: bytes.length }),
        readBytes: async () => bytes,
        readStart: async () => bytes,
      };
      await readChannelFile("p.nii", access, means);
    });
  });
});
