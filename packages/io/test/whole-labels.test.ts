import { describe, expect, it } from "vitest";
import { toLabels } from "../src/volume/whole-labels.ts";
import { refusal } from "./expect-error.ts";

const origin = { source: "mask.nii", shape: [2, 1, 1] as const };
const labelsOf = (...values: number[]) => toLabels(Float64Array.from(values), null, origin);

describe("values that are nearly whole", () => {
  it.each([1.9991, 2.0009, -0.0009])("%d is a label, up to a thousandth to either side", (value) => {
    expect([...labelsOf(0, value)]).toEqual([0, Math.round(value) + 0]);
  });

  it.each([1.6, 1.998, 2.002, 2.4, Number.NaN, Number.POSITIVE_INFINITY])(
    "%d is none, and its voxel is named",
    async (value) => {
      expect(await refusal("E_NOT_LABELMAP", () => labelsOf(0, value))).toContain(
        `voxel (1, 0, 0) has the value ${value}`,
      );
    },
  );
});

describe("the type of the labels", () => {
  it.each([
    [0, 255, Uint8Array],
    [0, 256, Uint16Array],
    [0, 65_535, Uint16Array],
    [-1, 255, Int16Array],
    [-1, 32_767, Int16Array],
    [-1, 32_768, Int32Array],
    [-32_768, 0, Int16Array],
    [-32_769, 0, Int32Array],
    [0, 65_536, Int32Array],
    [0, 2 ** 31, Uint32Array],
    [0, 2 ** 32 - 1, Uint32Array],
  ])("is the smallest that holds %d to %d", (lowest, highest, type) => {
    const labels = labelsOf(lowest, highest);
    expect(labels).toBeInstanceOf(type);
    expect([...labels]).toEqual([lowest, highest]);
  });

  it.each([
    [0, 2 ** 32],
    [-1, 2 ** 31],
    [-(2 ** 31) - 1, 0],
  ])("holds no labels from %d to %d", async (lowest, highest) => {
    expect(await refusal("E_NOT_LABELMAP", () => labelsOf(lowest, highest))).toContain(
      `values run from ${lowest} to ${highest}`,
    );
  });
});
