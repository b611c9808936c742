import type { LabelVolume, Vector3 } from "@pgt/metrics";
import type { Pair } from "./measure.ts";
import { volumeFrom } from "./volume-makers.ts";

export type Texture = "noise" | "blobs" | "shifted";

/** Recipe of a random pair: small enough to print, enough to rebuild it. */
export interface Recipe {
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly labels: number;
  readonly texture: Texture;
  readonly seed: number;
}

/** Uniform numbers in [0, 1) by a linear congruential generator (Knuth's MMIX constants, upper 32 bits). */
export function uniform(seed: number): () => number {
  let state = BigInt(seed) + 1n;
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}

export function pairOf(recipe: Recipe): Pair {
  const random = uniform(recipe.seed);
  const reference = volumeOf(recipe, random);
  if (recipe.texture !== "shifted") return { reference, prediction: volumeOf(recipe, random) };
  return { reference, prediction: nudged(reference, random) };
}

function volumeOf({ shape, spacingMm, labels, texture }: Recipe, random: () => number): LabelVolume {
  if (texture === "noise") {
    return volumeFrom(shape, spacingMm, () => Math.floor(random() * (labels + 1)));
  }
  const balls = Array.from({ length: 2 * labels }, (_, i) => ({
    label: (i % labels) + 1,
    centre: shape.map((n) => random() * n),
    radius: 0.5 + random() * 0.3 * Math.max(...shape),
  }));
  return volumeFrom(shape, spacingMm, (...voxel) => {
    const ball = balls.find(
      ({ centre, radius }) => Math.hypot(...voxel.map((v, axis) => v - centre[axis])) < radius,
    );
    return ball?.label ?? 0;
  });
}

/** The same labels one voxel along x, and a few voxels changed. */
function nudged(volume: LabelVolume, random: () => number): LabelVolume {
  const [nx, ny] = volume.shape;
  return volumeFrom(volume.shape, volume.spacingMm, (x, y, z) => {
    if (random() < 0.02) return 1;
    return x === 0 ? 0 : volume.data[x - 1 + nx * (y + ny * z)];
  });
}
