import { noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { readNifti } from "../src/nifti/read-nifti.ts";
import { buildNifti, type NiftiRecipe } from "./build-nifti.ts";
import { refusal } from "./expect-error.ts";

const read = (recipe: NiftiRecipe) => readNifti({ header: buildNifti(recipe) }, "mask.nii");
const srows = [-2, 0, 0, 10, 0, 3, 0, -20, 0, 0, 4, 30];
const warned = (recipe: NiftiRecipe) => (read(recipe).warnings ?? []).map(noteText).join("\n");

describe.each([1, 2] as const)("affine of NIfTI-%i", (version) => {
  it("is the sform if its code is above 0, whatever the qform's code", () => {
    const volume = read({
      version,
      sformCode: 1,
      srows,
      qformCode: 2,
      quaternion: [0, 0, 1],
      pixDims: [1, 9, 9, 9],
    });
    expect(volume.affine).toEqual([...srows, 0, 0, 0, 1]);
    expect(volume.spacingMm).toEqual([2, 3, 4]);
    expect(volume.warnings?.map(noteText).join()).toMatch(
      /sform and qform disagree by up to .* voxels; the sform is used/,
    );
  });

  it.each([-1, 1])("is the qform without a sform, with handedness %i", (qfac) => {
    // b = 1 is a rotation by 180 degrees about x: y and z reversed; qfac -1 reverses z once more.
    const pixDims = [qfac, 2, 3, 4];
    const { affine } = read({ version, qformCode: 1, quaternion: [1, 0, 0], qoffset: [5, 6, 7], pixDims });
    const expected = [2, 0, 0, 5, 0, -3, 0, 6, 0, 0, -4 * qfac, 7, 0, 0, 0, 1];
    affine!.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 12));
  });

  it("rotates as nifti1.h says: 90 degrees about z takes x to y", () => {
    const half = Math.SQRT1_2;
    const { affine } = read({ version, qformCode: 1, quaternion: [0, 0, half], pixDims: [1, 2, 3, 4] });
    const expected = [0, -3, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1];
    affine!.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 5));
  });

  it("turns by exactly 180 degrees where the stored quaternion was rounded to float32", () => {
    // About the line between x and y: they change places, and z is reversed.
    const half = Math.fround(Math.SQRT1_2);
    const { affine } = read({ version, qformCode: 1, quaternion: [half, half, 0], pixDims: [1, 2, 3, 4] });
    const expected = [0, 3, 0, 0, 2, 0, 0, 0, 0, 0, -4, 0, 0, 0, 0, 1];
    affine!.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 12));
  });

  it("is absent with pixdim alone", () => {
    const volume = read({ version, pixDims: [1, 2, 3, 4] });
    expect(volume.affine).toBeUndefined();
    expect(volume.spacingMm).toEqual([2, 3, 4]);
    expect(volume.warnings?.map(noteText).join()).toContain("no usable sform or qform");
  });
});

describe("sform and qform", () => {
  it("agree up to float32: no warning", () => {
    const third = 1 / Math.sqrt(3);
    const quaternion = [third / 2, third / 2, third / 2];
    const first = read({ qformCode: 1, quaternion, pixDims: [1, 0.7, 0.7, 3] });
    expect(first.warnings).toBeUndefined();
    const both = { qformCode: 1, quaternion, pixDims: [1, 0.7, 0.7, 3], sformCode: 1, srows: first.affine! };
    expect(warned({ ...both, dims: [3, 100, 1, 1] })).toBe("");
  });

  it("an unusable sform gives way to the qform", () => {
    const recipe = { sformCode: 1, srows: new Array(12).fill(0), qformCode: 1, pixDims: [1, 2, 2, 2] };
    expect(read(recipe).spacingMm).toEqual([2, 2, 2]);
    expect(warned(recipe)).toContain("the qform is used");
  });
});

describe("sform and pixdim without a qform", () => {
  const at = (pixDims: readonly number[]) => warned({ pixDims, sformCode: 1, srows });

  it("that differ are told, and the sform is used", () => {
    expect(at([1, 2, 3, 2])).toContain("The sform gives voxels of 2 x 3 x 4 mm, pixdim of 2 x 3 x 2 mm");
    expect(read({ pixDims: [1, 2, 3, 2], sformCode: 1, srows }).spacingMm).toEqual([2, 3, 4]);
  });

  it("that differ by rounding are not", () => expect(at([1, 2.0001, 3, 3.9999])).toBe(""));
});

describe("spacing that cannot be", () => {
  it.each([
    [0, 1, 1],
    [1, -1, 1],
    [1, 1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1, 1],
  ])("(%d, %d, %d) is read with a valid sform, refused without", async (...sizes) => {
    const pixDims = [1, ...sizes];
    expect(read({ pixDims, sformCode: 1, srows }).spacingMm).toEqual([2, 3, 4]);
    expect(warned({ pixDims, sformCode: 1, srows })).toContain("pixdim gives no spacing");
    expect(await refusal("E_HEADER", () => read({ pixDims }))).toContain(
      "mask.nii: the header gives no usable spacing",
    );
    await refusal("E_HEADER", () => read({ pixDims, qformCode: 1 }));
    await refusal("E_HEADER", () =>
      read({ pixDims, sformCode: 1, srows: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }),
    );
  });

  it("does not matter along an axis that the header does not declare", () => {
    const volume = read({ dims: [2, 4, 4], pixDims: [1, 2, 3, 0] });
    expect(volume.spacingMm).toEqual([2, 3, 1]);
    const flat = read({
      dims: [2, 4, 4],
      pixDims: [1, 2, 3, 0],
      sformCode: 1,
      srows: [2, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 1],
    });
    expect(flat.affine).toEqual([2, 0, 0, 1, 0, 3, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1]);
  });
});

describe("units and shear", () => {
  it.each([
    [1, 1000, "metres"],
    [3, 0.001, "micrometres"],
  ])("xyzt_units %i is converted to mm", (units, factor, word) => {
    const volume = read({ units: units + 8, sformCode: 1, srows });
    expect(volume.spacingMm).toEqual([2 * factor, 3 * factor, 4 * factor]);
    expect(volume.affine![3]).toBe(10 * factor);
    expect(volume.warnings?.map(noteText).join()).toContain(word);
    expect(read({ units, pixDims: [1, 2, 2, 2] }).spacingMm[0]).toBe(2 * factor);
  });

  it.each([0, 2])("xyzt_units %i is mm", (units) => {
    expect(read({ units, sformCode: 1, srows, pixDims: [1, 2, 3, 4] }).warnings).toBeUndefined();
  });

  it("a grid that ITK refuses is read; a shear that matters is said", () => {
    const sheared = (shear: number) => ({ sformCode: 1, srows: [1, shear, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] });
    expect(read(sheared(1e-4)).warnings).toBeUndefined();
    expect(warned(sheared(0.1))).toContain("sheared by 5.71 degrees");
  });
});
