import { writeNifti } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import { firstBytes } from "../src/case/image/first-bytes.ts";
import { firstVoxelMask, imageHeader } from "../src/case/image/image-header.ts";
import { imageOnGrid } from "../src/case/image/image-on-grid.ts";
import { toShownRange } from "../src/case/image/shown-range.ts";
import type { Grid } from "../src/case/maps/grid.ts";

const shape = [6, 5, 4] as const;
const spacingMm = [1, 1, 2] as const;
const affine = [1, 0, 0, 10, 0, 1, 0, 20, 0, 0, 2, 30, 0, 0, 0, 1];
const grid: Required<Grid> = { shape, spacingMm, affine };
const ramp = Int16Array.from({ length: 120 }, (_, i) => 10 * i - 300);
/** A file with changes to its header, at offsets of NIfTI-1. */
function file(data: Int16Array | Uint8Array, change: (view: DataView) => void = () => {}): Uint8Array {
  const bytes = writeNifti({ data: data as Int16Array, shape, spacingMm, affine });
  change(new DataView(bytes.buffer));
  return bytes;
}
async function gzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = blob(bytes).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
const blob = (bytes: Uint8Array) => new Blob([bytes as BlobPart]);
const both = (bytes: Uint8Array) => ({ header: blob(bytes), voxels: blob(bytes) });
const greyOf = ({ picture }: Awaited<ReturnType<typeof imageOnGrid>>) => {
  if (picture.kind !== "grey") throw new Error("expected grey values");
  return picture.range.data;
};
/** Stored grey values back to those of the file, whose lowest and highest are known. */
const back = (data: Int16Array, low: number, high: number) =>
  Array.from(data, (value) => low + ((value + 32768) / 65535) * (high - low));

describe("an image on the grid of the masks", () => {
  it("has its own values where the grids are the same", async () => {
    const image = await imageOnGrid(both(file(ramp)), affine, grid, 4);
    expect(image.grid.shape).toEqual(shape);
    const values = back(greyOf(image), -300, 890);
    expect(Math.max(...values.map((value, i) => Math.abs(value - ramp[i])))).toBeLessThan(0.02);
  });

  it("is scaled, and may be big-endian and compressed", async () => {
    const scaled = file(ramp, (view) => {
      view.setFloat32(112, 2, true);
      view.setFloat32(116, -1024, true);
    });
    const gz = await gzipped(scaled);
    const values = back(greyOf(await imageOnGrid(both(gz), affine, grid, 1)), -1624, 756);
    expect(values[0]).toBeCloseTo(2 * -300 - 1024, 1);
    expect(values[119]).toBeCloseTo(2 * 890 - 1024, 1);
    const swapped = scaled.slice();
    const view = new DataView(swapped.buffer);
    const swap = (at: number, size: number) => swapped.subarray(at, at + size).reverse();
    for (const at of [0, 108, 112, 116, 124, 128]) swap(at, 4);
    for (let at = 40; at < 56; at += 2) swap(at, 2);
    for (const at of [70, 72]) swap(at, 2);
    for (let at = 352; at < swapped.length; at += 2) swap(at, 2);
    expect(view.getInt32(0, false)).toBe(348);
    expect(back(greyOf(await imageOnGrid(both(swapped), affine, grid, 1)), -1624, 756)).toEqual(values);
  });

  it("is interpolated between voxels, and black outside", async () => {
    // Half a voxel to the right, and a voxel further back.
    const shifted = [...affine];
    shifted[3] = 10.5;
    shifted[7] = 19;
    const data = greyOf(await imageOnGrid(both(file(ramp)), affine, { ...grid, affine: shifted }, 1));
    const values = back(data, -295, ramp[5 + 6 * 3 + 30 * 3]);
    const at = (x: number, y: number, z: number) => values[x + 6 * (y + 5 * z)];
    expect(at(2, 1, 0)).toBeCloseTo((ramp[2] + ramp[3]) / 2, 1);
    expect(data[2 + 6 * 0]).toBe(-32768);
    // The centre of the last voxel lies on the border of the image: still its value.
    expect(at(5, 1, 0)).toBeCloseTo(ramp[5], 1);
  });

  it("is as fine as the image is, within slices", async () => {
    const twice = { ...grid, spacingMm: [2, 2, 2] as const, shape: [3, 2, 4] as const };
    const coarse = [2, 0, 0, 10.5, 0, 2, 0, 20.5, 0, 0, 2, 30, 0, 0, 0, 1];
    const image = await imageOnGrid(both(file(ramp)), affine, { ...twice, affine: coarse }, 4);
    expect(image.grid.shape).toEqual([6, 4, 4]);
    expect(image.grid.affine.map((value) => value + 0)).toEqual(affine);
    expect((await imageOnGrid(both(file(ramp)), affine, { ...twice, affine: coarse }, 1)).grid.shape).toEqual(
      [3, 2, 4],
    );
  });

  it("is the first volume of a series; of colours there are three values", async () => {
    const series = file(ramp, (view) => {
      view.setInt16(40, 4, true);
      view.setInt16(48, 2, true);
    });
    expect((await imageOnGrid(both(series), affine, grid, 1)).volumes).toBe(2);
    const colours = file(new Uint8Array(120), (view) => view.setInt16(70, 128, true));
    const whole = new Uint8Array(352 + 360);
    whole.set(colours.subarray(0, 352));
    whole.set([200, 100, 50, 7, 8, 9], 352);
    const { picture } = await imageOnGrid(both(whole), affine, grid, 1);
    expect(picture.kind).toBe("colour");
    expect([...(picture as { data: Uint8Array }).data.subarray(0, 6)]).toEqual([200, 100, 50, 7, 8, 9]);
  });

  it("that ends early, holds complex numbers, or is no image: an error says so", async () => {
    const cut = file(ramp).subarray(0, 400);
    await expect(imageOnGrid(both(cut), affine, grid, 1)).rejects.toThrow(
      /ends early: 6 x 5 x 4.* 240 bytes.* 48/,
    );
    const complex = file(ramp, (view) => view.setInt16(70, 32, true));
    await expect(imageOnGrid(both(complex), affine, grid, 1)).rejects.toThrow(/type 32/);
    await expect(imageOnGrid(both(new Uint8Array(400)), affine, grid, 1)).rejects.toThrow(/not a NIfTI/);
    const pair = file(ramp, (view) => view.setUint8(345, 0x69));
    const alone = blob(pair);
    await expect(imageOnGrid({ header: alone, voxels: alone }, affine, grid, 1)).rejects.toThrow(/\.img/);
    const damaged = (await gzipped(file(ramp))).fill(0, 60);
    await expect(imageOnGrid(both(damaged), affine, grid, 1)).rejects.toThrow(/inflated|ends early/);
  });
});

