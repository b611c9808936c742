import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import type { Vector3 } from "@pgt/metrics";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeApp } from "./describe-app.ts";

describeApp("files that a page cannot hold", (open) => {
  let parent = "";
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), "pgt-size-"));
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it("are named with their size, the limit and what to do; the others are compared, and the page goes on", async () => {
    const folder = writeStudy(join(parent, "masks"));
    const app = await open();
    await app.drop([folder]);
    await app.run();
    const faults = await app.page
      .getByRole("region", { name: "5 faults in files" })
      .getByRole("listitem")
      .allInnerTexts();
    const said = (name: string) => faults.find((line) => line.includes(name)) ?? faults.join("; ");
    expect(said("bert/promises.nii.gz")).toMatch(
      /4096 x 4096 x 2000 = 33554432000 voxels; at most 2147483647 can be handled: crop it/,
    );
    expect(said("bert/long.nii.gz")).toMatch(/2048 x 2048 x 1200 = 5033164800 voxels; at most/);
    expect(said("bert/more.nii.gz")).toMatch(/inflates to far more than the 353 bytes that its header/);
    expect(said("bert/sparse.nii")).toMatch(
      /its 1280 x 1280 x 1280 voxels of float64 take 15\.6 GiB; in a page of this browser, masks that are compared may take \d\.\d GiB together\. Crop .* or use the command line, pgt\./,
    );
    expect(said("together.nii")).toMatch(
      /takes? 7\.8 GiB.* in a page of this browser, .* GiB together\. Crop/,
    );
    const cases = await app.page.locator(".cases tbody th").allInnerTexts();
    expect(new Set(cases)).toEqual(new Set(["fits"]));
    // It can be used as before: without the files at fault there is none.
    await app.press("Start over");
    await app.drop([join(folder, "anna"), writeMask(join(parent, "other"), "fits.nii.gz", small)]);
    await app.run();
    expect(await app.page.getByRole("region", { name: /faults? in files/ }).count()).toBe(0);
    expect(app.complaints).toEqual([]);
    await app.close();
  });
});

const small = gzipSync(headed([20, 20, 20], 2, 8000));

/** Two raters; of most cases one of them, or both, are too large. */
function writeStudy(folder: string): string {
  const [anna, bert] = ["anna", "bert"].map((id) => join(folder, id)) as [string, string];
  for (const id of [anna, bert]) writeMask(id, "fits.nii.gz", small);
  for (const name of ["promises", "long", "more"]) writeMask(anna, `${name}.nii.gz`, small);
  writeMask(anna, "sparse.nii", headed([20, 20, 20], 2, 8000));
  writeMask(bert, "promises.nii.gz", gzipSync(headed([4096, 4096, 2000], 2, 1000)));
  writeMask(bert, "long.nii.gz", gzipOfZeros(headed([2048, 2048, 1200], 2, 0), 5e9));
  writeMask(bert, "more.nii.gz", gzipOfZeros(headed([1, 1, 1], 2, 1), 5e9));
  writeMask(bert, "sparse.nii", headed([1280, 1280, 1280], 64, 0), 8 * 1280 ** 3);
  for (const id of [anna, bert])
    writeMask(id, "together.nii", headed([1280, 1280, 1280], 8, 0), 4 * 1280 ** 3);
  return folder;
}

/** @param dataBytes of a hole at the end, which takes no room on the disk. */
function writeMask(folder: string, name: string, bytes: Uint8Array, dataBytes = 0): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  if (dataBytes > 0) {
    const file = openSync(path, "r+");
    ftruncateSync(file, bytes.length + dataBytes);
    closeSync(file);
  }
  return folder;
}

/** A header that says so of the voxels, and zeros. */
function headed(shape: Vector3, datatype: number, zeros: number): Uint8Array {
  const one = writeNifti({ data: new Uint8Array(1), shape: [1, 1, 1], spacingMm: [1, 1, 1] });
  const bytes = new Uint8Array(352 + zeros);
  bytes.set(one.subarray(0, 352));
  const view = new DataView(bytes.buffer);
  for (const [axis, size] of shape.entries()) view.setInt16(42 + 2 * axis, size, true);
  view.setInt16(70, datatype, true);
  view.setInt16(72, { 2: 8, 8: 32, 64: 64 }[datatype]!, true);
  if (zeros >= 8000) bytes.fill(1, 352 + 2000, 352 + 4000);
  return bytes;
}

/** `start` and so many zeros behind it, compressed: the same block again and again. Its checksum is not looked at. */
function gzipOfZeros(start: Uint8Array, zeros: number): Uint8Array {
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const blockBytes = 2 ** 24;
  const block = deflateRawSync(new Uint8Array(blockBytes), flush);
  const header = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255);
  const blocks = Array.from({ length: Math.ceil(zeros / blockBytes) }, () => block);
  return Buffer.concat([
    header,
    deflateRawSync(start, flush),
    ...blocks,
    deflateRawSync(new Uint8Array(0)),
    new Uint8Array(8),
  ]);
}
