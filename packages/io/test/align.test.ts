import type { Affine, LabelData, LabelVolume, Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { alignTo } from "../src/volume/align.ts";
import { refusal } from "./expect-error.ts";

type Matrix = readonly [Vector3, Vector3, Vector3];

function affineOf(columns: Matrix, origin: Vector3): Affine {
  const row = (i: number) => [columns[0][i], columns[1][i], columns[2][i], origin[i]];
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** Every voxel is labelled by its place in the file, so that a lost or moved voxel shows. */
function volumeOf(
  shape: Vector3,
  affine: Affine | undefined,
  change: Partial<LabelVolume> = {},
): LabelVolume {
  const data = Uint16Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i);
  const norm = (i: number) => (affine ? Math.hypot(affine[i], affine[4 + i], affine[8 + i]) : 1);
  return {
    data,
    shape,
    spacingMm: [norm(0), norm(1), norm(2)],
    ...(affine && { affine }),
    source: "p.nii",
    ...change,
  };
}

const turn = (degrees: number): Matrix => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [
    [0.7 * c, 0.7 * s, 0],
    [-0.8 * s, 0.8 * c, 0],
    [0, 0, 2.5],
  ];
};
const origin: Vector3 = [-180, 250.5, 500];
const shape: Vector3 = [5, 70, 67];
const reference = volumeOf(shape, affineOf(turn(10), origin), { source: "r.nii" });

/** The reference's grid stored with axes in another order and direction, by definition and voxel by voxel. */
function stored(axes: readonly number[], flips: readonly boolean[]): LabelVolume {
  const sizes = axes.map((axis) => shape[axis]) as unknown as Vector3;
  const columns = axes.map((axis, j) => turn(10)[axis].map((v) => (flips[j] ? -v : v))) as unknown as Matrix;
  const index = (at: readonly number[]) => {
    const inReference = [0, 0, 0];
    axes.forEach((axis, j) => void (inReference[axis] = flips[j] ? sizes[j] - 1 - at[j] : at[j]));
    return inReference;
  };
  const first = index([0, 0, 0]);
  const world = origin.map((o, i) => o + first.reduce((sum, n, axis) => sum + n * turn(10)[axis][i], 0));
  const data = new Uint16Array(reference.data.length);
  for (let z = 0, i = 0; z < sizes[2]; z++) {
    for (let y = 0; y < sizes[1]; y++) {
      for (let x = 0; x < sizes[0]; x++, i++) {
        const [rx, ry, rz] = index([x, y, z]);
        data[i] = reference.data[rx + shape[0] * (ry + shape[1] * rz)];
      }
    }
  }
  return volumeOf(sizes, affineOf(columns, world as unknown as Vector3), { data });
}

/** Faster than a deep comparison of 23,000 elements. */
function sameValues(a: LabelData, b: LabelData): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
const directions = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [1, 2, 4].map((bit) => (bits & bit) !== 0));