describe("the header of an image", () => {
  it("makes a mask of one voxel at its place", async () => {
    const mask = firstVoxelMask(file(ramp));
    expect(imageHeader(mask)).toMatchObject({ shape: [1, 1, 1], datatype: 2, offset: 352, slope: 1 });
    expect(mask).toHaveLength(353);
    // sform
    expect([...mask.subarray(254, 328)]).toEqual([...file(ramp).subarray(254, 328)]);
  });
});

describe("the beginning of a file", () => {
  it("is inflated as far as it is wanted, and shorter if there is no more", async () => {
    const text = new TextEncoder().encode("a".repeat(1000) + "b".repeat(1000));
    const gz = await gzipped(text);
    expect(new TextDecoder().decode(await firstBytes(blob(gz), 1003))).toBe(`${"a".repeat(1000)}bbb`);
    expect(await firstBytes(blob(gz), 5000)).toHaveLength(2000);
    expect(await firstBytes(blob(text), 3)).toHaveLength(3);
    expect(await firstBytes(blob(new Uint8Array(0)), 3)).toHaveLength(0);
  });
});

describe("grey values", () => {
  it("are shown without the darkest and brightest, unless the file says from where to where", () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => i);
    const shown = toShownRange(values, { shownFrom: 0, shownTo: 0 });
    const stored = (value: number) => Math.round((value / 999) * 65535) - 32768;
    expect(Math.abs(shown.black - stored(20))).toBeLessThan(100);
    expect(Math.abs(shown.white - stored(980))).toBeLessThan(100);
    const named = toShownRange(values, { shownFrom: 100, shownTo: 300 });
    expect([named.black, named.white]).toEqual([stored(100), stored(300)]);
  });

  it("may be missing, or all alike", () => {
    const none = toShownRange(Float32Array.of(Number.NaN, Number.NaN), { shownFrom: 0, shownTo: 0 });
    expect([...none.data]).toEqual([-32768, -32768]);
    expect(none.white).toBeGreaterThan(none.black);
    expect([...toShownRange(Float32Array.of(5, 5), { shownFrom: 0, shownTo: 0 }).data]).toEqual([
      -32768, -32768,
    ]);
  });
});
