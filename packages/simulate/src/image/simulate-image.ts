import { createRandom, exp, type LabelVolume, type Random } from "@pgt/metrics";
import type { Grid } from "../body.ts";
import type { TrueCase } from "../simulate-raters.ts";
import { smoothField } from "../smooth-field.ts";
import { imageSession, streamKinds, streamOf } from "../streams.ts";
import type { TruePart } from "../true-structure.ts";
import { type ContrastPhase, type ImageStyle, imageStyle } from "./image-style.ts";

/** A simulated CT: intensities in HU, as scanners store them. */
export interface SimulatedImage extends Omit<LabelVolume, "data" | "labelNames"> {
  readonly data: Int16Array<ArrayBuffer>;
  readonly phase: ContrastPhase;
}

type Intensities = Readonly<Record<ContrastPhase, number>>;

/** Mean HU of structures by phase: of a liver, kidneys, an aorta and a lesion; further structures begin anew. */
const organIntensities: readonly Intensities[] = [
  { none: 55, arterial: 65, "portal venous": 110 },
  { none: 32, arterial: 145, "portal venous": 180 },
  { none: 42, arterial: 290, "portal venous": 150 },
  { none: 85, arterial: 95, "portal venous": 70 },
];

/** Fat and muscle around the organs. */
const surroundings = { meanHu: -60, sdHu: 20, correlationMm: 6 };
/** Sd over cases of the mean of one organ. */
const organSdHu = 8;
const shadingCorrelationMm = 30;
/** A logistic curve of this scale is nearest to a Gaussian's distribution of sd 1. */
const logisticScale = 0.5876;

/**
 * A CT-like image of a case: organs and surroundings of their own intensities in a phase of contrast, edges blurred, a
 * slowly varying shift, and noise. The same case, seed and style give the same image.
 *
 * @param caseIndex counts from 0 and fixes the random numbers.
 * @throws UsageError E_SIMULATION for a style that cannot be.
 */
export function simulateImage(
  one: TrueCase,
  caseIndex: number,
  seed: number,
  given: Partial<ImageStyle> = {},
): SimulatedImage {
  const style = imageStyle(given);
  const { grid, truth } = one;
  const stream = (part: number) =>
    createRandom(seed, streamOf(caseIndex + 1, streamKinds.offset, imageSession, part));
  const random = stream(0);
  const phase = style.phases[random.nextBelow(style.phases.length)];
  const values = field(grid, surroundings.correlationMm, stream(1));
  for (let i = 0; i < values.length; i++) values[i] = surroundings.meanHu + surroundings.sdHu * values[i];
  for (const [at, { parts }] of one.structures.entries()) {
    const meanHu = organIntensities[at % organIntensities.length][phase] + organSdHu * random.normal();
    for (const part of parts) fill(values, grid, part, meanHu, style.blurMm);
  }
  const shading = field(grid, shadingCorrelationMm, stream(2));
  const noise = stream(3);
  const data = Int16Array.from(values, (value, i) =>
    Math.round(value + style.shadingHu * shading[i] + style.noiseHu * noise.normal()),
  );
  const { shape, spacingMm } = grid;
  return { data, shape, spacingMm, ...(truth.affine && { affine: truth.affine }), phase };
}

function field({ shape, spacingMm }: Grid, correlationMm: number, random: Random): Float64Array {
  return smoothField({ size: shape, spacingMm, correlationMm, random });
}

/** Mixes an organ's intensity in, by the share of it that the blurred edge leaves to each voxel. */
function fill(
  values: Float64Array,
  { shape }: Grid,
  { box, distanceMm }: TruePart,
  meanHu: number,
  blurMm: number,
): void {
  const { origin, size } = box;
  const share = (mm: number) => (blurMm > 0 ? 1 / (1 + exp(-mm / (logisticScale * blurMm))) : mm > 0 ? 1 : 0);
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let to = origin[0] + shape[0] * (y + origin[1] + shape[1] * (z + origin[2]));
      for (let x = 0; x < size[0]; x++, i++, to++) values[to] += share(distanceMm[i]) * (meanHu - values[to]);
    }
  }
}
