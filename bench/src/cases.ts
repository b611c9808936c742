import type { Vector3 } from "@pgt/metrics";
import {
  type Agreement,
  ballAndCentre,
  fullMasks,
  type Masks,
  noiseMasks,
  organMasks,
  plates,
} from "./masks.ts";

export interface Case {
  readonly name: string;
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly labels: number;
  readonly masks: () => Masks;
  /** True if it is measured in the short mode too. */
  readonly quick: boolean;
}

const SEED = 20230418;
const cube = (n: number): Vector3 => [n, n, n];
const CT_MM: Vector3 = [0.8, 0.8, 1.25];
const ISO_MM: Vector3 = [1, 1, 1];

function organs(
  shape: Vector3,
  labels: number,
  agreement: Agreement,
  { spacingMm = CT_MM, quick = false } = {},
): Case {
  const count = labels === 1 ? "1 label" : `${labels} labels`;
  return {
    name: `${count}, ${agreement === "none" ? "no overlap" : `${agreement} agreement`}`,
    shape,
    spacingMm,
    labels,
    masks: () => organMasks(shape, labels, agreement, SEED),
    quick,
  };
}

/** Cases from files to values: sizes, labels and agreement as they occur. */
export const usualCases: readonly Case[] = [
  organs(cube(64), 1, "near", { quick: true }),
  organs(cube(64), 104, "usual"),
  organs(cube(128), 8, "usual", { quick: true }),
  organs(cube(128), 24, "none"),
  organs(cube(256), 1, "near"),
  organs(cube(256), 53, "usual", { quick: true }),
  organs(cube(256), 53, "poor"),
  organs(cube(256), 24, "none"),
  organs(cube(256), 104, "near"),
  organs(cube(512), 1, "near"),
  organs(cube(512), 62, "usual"),
  organs(cube(512), 104, "poor"),
];

const named = (name: string, one: Case): Case => ({ ...one, name });

function special(name: string, shape: Vector3, labels: number, masks: (shape: Vector3) => Masks): Case {
  return { name, shape, spacingMm: ISO_MM, labels, masks: () => masks(shape), quick: false };
}

const thick: Vector3 = [256, 256, 128];

/** Cases that an algorithm may stumble over; measured beside a distance transform per label. */
export const worstCases: readonly Case[] = [
  organs(cube(128), 24, "none", { quick: true }),
  organs(cube(256), 24, "none"),
  organs(cube(256), 53, "poor"),
  organs(cube(256), 104, "usual"),
  organs(cube(256), 104, "poor"),
  named("24 labels, poor agreement, 1 mm", organs(thick, 24, "poor", { spacingMm: ISO_MM })),
  named("24 labels, poor agreement, 1 x 1 x 5 mm", organs(thick, 24, "poor", { spacingMm: [1, 1, 5] })),
  named("24 labels, poor agreement, 5 x 1 x 1 mm", organs(thick, 24, "poor", { spacingMm: [5, 1, 1] })),
  {
    ...special("noise, 8 labels in every voxel", cube(96), 8, (shape) => noiseMasks(shape, 8, 1, SEED)),
    quick: true,
  },
  special("noise, 1 label in half of the voxels", cube(192), 1, (shape) => noiseMasks(shape, 1, 0.5, SEED)),
  special("noise, 1 label in 1 of 1000 voxels", cube(192), 1, (shape) => noiseMasks(shape, 1, 0.001, SEED)),
  { ...special("1 label fills the volume, a hole in one", cube(128), 1, fullMasks), quick: true },
  special("1 label fills the volume, a hole in one", cube(256), 1, fullMasks),
  special("a ball against its centre", cube(256), 1, ballAndCentre),
  special("two plates at opposite ends", cube(256), 1, plates),
];

/** Case that a page must take while it goes on answering. */
export const pageCase: Case = organs([512, 512, 300], 60, "usual");

/** Beside other programs: at 1 mm, since not all of them know millimetres. */
export const peerCases: readonly Case[] = [
  organs(cube(128), 8, "usual", { spacingMm: ISO_MM, quick: true }),
  organs(cube(256), 24, "usual", { spacingMm: ISO_MM }),
];
