import type { LabelVolume, Vector3 } from "@pgt/metrics";
import type { Pair } from "../oracles/measure.ts";
import { pairOf, type Recipe } from "../oracles/random-pairs.ts";
import { inBox, volumeFrom } from "../oracles/volume-makers.ts";

const shape: Vector3 = [14, 13, 12];
const spacingMm: Vector3 = [0.8, 1, 2.5];

export const box = volumeFrom(shape, spacingMm, inBox([3, 4, 2], [9, 9, 7]));
export const nothing = volumeFrom(shape, spacingMm, () => 0);
export const everywhere = volumeFrom(shape, spacingMm, () => 1);

const recipe = (texture: Recipe["texture"], seed: number): Recipe => ({
  shape,
  spacingMm,
  labels: 2,
  texture,
  seed,
});

/** Pairs in which label 1 is empty in neither mask and fills neither. */
export const pairs: readonly Pair[] = [
  { reference: box, prediction: volumeFrom(shape, spacingMm, inBox([4, 4, 3], [11, 8, 7])) },
  { reference: box, prediction: volumeFrom(shape, spacingMm, inBox([10, 10, 8], [12, 12, 11])) },
  pairOf(recipe("blobs", 1)),
  pairOf(recipe("blobs", 2)),
  pairOf(recipe("shifted", 3)),
  pairOf(recipe("noise", 4)),
];

export const emptyPairs: Readonly<Record<"both" | "reference" | "prediction", Pair>> = {
  both: { reference: nothing, prediction: nothing },
  reference: { reference: nothing, prediction: box },
  prediction: { reference: box, prediction: nothing },
};

export const filledPairs: readonly Pair[] = [
  { reference: everywhere, prediction: everywhere },
  { reference: everywhere, prediction: box },
  { reference: box, prediction: everywhere },
  { reference: everywhere, prediction: nothing },
  { reference: nothing, prediction: everywhere },
];

export function swapped({ reference, prediction }: Pair): Pair {
  return { reference: prediction, prediction: reference };
}

export function mapBoth({ reference, prediction }: Pair, change: (volume: LabelVolume) => LabelVolume): Pair {
  return { reference: change(reference), prediction: change(prediction) };
}

export function scaled(pair: Pair, factor: number): Pair {
  return mapBoth(pair, (volume) => {
    const [x, y, z] = volume.spacingMm;
    return { ...volume, spacingMm: [x * factor, y * factor, z * factor] };
  });
}

/** The same masks elsewhere in a larger image. */
export function placed(pair: Pair, [dx, dy, dz]: Vector3): Pair {
  return mapBoth(pair, (volume) => {
    const [nx, ny, nz] = volume.shape;
    return volumeFrom([nx + 9, ny + 9, nz + 9], volume.spacingMm, (x, y, z) => {
      const [i, j, k] = [x - dx, y - dy, z - dz];
      const inside = i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz;
      return inside ? volume.data[i + nx * (j + ny * k)] : 0;
    });
  });
}
