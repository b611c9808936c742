import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { interval, proposeStudy } from "@pgt/core";
import { writeNifti } from "@pgt/io";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "pgt-classes-"));
afterAll(() => rmSync(folder, { recursive: true }));

function writeMask(path: string, from: number, to: number) {
  const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const data = new Uint8Array(1000).fill(1, from, to);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), writeNifti({ data, shape: [10, 10, 10], spacingMm: [1, 1, 1], affine }));
}

it("an interval of a proposed study of one file per class has the classes, known or not, as structures", async () => {
  for (const [at, rater] of ["anna", "ben"].entries()) {
    for (const id of ["c1", "c2", "c3"]) {
      writeMask(`${rater}/${id}/liver.nii`, 100, 300 + 20 * at);
      writeMask(`${rater}/${id}/tumor.nii`, 500, 600 + 50 * at);
    }
  }
  const manifest = join(folder, "study.yaml");
  writeFileSync(manifest, await proposeStudy(folder));
  const result = await interval(manifest, { metrics: ["dice"] });
  expect(result.failures).toEqual([]);
  const text = JSON.stringify(result);
  expect(text).toContain('"liver"');
  expect(text).toContain('"tumor"');
});
