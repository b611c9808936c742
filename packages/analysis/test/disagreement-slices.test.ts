import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNifti } from "@pgt/io";
import { type LabelVolume, noteText } from "@pgt/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { disagreementSlices } from "../src/slices/disagreement-slices.ts";

const shape = [8, 8, 5] as const;
let folder = "";
const raters = { anna: "anna", ben: "ben" };
const paths = () => ({ raters: Object.fromEntries(Object.keys(raters).map((id) => [id, join(folder, id)])) });

/** Label 3 in every slice: columns 2 to `last`. */
function mask(last: number): LabelVolume {
  const data = new Uint8Array(8 * 8 * 5);
  for (let z = 0; z < 5; z++)
    for (let y = 2; y < 6; y++) data.fill(3, 2 + 8 * (y + 8 * z), last + 1 + 8 * (y + 8 * z));
  return { data, shape, spacingMm: [1, 1, 2], affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1] };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-slices-"));
  const { mkdir } = await import("node:fs/promises");
  for (const [id, last] of [
    ["anna", 4],
    ["ben", 5],
  ] as const) {
    await mkdir(join(folder, id));
    await writeFile(join(folder, id, "one.nii"), writeNifti(mask(last)));
    await writeFile(join(folder, id, "two.nii"), id === "ben" ? "no image" : writeNifti(mask(last)));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("slices from the raters' files", () => {
  it("of a case and label, with every rater in them", async () => {
    const { slices, notes } = await disagreementSlices(paths(), [{ case: "one", label: 3 }]);
    expect(notes).toEqual([]);
    expect(slices).toMatchObject([{ case: "one", label: 3, depth: 5 }]);
    expect(slices[0].slices).toHaveLength(3);
    for (const { masks, disagreeing, pixelMm } of slices[0].slices) {
      expect(masks.map(({ entity }) => entity)).toEqual(["anna", "ben"]);
      expect(masks.map(({ runs }) => runs.reduce((sum, n, at) => (at % 2 ? sum + n : sum), 0))).toEqual([
        12, 16,
      ]);
      expect(disagreeing).toBe(4);
      expect(pixelMm).toEqual([1, 1]);
    }
  });

  it("a file that cannot be read is named, the others are cut", async () => {
    const wanted = ["one", "two"].map((id) => ({ case: id, label: 3 }));
    const { slices, notes } = await disagreementSlices(paths(), wanted);
    expect(slices.map((one) => one.case)).toEqual(["one"]);
    expect(notes).toHaveLength(1);
    expect(noteText(notes[0])).toMatch(/^two: no slices \(.*two\.nii/);
  });

  it("a label that nobody has gives none", async () => {
    expect((await disagreementSlices(paths(), [{ case: "one", label: 9 }])).slices).toEqual([]);
  });
});
