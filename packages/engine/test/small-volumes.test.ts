import type { LabelVolume, PercentileMethod, Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { gridOf } from "../src/grid.ts";
import { latticeSize } from "../src/surfaces.ts";
import { engines, inBox, points, request, structure, volume } from "./small-volumes.ts";

describe("sizes", () => {
  it("of more voxels, or corners of voxels, than can be numbered are refused", () => {
    const grid = (shape: Vector3) => gridOf({ shape, spacingMm: [1, 1, 1] });
    const refusal = expect.objectContaining({ code: "E_TOO_LARGE" });
    expect(() => grid([65536, 65536, 1])).toThrow(refusal);
    const long = grid([2, 2, 478_000_000]);
    expect(latticeSize(long, "border6")).toEqual([2, 2, 478_000_000]);
    expect(() => latticeSize(long, "surfel")).toThrow(refusal);
    expect(latticeSize(grid([2, 2, 477_000_000]), "surfel")).toEqual([3, 3, 477_000_001]);
  });
});

describe.each(engines)("voxels counted by the $kernels kernels", ({ engine }) => {
  const counts = (reference: LabelVolume, prediction: LabelVolume, more = {}) =>
    engine
      .measure({ reference, prediction }, request(["counts"], more))
      .map(({ spec, measurement: { counts: c } }) => [
        spec.label,
        [c.truePositive, c.falsePositive, c.falseNegative, c.trueNegative],
      ]);
  const row: Vector3 = [40, 1, 1];

  it("are those of each pair of labels, in runs that end anywhere", () => {
    const reference = volume(row, (x) => (x < 18 ? 1 : 2));
    const prediction = volume(row, (x) => (x < 17 ? 1 : x < 36 ? 2 : 0));
    expect(counts(reference, prediction)).toEqual([
      [1, [17, 0, 1, 22]],
      [2, [18, 1, 4, 17]],
    ]);
  });

  it("are those of ids that are far apart, negative or many", () => {
    let state = 1;
    const ids = Int32Array.from(
      { length: 20_000 },
      () => (state = (Math.imul(state, 1664525) + 1013904223) | 0),
    );
    const shape: Vector3 = [200, 100, 1];
    const reference: LabelVolume = { data: ids, shape, spacingMm: [1, 1, 1] };
    let found: readonly number[] = [];
    const measured = engine.measure(
      { reference, prediction: volume(shape, () => 0) },
      request(["counts"], {
        labels: (present) => {
          found = present.reference;
          return [structure(1, ids[0]), structure(2, ids[19_999])];
        },
      }),
    );
    expect(found).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(measured.map(({ measurement }) => measurement.counts.falseNegative)).toEqual([1, 1]);
  });

  it("are those of neither volume where the reference holds the ignored label", () => {
    const reference = volume(row, (x) => (x < 10 ? 1 : x < 15 ? 9 : 0));
    const prediction = volume(row, (x) => x >= 5 && x < 25);
    expect(counts(reference, prediction, { ignoreLabel: 9 })).toEqual([[1, [5, 10, 5, 15]]]);
    const [{ measurement }] = engine.measure(
      { reference, prediction },
      request(["surface"], { ignoreLabel: 9, boundary: "border26" }),
    );
    // A row of voxels is all surface.
    const { referenceToPrediction: forth, predictionToReference: back } = measurement.surface!;
    expect([forth.count, back.count]).toEqual([10, 15]);
  });
});

describe.each(engines)("centres of mass by the $kernels kernels", ({ engine }) => {
  it("are means of voxel centres, in mm along each axis", () => {
    const reference = volume([24, 5, 4], inBox([2, 1, 1], [22, 4, 3]), [0.5, 2, 3]);
    const prediction = points(
      [24, 5, 4],
      [
        [3, 0, 0],
        [3, 4, 3],
        [9, 4, 0],
      ],
      [0.5, 2, 3],
    );
    const [{ measurement }] = engine.measure({ reference, prediction }, request(["centroids"]));
    expect(measurement.centroids).toEqual({
      referenceMm: [5.75, 4, 4.5],
      predictionMm: [2.5, 16 / 3, 3],
    });
  });
});

describe.each(engines)("surface elements by the $kernels kernels", ({ engine }) => {
  const surfaceOf = (one: LabelVolume, more = {}) =>
    engine.measure({ reference: one, prediction: one }, request(["surface"], more))[0].measurement.surface!
      .referenceToPrediction;
  /** A block of 5 x 5 x 5 voxels (of 20 along x) that lacks some; it fills the volume or lies within it. */
  const block = (length: number, lacks: (x: number, y: number, z: number) => boolean, margin = 1) => {
    const shape: Vector3 = [length + 2 * margin, 5 + 2 * margin, 5 + 2 * margin];
    const inside = inBox([0, 0, 0], [length, 5, 5]);
    return volume(shape, (...voxel) => {
      const [x, y, z] = voxel.map((v) => v - margin);
      return Boolean(inside(x, y, z)) && !lacks(x, y, z);
    });
  };
  const isCorner = (x: number, y: number, z: number) => x + y + z === 0;
  const isEdge = (x: number, y: number) => x + y === 0;

  it.each([
    ["border6", 98, 97, 93],
    ["border18", 98, 97, 96],
    ["border26", 98, 98, 96],
  ] as const)("%s: voxels that touch another label", (boundary, whole, withoutCorner, withoutEdge) => {
    for (const margin of [0, 1]) {
      expect(
        surfaceOf(
          block(5, () => false, margin),
          { boundary },
        ).count,
      ).toBe(whole);
      expect(surfaceOf(block(5, isCorner, margin), { boundary }).count).toBe(withoutCorner);
      expect(surfaceOf(block(5, isEdge, margin), { boundary }).count).toBe(withoutEdge);
    }
  });

  it.each([
    ["border6", 20 * 25 - 18 * 9],
    ["border26", 20 * 25 - 18 * 9],
    ["surfel", 21 * 36 - 19 * 16],
  ] as const)("%s: of a long block, within the image and at its edges", (boundary, count) => {
    for (const margin of [0, 1, 3])
      expect(
        surfaceOf(
          block(20, () => false, margin),
          { boundary },
        ).count,
      ).toBe(count);
  });

  it("surfel: of two structures that touch, each has its own; a region of both has none between", () => {
    const halves = volume([30, 7, 7], (x, y, z) =>
      inBox([1, 1, 1], [25, 6, 6])(x, y, z) ? (x < 13 ? 1 : 2) : 0,
    );
    const labels = [structure(1, 1), structure(2, 2), structure(3, 1, 2)];
    const measured = engine.measure(
      { reference: halves, prediction: halves },
      request(["surface"], { boundary: "surfel", labels }),
    );
    const counted = measured.map(({ measurement }) => measurement.surface!.referenceToPrediction.count);
    expect(counted).toEqual([13 * 36 - 11 * 16, 13 * 36 - 11 * 16, 25 * 36 - 23 * 16]);
  });

  it("surfel: in one slice they weigh their length, corners half a diagonal", () => {
    const square = volume([6, 6, 1], inBox([1, 1, 0], [4, 4, 1]));
    expect(surfaceOf(square, { boundary: "surfel" }).areaMm2).toBeCloseTo(8 + 4 * Math.SQRT1_2, 12);
  });

  it("are those of the boundary asked for, whatever was measured of the volume before", () => {
    const cube = block(5, () => false);
    const found = (["surfel", "border6", "surfel"] as const).map(
      (boundary) => surfaceOf(cube, { boundary }).count,
    );
    expect(found).toEqual([6 ** 3 - 4 ** 3, 98, 6 ** 3 - 4 ** 3]);
  });
});

describe.each(engines)("distances by the $kernels kernels", ({ engine }) => {
  const between = (reference: LabelVolume, prediction: LabelVolume, more = {}) =>
    engine.measure({ reference, prediction }, request(["surface"], more))[0].measurement.surface!;

  /** Four voxels, 1 to 4 steps from another, or so far that no table of steps holds them. */
  it.each([
    ["near", 1, 0],
    ["far", 10, 100],
  ])("%s: sums, maximum, shares within a tolerance and percentiles", (_, step, offset) => {
    const shape: Vector3 = [150, 3, 3];
    const mm = [1, 2, 3, 4].map((k) => offset + step * k);
    const reference = points(
      shape,
      mm.map((x): Vector3 => [x, 1, 1]),
    );
    const prediction = points(shape, [[0, 1, 1]]);
    const measured = (percentileMethod: PercentileMethod) =>
      between(reference, prediction, {
        tolerancesMm: [mm[1] - 0.5, mm[1], mm[3]],
        percentiles: [25, 50, 51, 60, 75, 100],
        percentileMethod,
      });
    const { referenceToPrediction: forth, predictionToReference: back } = measured("inverse-ecdf");
    expect(forth).toMatchObject({
      count: 4,
      areaMm2: 4,
      weightedSumMm: mm.reduce((sum, d) => sum + d),
      weightedSquareSumMm2: mm.reduce((sum, d) => sum + d * d, 0),
      maxMm: mm[3],
    });
    expect([...forth.areaWithinMm2.values()]).toEqual([1, 2, 4]);
    expect([...forth.percentilesMm.values()]).toEqual([mm[0], mm[1], mm[2], mm[2], mm[2], mm[3]]);
    expect(back).toMatchObject({ count: 1, weightedSumMm: mm[0], maxMm: mm[0] });
    const linear = [...measured("linear").referenceToPrediction.percentilesMm.values()];
    const interpolated = [1.75, 2.5, 2.53, 2.8, 3.25, 4].map((k) => expect.closeTo(offset + step * k, 10));
    expect(linear).toEqual(interpolated);
    // Both ways in one list: 1, 1, 2, 3, 4.
    const pooled = [...measured("pooled-linear").pooledPercentilesMm.values()];
    expect(pooled).toEqual([1, 2, 2.04, 2.4, 3, 4].map((k) => expect.closeTo(offset + step * k, 10)));
  });

  const origin: Vector3 = [34, 30, 30];
  const spacing: Vector3 = [0.5, 2, 3];
  it.each([
    ["x", [1, 0, 0]],
    ["y", [0, 1, 0]],
    ["z", [0, 0, 1]],
  ] as const)("along %s to either side, at any number of steps", (_, axis) => {
    const shape: Vector3 = [69, 61, 61];
    const from = points(shape, [origin], spacing);
    for (const steps of [1, 2, 7, 24, 25, 28, 29, 30]) {
      for (const side of [-1, 1]) {
        const to = origin.map((o, k) => o + side * steps * axis[k]) as unknown as Vector3;
        const expected = steps * axis.reduce<number>((sum, a, k) => sum + a * spacing[k], 0);
        const { referenceToPrediction, predictionToReference } = between(from, points(shape, [to], spacing));
        expect([referenceToPrediction.maxMm, predictionToReference.maxMm]).toEqual([expected, expected]);
      }
    }
  });

  it("25 steps away, where the table of rows ends, are not outdone by a row that it still holds", () => {
    const thick: Vector3 = [0.5, 0.5, 5];
    const reference = points([30, 30, 3], [[0, 0, 1]], thick);
    const prediction = points(
      [30, 30, 3],
      [
        [0, 25, 1],
        [25, 2, 1],
      ],
      thick,
    );
    expect(between(reference, prediction).referenceToPrediction.maxMm).toBe(12.5);
  });

  it("of a plate of voxels to a few far ones: more than are searched for one by one", () => {
    const shape: Vector3 = [80, 60, 50];
    const targets: Vector3[] = [
      [10, 12, 38],
      [10, 12, 45],
      [64, 9, 41],
      [30, 51, 49],
      [33, 30, 36],
    ];
    const mm: Vector3 = [1, 1.5, 2];
    const { referenceToPrediction: forth } = between(
      volume(shape, (_x, _y, z) => z === 0, mm),
      points(shape, targets, mm),
      { percentiles: [50], percentileMethod: "linear" },
    );
    const expected = Array.from({ length: 80 * 60 }, (_, i) => {
      const [x, y] = [i % 80, Math.floor(i / 80)];
      return Math.min(
        ...targets.map(([a, b, c]) => Math.sqrt((x - a) ** 2 + ((y - b) * 1.5) ** 2 + (c * 2) ** 2)),
      );
    }).sort((a, b) => a - b);
    expect(forth.count).toBe(4800);
    expect(forth.maxMm).toBeCloseTo(expected[4799], 10);
    expect(forth.weightedSumMm / expected.reduce((sum, d) => sum + d)).toBeCloseTo(1, 12);
    expect(forth.percentilesMm.get(50)).toBeCloseTo((expected[2399] + expected[2400]) / 2, 10);
  });

  it("of a plate between far voxels, of which those behind it are nearer", () => {
    const shape: Vector3 = [80, 60, 101];
    const targets: Vector3[] = [
      [20, 52, 0],
      [20, 52, 100],
      [60, 52, 100],
      [40, 10, 100],
    ];
    const { referenceToPrediction: forth } = between(
      volume(shape, (_x, _y, z) => z === 60),
      points(shape, targets),
    );
    const expected = Array.from({ length: 80 * 60 }, (_, i) => {
      const [x, y] = [i % 80, Math.floor(i / 80)];
      return Math.min(...targets.map(([a, b, c]) => Math.sqrt((x - a) ** 2 + (y - b) ** 2 + (60 - c) ** 2)));
    });
    expect(forth.weightedSumMm / expected.reduce((sum, d) => sum + d)).toBeCloseTo(1, 12);
    expect(forth.maxMm).toBeCloseTo(Math.max(...expected), 10);
  });
});

describe.each(engines)("boundary bands by the $kernels kernels", ({ engine }) => {
  const bands = (reference: LabelVolume, prediction: LabelVolume) => [
    ...engine
      .measure({ reference, prediction }, request(["bands"], { bandDepthsVoxels: [1, 2] }))[0]
      .measurement.bands!.values(),
  ];
  const shape: Vector3 = [20, 12, 12];
  const cube = volume(shape, inBox([3, 3, 3], [9, 9, 9]));

  it("hold the voxels less than the depth from the border, and none outside of the mask", () => {
    expect(bands(cube, cube)).toEqual([
      { intersection: 6 ** 3 - 4 ** 3, union: 6 ** 3 - 4 ** 3 },
      { intersection: 6 ** 3 - 2 ** 3, union: 6 ** 3 - 2 ** 3 },
    ]);
  });

  it("of masks that are apart share nothing", () => {
    const other = volume(shape, inBox([10, 3, 3], [16, 9, 9]));
    expect(bands(cube, other)).toEqual([
      { intersection: 0, union: 2 * (6 ** 3 - 4 ** 3) },
      { intersection: 0, union: 2 * (6 ** 3 - 2 ** 3) },
    ]);
  });
});

describe.each(engines)("votes counted by the $kernels kernels", ({ engine }) => {
  const shape: Vector3 = [40, 4, 3];
  const raters = [volume(shape, inBox([5, 1, 1], [25, 3, 2])), volume(shape, inBox([8, 1, 1], [31, 3, 2]))];
  const structures = [{ label: 1, name: "organ", ids: [[1], [1]] }];
  const votes = (region: NonNullable<Parameters<typeof engine.countVotes>[1]>["region"]) => {
    const [{ patterns, region: counted }] = engine.countVotes(raters, { structures, region: region! });
    return [counted.voxels, patterns.map(({ ratings, voxels }) => [...ratings, voxels])];
  };

  it("are those of each pattern, in the image and where anyone marked", () => {
    const marked = [
      [0, 1, 12],
      [1, 0, 6],
      [1, 1, 34],
    ];
    expect(votes("image")).toEqual([480, [[0, 0, 480 - 52], ...marked]]);
    expect(votes("union")).toEqual([52, marked]);
  });

  it("are those within a distance of what anyone marked", () => {
    // A bar of 26 x 2 voxels and a voxel around it: above and below, two sides, two ends.
    const [voxels] = votes({ dilationMm: 1 });
    expect(voxels).toBe(52 + 2 * 52 + 2 * 26 + 2 * 2);
  });
});
