import { createRandom, exp, log, type Random, type Vector3 } from "@pgt/metrics";
import type { Grid } from "./body.ts";
import { jitterEnds } from "./slice-jitter.ts";
import { anchoredField, type Box, smoothField } from "./smooth-field.ts";
import { addSpuriousParts } from "./spurious-parts.ts";
import { boundingBox, type StructureMask, sliceAxis } from "./structure-mask.ts";
import type { StructureNoise } from "./structure-noise.ts";
import { equivalentDiameterMm, type TruePart, type TrueStructure } from "./true-structure.ts";

/** A rater's own bias on one structure, the same wherever and whenever it is drawn. */
export interface RaterStyle {
  /** Standard normal: the constant part. */
  readonly constant: number;
  /** Seed of the smooth part's coefficients. */
  readonly seed: number;
}

/** Least correlation length in voxels: below it a field would be white noise on the grid. */
const leastVoxels = 0.5;
const diameterShare = 0.1;

/**
 * One annotation of one structure (docs/methods/simulation.md): the union over its parts that are not missed of { phi
 * + mu + √f tau beta_k + √(1-f) tau G_k + sigma G_ks > 0 }, the ends of its extent along the slice axis misplaced,
 * and false parts added. phi is the signed distance, beta_k and G_k are rater k's, G_ks is drawn here.
 *
 * Null if nothing is drawn.
 */
export function annotateStructure(
  structure: TrueStructure,
  grid: Grid,
  noise: StructureNoise,
  style: RaterStyle,
  random: Random,
): StructureMask | null {
  const drawn = structure.parts.map((part) => {
    const isDrawn = random.next() >= missProbability(part, noise);
    return { part, value: isDrawn ? levelOf(part, structure, grid, noise, style, random) : null };
  });
  const kept = drawn.filter((one) => one.value !== null);
  const mask = kept.length === 0 ? null : unionOf(kept as { part: TruePart; value: Float64Array }[]);
  const jittered = mask && noise.sliceJitter > 0 ? jitterEnds(mask, grid, noise.sliceJitter, random) : mask;
  if (noise.spurious.rate === 0) return jittered;
  return addSpuriousParts(jittered, structure, grid, noise.spurious, random);
}

function missProbability({ volumeMm3 }: TruePart, { drop }: StructureNoise): number {
  return drop === null ? 0 : 1 / (1 + exp(drop.b * log(volumeMm3) - drop.a));
}

/** phi and all displacements, for the voxels of the part's box. */
function levelOf(
  { box, distanceMm }: TruePart,
  structure: TrueStructure,
  { spacingMm }: Grid,
  noise: StructureNoise,
  style: RaterStyle,
  random: Random,
): Float64Array {
  const { sigmaMm, tauMm, muMm, constantShare } = noise;
  const lengths = correlationLengths(structure, spacingMm, noise);
  const { size } = box;
  const error = smoothField({ size, spacingMm, correlationMm: lengths.noise, random });
  const shiftMm = muMm + Math.sqrt(constantShare) * tauMm * style.constant;
  const smoothMm = Math.sqrt(1 - constantShare) * tauMm;
  const own = smoothMm === 0 ? null : styleField(box, structure.centreMm, spacingMm, lengths.style, style);
  for (let i = 0; i < error.length; i++) {
    error[i] = distanceMm[i] + shiftMm + sigmaMm * error[i] + (own === null ? 0 : smoothMm * own[i]);
  }
  return error;
}

export function correlationLengths(
  structure: Pick<TrueStructure, "volumeMm3">,
  spacingMm: Vector3,
  { correlationMm, styleCorrelationMm, sliceCorrelationMm }: StructureNoise,
): { readonly noise: Vector3; readonly style: Vector3 } {
  const byDefault = diameterShare * equivalentDiameterMm(structure);
  const along = correlationMm ?? Math.max(byDefault, leastVoxels * Math.max(...spacingMm));
  const slice = sliceAxis(spacingMm);
  const own = styleCorrelationMm ?? 2 * along;
  const noise = [along, along, along].map((length, axis) =>
    axis === slice && sliceCorrelationMm !== null ? sliceCorrelationMm : length,
  );
  return { noise: [noise[0], noise[1], noise[2]], style: [own, own, own] };
}

/** Fixed to the structure's centre, so that a rater errs alike in every case. */
function styleField(
  { origin, size }: Box,
  centreMm: Vector3,
  spacingMm: Vector3,
  correlationMm: Vector3,
  { seed }: RaterStyle,
): Float64Array {
  const first = (axis: number) => (origin[axis] + 0.5) * spacingMm[axis] - centreMm[axis];
  const half = 1 << 14;
  return anchoredField({
    size,
    spacingMm,
    correlationMm,
    firstMm: [first(0), first(1), first(2)],
    coefficient: (x, y, z) =>
      createRandom(seed, ((z + half) * 2 * half + y + half) * 2 * half + x + half).normal(),
  });
}

function unionOf(parts: readonly { readonly part: TruePart; readonly value: Float64Array }[]): StructureMask {
  const box = boundingBox(parts.map(({ part }) => part.box));
  const inside = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  for (const { part, value } of parts) {
    const { origin, size } = part.box;
    const shift = (axis: number) => origin[axis] - box.origin[axis];
    for (let z = 0, i = 0; z < size[2]; z++) {
      for (let y = 0; y < size[1]; y++) {
        let to = shift(0) + box.size[0] * (y + shift(1) + box.size[1] * (z + shift(2)));
        for (let x = 0; x < size[0]; x++, i++, to++) if (value[i] > 0) inside[to] = 1;
      }
    }
  }
  return { box, inside };
}
