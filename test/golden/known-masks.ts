import type { LabelVolume, Vector3 } from "@pgt/metrics";
import { inBall, inBox, volumeFrom } from "../oracles/volume-makers.ts";

type Rule = (x: number, y: number, z: number) => number;

interface Surface {
  /** Area in mm2 (2-D: mm; border6 and border26: voxels) of the surface of reference and prediction. */
  readonly areas: readonly [number, number];
  /** Metric as written on the command line -> value as printed in docs/methods/reference-values.md. */
  readonly values: Readonly<Record<string, number>>;
}

export interface KnownCase {
  readonly name: string;
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
  readonly overlap: Readonly<Record<string, number>>;
  readonly surfaces: Readonly<Partial<Record<"surfel" | "border6" | "border26", Surface>>>;
}

function pair(shape: Vector3, spacingMm: Vector3, reference: Rule, prediction: Rule) {
  return {
    reference: volumeFrom(shape, spacingMm, reference),
    prediction: volumeFrom(shape, spacingMm, prediction),
  };
}

const cube: Vector3 = [12, 12, 12];
const box = inBox([3, 3, 3], [9, 9, 9]);
const shifted = inBox([4, 3, 3], [10, 9, 9]);

/** docs/methods/reference-values.md, every printed number. */
export const knownCases: readonly KnownCase[] = [
  {
    name: "A: box against itself shifted by one voxel",
    ...pair(cube, [1, 1, 1], box, shifted),
    overlap: {
      dice: 0.833333,
      jaccard: 0.714286,
      spec: 0.97619,
      mcc: 0.809524,
      kappa: 0.809524,
      gce: 0.079365,
      ri: 0.920093,
      ari: 0.766311,
      mi: 0.320276,
      voi: 0.446576,
      icc_vox: 0.809624,
      pbd: 0.2,
      "biou@1": 0.490196,
      "biou@2": 0.677419,
    },
    surfaces: {
      surfel: {
        areas: [194.158458, 194.158458],
        values: { hd: 1, hd95: 1, masd: 0.33482, assd: 0.33482, "nsd@0.5": 0.66518, "nsd@1": 1, "nsd@2": 1 },
      },
      border6: {
        areas: [152, 152],
        values: { assd: 0.342105, masd: 0.342105, "nsd@0.5": 0.657895, "nsd@1": 1 },
      },
    },
  },
  {
    name: "B: the same at spacing 2, 1, 1",
    ...pair(cube, [2, 1, 1], box, shifted),
    overlap: { dice: 0.833333 },
    surfaces: {
      surfel: {
        areas: [326.005631, 326.005631],
        values: {
          hd: 2,
          hd95: 2,
          masd: 0.404046,
          assd: 0.404046,
          "nsd@0.5": 0.773437,
          "nsd@1": 0.822516,
          "nsd@2": 1,
        },
      },
      border6: {
        areas: [152, 152],
        values: { assd: 0.605263, masd: 0.605263, "nsd@0.5": 0.657895, "nsd@1": 0.736842 },
      },
    },
  },
  {
    name: "C: box against a smaller box inside it",
    ...pair(cube, [1, 1, 1], box, inBox([4, 4, 4], [8, 8, 8])),
    overlap: { dice: 0.457143, "biou@1": 0, "biou@2": 0.259259 },
    surfaces: {
      surfel: {
        areas: [194.158458, 81.187895],
        values: {
          hd: 1.732051,
          hd95: Math.SQRT2,
          masd: 1.048521,
          assd: 1.068429,
          "nsd@0.5": 0,
          "nsd@1": 0.839626,
          "nsd@2": 1,
        },
      },
      border6: {
        areas: [152, 56],
        values: { assd: 1.123744, masd: 1.084667, "nsd@0.5": 0, "nsd@1": 0.730769 },
      },
    },
  },
  {
    name: "D: box against itself with a far voxel",
    ...pair(cube, [1, 1, 1], box, (x, y, z) => (x + y + z === 0 ? 1 : box(x, y, z))),
    overlap: { dice: 0.997691, "biou@1": 0.993464, "biou@2": 0.995215 },
    surfaces: {
      surfel: {
        areas: [194.158458, 195.890508],
        values: {
          hd: 5.196152,
          hd95: 0,
          masd: 0.019397,
          assd: 0.019484,
          "nsd@0.5": 0.995559,
          "nsd@1": 0.995559,
          "nsd@2": 0.995559,
        },
      },
      border6: {
        areas: [152, 153],
        values: { assd: 0.017037, masd: 0.016981, "nsd@0.5": 0.996721, "nsd@1": 0.996721 },
      },
    },
  },
  {
    name: "E: two balls at spacing 1, 1, 1.5",
    ...pair([24, 24, 24], [1, 1, 1.5], inBall([11.5, 11.5, 11.5], 8), inBall([12.5, 11.5, 11.5], 7)),
    overlap: { dice: 0.807018, "biou@1": 0.133333, "biou@2": 0.431193 },
    surfaces: {
      surfel: {
        areas: [1207.111196, 898.69037],
        values: {
          hd: 2.5,
          hd95: 2,
          masd: 0.783573,
          assd: 0.796205,
          "nsd@0.5": 0.386631,
          "nsd@1": 0.719589,
          "nsd@2": 0.980167,
        },
      },
      border6: {
        areas: [632, 456],
        values: { assd: 1.090682, masd: 1.072918, "nsd@0.5": 0.235294, "nsd@1": 0.540441 },
      },
      border26: { areas: [1064, 776], values: { assd: 0.77649, masd: 0.756257, "nsd@1": 0.73 } },
    },
  },
  {
    name: "2-D: a square against itself shifted by one pixel",
    ...pair([12, 12, 1], [1, 1, 1], inBox([3, 3, 0], [9, 9, 1]), inBox([4, 3, 0], [10, 9, 1])),
    overlap: { dice: 0.833333 },
    surfaces: { surfel: { areas: [22.828427, 22.828427], values: { masd: 0.5, "nsd@0.5": 0.5 } } },
  },
];

/** Case C, border6: one list of distances, four percentiles (docs/methods/metrics.md). */
export const knownPercentiles = {
  linear: 1.55724,
  "pooled-linear": Math.SQRT2,
  "inverse-ecdf": 1.732051,
} as const;

/** docs/methods/reference-values.md: code of each rotation class -> area at unit spacing. */
export const surfelFingerprint: Readonly<Record<number, number>> = {
  1: 0.216506,
  3: Math.SQRT1_2,
  6: 0.433013,
  24: 0.433013,
  7: 1.149519,
  22: 0.649519,
  25: 0.923613,
  15: 1,
  23: 1.299038,
  27: 1.573132,
  30: 1.366025,
  60: Math.SQRT2,
  105: 0.866025,
};

/** docs/methods/reference-values.md: spacing in mm -> sum of the areas of all 256 codes. */
export const surfelAreaSums: readonly { readonly spacingMm: Vector3; readonly sumMm2: number }[] = [
  { spacingMm: [1, 1, 1], sumMm2: 241.34314 },
  { spacingMm: [1, 1, 2], sumMm2: 414.410135 },
  { spacingMm: [0.7, 0.8, 2.5], sumMm2: 371.462463 },
];

/** Printed values have six digits after the point, and one is 0.730. */
export function printedDigits(value: number): number {
  return value === 0.73 ? 3 : 6;
}
