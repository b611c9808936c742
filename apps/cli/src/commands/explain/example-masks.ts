import type { LabelVolume } from "@pgt/metrics";

const side = 12;

/** The example of `pgt explain`: a cube of 6 voxels and one of 4 in its middle, on a 12 x 12 x 12 grid of 1 mm. */
export const exampleReference = cube(3, 9);
export const examplePrediction = cube(4, 8);
export const exampleText =
  "a cube of 6 x 6 x 6 voxels against one of 4 x 4 x 4 in its middle, 12 x 12 x 12 voxels of 1 mm";

function cube(from: number, to: number): LabelVolume {
  const data = new Uint8Array(side ** 3);
  for (let z = from; z < to; z++) {
    for (let y = from; y < to; y++) {
      const row = side * (y + side * z);
      data.fill(1, row + from, row + to);
    }
  }
  return { data, shape: [side, side, side], spacingMm: [1, 1, 1] };
}