describe("the same grid", () => {
  it.each(orders)(
    "stored in axis order %i %i %i, in every direction, is re-oriented without loss",
    (...axes) => {
      for (const flips of directions) {
        const aligned = alignTo({ reference, prediction: stored(axes, flips) });
        expect(sameValues(aligned.data, reference.data)).toBe(true);
        expect(aligned.shape).toEqual(shape);
        aligned.affine!.forEach((value, i) => void expect(value).toBeCloseTo(reference.affine![i], 9));
        aligned.spacingMm.forEach((value, i) => void expect(value).toBeCloseTo(reference.spacingMm[i], 9));
      }
    },
  );

  it("is returned as it is when nothing is to be done, float32 rounding included", () => {
    const rounded = { ...reference, affine: reference.affine!.map(Math.fround) };
    expect(alignTo({ reference, prediction: rounded })).toBe(rounded);
    const decimals = volumeOf(
      [512, 4, 4],
      affineOf(
        [
          [0.7031, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        origin,
      ),
    );
    const exact = volumeOf(
      [512, 4, 4],
      affineOf(
        [
          [0.703125, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        origin,
      ),
    );
    expect(alignTo({ reference: exact, prediction: decimals })).toBe(decimals);
  });

  it("keeps every label type", () => {
    for (const type of [Uint8Array, Uint16Array, Int16Array, Int32Array, Uint32Array]) {
      const prediction = stored([2, 1, 0], [true, false, false]);
      const aligned = alignTo({ reference, prediction: { ...prediction, data: type.from(prediction.data) } });
      expect(aligned.data).toBeInstanceOf(type);
      expect(sameValues(aligned.data, type.from(reference.data))).toBe(true);
    }
  });
});

describe("faults are named with numbers", () => {
  const box = (spacing: Vector3, from: Vector3 = [0, 0, 0], sizes: Vector3 = [10, 11, 12]) =>
    volumeOf(
      sizes,
      affineOf(
        [
          [spacing[0], 0, 0],
          [0, spacing[1], 0],
          [0, 0, spacing[2]],
        ],
        from,
      ),
    );
  const fault = (prediction: LabelVolume, to: LabelVolume = { ...box([1, 1, 2]), source: "r.nii" }) =>
    refusal("E_GEOM", () => alignTo({ reference: to, prediction }));

  it("different shape, and nothing else", async () => {
    const message = await fault(box([1, 1, 2], [0, 0, 0], [10, 11, 40]));
    expect(message).toContain("p.nii: does not lie on the grid of r.nii");
    expect(message).toContain(
      "different shape: 10 x 11 x 40 voxels instead of 10 x 11 x 12 (differs along z)",
    );
    expect(message).not.toMatch(/shift|spacing:|flip|rotated/);
  });

  it("different shape with another origin", async () => {
    expect(await fault(box([1, 1, 2], [0, 0, -8], [10, 11, 16]))).toMatch(
      /shape.*shifted origin: by \(0, 0, -8\) mm/,
    );
  });

  it("different spacing", async () => {
    const message = await fault(box([1, 1, 2.5]));
    expect(message).toContain("different spacing: 1 x 1 x 2.5 mm instead of 1 x 1 x 2 mm (differs along z)");
    expect(message).not.toMatch(/shift|flip|rotated/);
  });

  it("shifted origin, in mm per axis", async () => {
    expect(await fault(box([1, 1, 2], [0.5, 0, -3]))).toContain("shifted origin: by (+0.5, 0, -3) mm");
    expect(await fault(box([1, 1, 2], [0.03, 0, 0]))).toContain("+0.03");
    expect(alignTo({ reference: box([1, 1, 2]), prediction: box([1, 1, 2], [0.01, 0, 0]) })).toBeDefined();
  });

  it("spacing that adds up to a fiftieth of a voxel at the outer faces, not at the centres of the voxels there", async () => {
    // Both grids share the centre of their first voxel; the last face of 10 voxels lies 9.5 voxels from it.
    const wider = (by: number) => box([1 + by, 1, 2]);
    expect(alignTo({ reference: box([1, 1, 2]), prediction: wider(0.0021) })).toBeDefined();
    await fault(wider(0.00215));
  });

  it.each([0, 1, 2])("axis %i flipped in the affine, data in the same order", async (axis) => {
    const spacing: [number, number, number] = [1, 1, 2];
    spacing[axis] *= -1;
    const message = await fault(box(spacing));
    expect(message).toContain(`flipped axis: ${"xyz"[axis]} runs in the opposite direction`);
    expect(message).not.toMatch(/rotated|spacing:|shape/);
  });

  it("LPS taken for RAS: two axes flipped", async () => {
    const message = await fault(box([-1, -1, 2], [-30, -40, 5]), box([1, 1, 2], [30, 40, 5]));
    expect(message).toContain("flipped axis: x, y");
  });

  it("rotated, in degrees", async () => {
    const message = await fault(volumeOf(shape, affineOf(turn(12), origin)), reference);
    expect(message).toContain("rotated: its axes are turned by 2 degrees");
    expect(message).not.toContain("flipped");
  });

  it("rotated by little, counted in the thinnest voxels that it shifts", async () => {
    const thin = (angle: number): Matrix => [
      [0.5 * Math.cos(angle), 0.5 * Math.sin(angle), 0],
      [-0.5 * Math.sin(angle), 0.5 * Math.cos(angle), 0],
      [0, 0, 5],
    ];
    const sizes: Vector3 = [100, 100, 4];
    const [to, prediction] = [0, 0.001].map((angle) => volumeOf(sizes, affineOf(thin(angle), origin)));
    expect(await fault(prediction, { ...to, source: "r.nii" })).toContain(
      "rotated: its axes are turned by 0.0572958 degrees",
    );
  });

  it("axis order that the affine does not bear out", async () => {
    const cube: Vector3 = [6, 6, 6];
    const swapped = affineOf(
      [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
      [0, 9, 0],
    );
    const message = await fault(volumeOf(cube, swapped), box([1, 1, 1], [0, 0, 0], cube));
    expect(message).toMatch(/different axis order: its y, x, z.*shifted origin: by \(0, \+9, 0\) mm/);
  });

  it("an affine that is not invertible", async () => {
    const affine = affineOf(
      [
        [1, 0, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
      origin,
    );
    expect(await fault(volumeOf([10, 11, 12], affine))).toContain("not invertible");
  });
});

describe("without an affine on either side", () => {
  const bare = volumeOf([3, 4, 5], undefined);
  const placed = volumeOf(
    [3, 4, 5],
    affineOf(
      [
        [-1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      origin,
    ),
  );

  it("shape and spacing are compared, nothing is re-oriented", async () => {
    expect(alignTo({ reference: bare, prediction: placed })).toBe(placed);
    expect(alignTo({ reference: placed, prediction: bare })).toBe(bare);
    const other = { ...bare, spacingMm: [1, 1, 3] as const };
    expect(await refusal("E_GEOM", () => alignTo({ reference: placed, prediction: other }))).toContain(
      "spacing",
    );
    const longer = volumeOf([3, 4, 6], undefined);
    expect(await refusal("E_GEOM", () => alignTo({ reference: bare, prediction: longer }))).toContain(
      "3 x 4 x 6",
    );
  });
});
