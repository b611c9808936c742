import { mean } from "../inference/descriptive.ts";

/** Annotation noise in mm of simulated raters, to be held beside that estimated: random, and of each rater's own. */
export function simulatedNoise(raters: readonly { readonly biasMm: number; readonly sigmaMm: number }[]): {
  readonly randomMm: number;
  readonly raterMm: number;
} {
  const centre = mean(raters.map(({ biasMm }) => biasMm));
  const squares = raters.reduce((sum, { biasMm }) => sum + (biasMm - centre) ** 2, 0);
  return {
    randomMm: Math.sqrt(mean(raters.map(({ sigmaMm }) => sigmaMm ** 2))),
    raterMm: Math.sqrt(squares / Math.max(1, raters.length - 1)),
  };
}
