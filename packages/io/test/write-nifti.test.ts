import { type LabelVolume, UsageError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { readNifti } from "../src/nifti/read-nifti.ts";
import { writeNifti } from "../src/nifti/write-nifti.ts";

const affine = [0, -0.5, 0, 10, 2, 0, 0, -20, 0, 0, 3, 30, 0, 0, 0, 1];
const values = [0, 1, 7, 1, 0, 2];

describe("writeNifti", () => {
  it.each([Uint8Array, Uint16Array, Int16Array, Int32Array, Uint32Array])("round trip: %o", (type) => {
    const volume: LabelVolume = {
      data: type.from(values),
      shape: [3, 2, 1],
      spacingMm: [2, 0.5, 3],
      affine,
      labelNames: new Map([
        [1, "liver"],
        [7, "Niere & ]]> \u00fc"],
      ]),
    };
    const again = readNifti({ header: writeNifti(volume) }, "out.nii");
    expect(again).toEqual({ ...volume, source: "out.nii" });
  });

  it("round trip without affine and names, from a view at an odd offset", () => {
    const data = Uint8Array.from([9, ...values]).subarray(1);
    const again = readNifti(
      { header: writeNifti({ data, shape: [1, 2, 3], spacingMm: [0.75, 1, 5] }) },
      "out.nii",
    );
    expect([...again.data]).toEqual(values);
    expect(again.spacingMm).toEqual([0.75, 1, 5]);
    expect(again.affine).toBeUndefined();
    expect(again.labelNames).toBeUndefined();
  });

  it("refuses what NIfTI-1 cannot hold", () => {
    const data = new Uint8Array(40000);
    const spacingMm = [1, 1, 1] as const;
    expect(() => writeNifti({ data, shape: [40000, 1, 1], spacingMm })).toThrow(UsageError);
    expect(() => writeNifti({ data, shape: [200, 100, 1], spacingMm })).toThrow(/40000 voxels.*20000/);
  });
});
