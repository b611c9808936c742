import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readNiftiFile } from "../src/nifti/read-nifti-file.ts";
import { writeNifti } from "../src/nifti/write-nifti.ts";
import { alignTo } from "../src/volume/align.ts";
import { refusal } from "./expect-error.ts";
import { nodeInflater } from "./node-inflater.ts";

const folder = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const missing = !existsSync(folder);
const note = missing ? " (skipped: ../shared/data is missing)" : "";
const read = (name: string) => readNiftiFile({ header: readFileSync(folder + name) }, name, nodeInflater);

describe.skipIf(missing)(`real files${note}`, () => {
  it("TotalSegmentator: names from the header, one grid", async () => {
    const reference = await read("totalsegmentator/example_seg.nii.gz");
    const prediction = await read("totalsegmentator/example_seg_fast.nii.gz");
    expect(reference.shape).toEqual([122, 101, 30]);
    expect(reference.spacingMm).toEqual([3, 3, 3]);
    expect(reference.warnings).toBeUndefined();
    expect(reference.labelNames?.size).toBe(117);
    expect(reference.labelNames?.get(5)).toBe("liver");
    expect(reference.labelNames?.get(117)).toBe("costal_cartilages");
    expect(alignTo({ reference, prediction })).toBe(prediction);
    expect(writeNifti(reference).length).toBeGreaterThan(122 * 101 * 30);
  });

  it("TotalSegmentator: another field of view is refused with the fault named", async () => {
    const reference = await read("totalsegmentator/example_seg.nii.gz");
    const prediction = await read("totalsegmentator/example_seg_fast_force_split.nii.gz");
    const message = await refusal("E_GEOM", () => alignTo({ reference, prediction }));
    expect(message).toContain(
      "different shape: 122 x 101 x 112 voxels instead of 122 x 101 x 30 (differs along z)",
    );
  });

  it("KiTS23: slice axis first, raters on one grid", async () => {
    const [a, b] = [
      await read("kits23/rater1/case_00061.nii.gz"),
      await read("kits23/rater2/case_00061.nii.gz"),
    ];
    expect(a.shape).toEqual([29, 512, 512]);
    expect(a.spacingMm).toEqual([5, Math.fround(0.976562), Math.fround(0.976562)]);
    expect(new Set(a.data)).toEqual(new Set([0, 1, 2]));
    expect(alignTo({ reference: a, prediction: b })).toBe(b);
  });

  it("spine: origins 0.6 micrometres apart are one grid", async () => {
    const reference = await read("spine/semantic-ref.nii.gz");
    const prediction = await read("spine/semantic-pred.nii.gz");
    expect(reference.affine).not.toEqual(prediction.affine);
    expect(alignTo({ reference, prediction })).toBe(prediction);
  });
});
