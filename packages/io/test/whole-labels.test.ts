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

describe("labels stored as finely scaled integers", () => {
  const of = (labels: readonly number[], slope: number) => [
    ...toLabels(
      Uint8Array.from(labels, (label) => Math.round(label / slope)),
      { slope, intercept: 0 },
      origin,
    ),
  ];

  it("are the labels nearest to them: 0 to 12 in steps of 0.04706", () => {
    const labels = [0, 1, 2, 5, 9, 11, 12];
    expect(of(labels, 0.04706)).toEqual(labels);
  });

  it("are refused where the steps are coarse, naming scl_slope", () => {
    expect(() => of([0, 1, 2], 0.3)).toThrow(/has the value 0\.89\d*.*scl_slope 0\.3/);
  });

  it("are refused where a value lies between labels: a probability map in 255 steps", () => {
    expect(() => of([0, 0.5, 1], 1 / 255)).toThrow(/has the value 0\.50.*labels are whole/);
  });
});

describe("ids in 32-bit floats", () => {
  it("are taken up to 2^24, beyond which they merge", () => {
    expect([...toLabels(Float32Array.of(0, 2 ** 24), null, origin)]).toEqual([0, 2 ** 24]);
    expect(() => toLabels(Float32Array.of(0, 576073732), null, origin)).toThrow(
      /label 576073728 in 32-bit floats/,
    );
  });
});
