import type { EnergyDistances } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";

/** Sizes of some samples and raters' masks in voxels, and the voxels that each two share. */
export interface MaskOverlaps {
  readonly samples: readonly number[];
  readonly raters: readonly number[];
  /** By sample and rater. */
  readonly between: readonly (readonly number[])[];
  /** By two samples. */
  readonly withinSamples: (a: number, b: number) => number;
  readonly withinRaters: (a: number, b: number) => number;
}

/** Parts of the generalised energy distance with d = 1 - IoU. */
export function energyDistances(overlaps: MaskOverlaps): EnergyDistances {
  const { samples, raters, between } = overlaps;
  const across = samples.flatMap((size, sample) =>
    raters.map((other, rater) => distance(size, other, between[sample][rater])),
  );
  const ofSamples = withinDistances(samples, overlaps.withinSamples);
  const ofRaters = withinDistances(raters, overlaps.withinRaters);
  return {
    between: mean(across),
    samples: ofSamples.all,
    raters: ofRaters.all,
    samplesUnbiased: ofSamples.different,
    ratersUnbiased: ofRaters.different,
  };
}

/** Mean distance over all ordered pairs, and over those of different masks. */
function withinDistances(sizes: readonly number[], shared: (a: number, b: number) => number) {
  let sum = 0;
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++) sum += 2 * distance(sizes[a], sizes[b], shared(a, b));
  }
  const n = sizes.length;
  return { all: sum / n ** 2, different: n > 1 ? sum / (n * (n - 1)) : Number.NaN };
}

/** 1 - IoU; two empty masks are alike. */
function distance(a: number, b: number, shared: number): number {
  const union = a + b - shared;
  return union === 0 ? 0 : 1 - shared / union;
}
