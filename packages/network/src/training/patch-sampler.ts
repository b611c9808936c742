import type { Random } from "@pgt/metrics";
import { type IntensityNormalization, normalized } from "../images/intensity.ts";
import { eachPixel, type Slices, type Window } from "../images/slices.ts";
import type { PreparedCase } from "./prepared-case.ts";

/** A piece of a slice as the network sees it, and the class of each pixel. */
export interface Patch {
  readonly pixels: Float32Array;
  readonly classOf: Uint8Array;
}

export interface PatchRecipe {
  readonly height: number;
  readonly width: number;
  readonly flips: readonly ("x" | "y")[];
  readonly normalization: IntensityNormalization;
}

/**
 * Draws patches: a case, each equally likely; then, in half of the draws, a class that it has, each equally likely, a
 * voxel of that and a place that contains it, else any slice and place. A slice smaller than the patch lies in its middle,
 * mean intensity and background around it.
 */
export class PatchSampler {
  constructor(
    private readonly cases: readonly PreparedCase[],
    private readonly recipe: PatchRecipe,
  ) {}

  draw(random: Random): Patch {
    const chosen = this.cases[random.nextBelow(this.cases.length)];
    const { voxelsOfClasses } = chosen;
    const isAimed = random.nextBelow(2) === 1 && voxelsOfClasses.length > 0;
    const voxels = isAimed ? voxelsOfClasses[random.nextBelow(voxelsOfClasses.length)] : undefined;
    const target = voxels && pixelOf(voxels[random.nextBelow(voxels.length)], chosen.slices);
    const { slices } = chosen;
    const { width, height } = this.recipe;
    const patch = this.#cut(chosen, {
      slice: target ? target.slice : random.nextBelow(slices.count),
      left: placeOf(width, slices.width, target?.u, random),
      top: placeOf(height, slices.height, target?.v, random),
      width,
      height,
    });
    for (const axis of this.recipe.flips) {
      if (random.nextBelow(2) === 1) {
        mirror(patch.pixels, width, axis);
        mirror(patch.classOf, width, axis);
      }
    }
    return patch;
  }

  #cut({ image, classOf, slices }: PreparedCase, window: Window): Patch {
    const pixels = window.width * window.height;
    const patch = { pixels: new Float32Array(pixels), classOf: new Uint8Array(pixels) };
    eachPixel(slices, window, (voxel, pixel) => {
      patch.pixels[pixel] = normalized(image[voxel], this.recipe.normalization);
      patch.classOf[pixel] = classOf[voxel];
    });
    return patch;
  }
}

function pixelOf(
  voxel: number,
  { strideU, strideV, strideW, width, height, count }: Slices,
): { readonly u: number; readonly v: number; readonly slice: number } {
  return {
    u: Math.floor(voxel / strideU) % width,
    v: Math.floor(voxel / strideV) % height,
    slice: Math.floor(voxel / strideW) % count,
  };
}

/** Start of a patch along an axis: within the slice, and around the target if there is one. */
function placeOf(patch: number, size: number, target: number | undefined, random: Random): number {
  if (size <= patch) return -Math.floor((patch - size) / 2);
  if (target === undefined) return random.nextBelow(size - patch + 1);
  return Math.min(Math.max(target - random.nextBelow(patch), 0), size - patch);
}

function mirror(pixels: Float32Array | Uint8Array, width: number, axis: "x" | "y"): void {
  const rows = Array.from({ length: pixels.length / width }, (_, row) =>
    pixels.slice(row * width, (row + 1) * width),
  );
  if (axis === "y") rows.reverse();
  for (const [row, values] of rows.entries())
    pixels.set(axis === "x" ? values.reverse() : values, row * width);
}
