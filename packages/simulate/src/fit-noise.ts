import { createRandom, type Note, UsageError, type Vector3 } from "@pgt/metrics";
import { annotateStructure, type RaterStyle } from "./annotate-structure.ts";
import type { Grid } from "./body.ts";
import type { StructureMask } from "./structure-mask.ts";
import { type StructureNoise, structureNoise } from "./structure-noise.ts";
import type { TrueStructure } from "./true-structure.ts";

/** One structure of one case, with the grid it lies in. */
export interface FitCase {
  readonly structure: TrueStructure;
  readonly grid: Grid;
}

/** Agreement of the study's raters on this structure: mean overlap (Dice), 0 to 1. */
export interface ObservedAgreement {
  readonly inter: number;
  /** Null: no repeats. Then sigma and tau cannot be told apart, and all noise is taken as random. */
  readonly intra: number | null;
}

export interface NoiseFit {
  readonly noise: StructureNoise;
  readonly observed: ObservedAgreement;
  /** Agreement of simulated raters with the fitted noise on the same masks. */
  readonly simulated: { readonly inter: number; readonly intra: number };
  readonly rounds: number;
  /** |simulated - observed| < tolerance for every value observed. */
  readonly converged: boolean;
  /** Limits of the fit. */
  readonly notes: readonly Note[];
}

export interface FitOptions {
  /** Overlap of two masks of counts |A|, |B|, |A ∩ B|; null if it is not defined. */
  readonly overlap: (first: number, second: number, common: number) => number | null;
  /**
   * Parameters that are not fitted: shares, correlation lengths, missed and false parts, ends. mu is 0 unless given.
   */
  readonly fixed?: Partial<StructureNoise>;
  readonly seed: number;
  /** Default 0.002. */
  readonly tolerance?: number;
  /** Default 12. */
  readonly maximumRounds?: number;
  /** Simulated raters. Default 6. */
  readonly raters?: number;
}

const unidentifiable =
  "mu, a bias that all raters share, cannot be fitted: agreement between raters does not show it; it is as given";

/**
 * sigma and tau from a study's own intra- and inter-rater agreement, by the method of moments
 * (docs/methods/simulation.md): first the closed forms of docs/methods/noise-model.md, sigma = (1 - D_intra) (2V/S)
 * √(π/2) / √2 and the same of D_inter for √(tau² + sigma²), then repeated simulation on the user's masks, each round
 * scaling the noise by the ratio of the losses, until both agree within the tolerance. All rounds use the same random
 * numbers.
 *
 * @throws UsageError E_FIT if no case has the structure, or for agreement outside of 0 to 1.
 */
export function fitNoise(
  cases: readonly FitCase[],
  observed: ObservedAgreement,
  options: FitOptions,
): NoiseFit {
  const { tolerance = 0.002, maximumRounds = 12 } = options;
  const present = cases.filter(({ structure }) => structure.parts.length > 0);
  checkObserved(present.length, observed);
  const lossOf = (agreement: number) => 1 - agreement;
  const perLossMm = closedFormMm(present);
  let sigmaMm = perLossMm * lossOf(observed.intra ?? observed.inter);
  let totalMm = Math.max(sigmaMm, perLossMm * lossOf(observed.inter));
  for (let rounds = 1; ; rounds++) {
    const noise = noiseOf(sigmaMm, totalMm, options.fixed);
    const simulated = simulateAgreement(present, noise, options);
    const isMet = (target: number | null, value: number) =>
      target === null || Math.abs(target - value) < tolerance;
    // Raters cannot agree with each other better than with themselves: tau is 0 then, and inter is what sigma makes it.
    const isInverted = observed.intra !== null && observed.inter >= observed.intra;
    const converged =
      isMet(observed.intra, simulated.intra) && (isInverted || isMet(observed.inter, simulated.inter));
    if (converged || rounds === maximumRounds) {
      return { noise, observed, simulated, rounds, converged, notes: notesOf(observed, isInverted) };
    }
    const ratio = (target: number, value: number) =>
      Math.min(4, Math.max(0.25, lossOf(target) / Math.max(1e-6, lossOf(value))));
    sigmaMm *= ratio(
      observed.intra ?? observed.inter,
      observed.intra === null ? simulated.inter : simulated.intra,
    );
    totalMm = Math.max(sigmaMm, totalMm * ratio(observed.inter, simulated.inter));
  }
}

function noiseOf(sigmaMm: number, totalMm: number, fixed: Partial<StructureNoise> = {}): StructureNoise {
  const tauMm = Math.sqrt(Math.max(0, totalMm * totalMm - sigmaMm * sigmaMm));
  return structureNoise({ muMm: 0, ...fixed, sigmaMm, tauMm });
}

function checkObserved(present: number, { inter, intra }: ObservedAgreement): void {
  if (present === 0) {
    throw new UsageError("E_FIT", "masks: expected at least one case that has the structure, found none");
  }
  for (const [name, value] of [["inter", inter] as const, ["intra", intra] as const]) {
    if (value !== null && !(value > 0 && value <= 1)) {
      throw new UsageError("E_FIT", `${name}: expected a mean overlap above 0 and up to 1, found ${value}`);
    }
  }
}

/** Millimetres of noise per unit of loss between two annotations, (2V/S) √(π/2) / √2, mean over cases. */
function closedFormMm(cases: readonly FitCase[]): number {
  const lengths = cases.map((one) => (2 * one.structure.volumeMm3) / areaMm2(one));
  return (
    (lengths.reduce((sum, length) => sum + length, 0) / cases.length) * (Math.sqrt(Math.PI / 2) / Math.SQRT2)
  );
}

/** Faces between voxels inside and outside show a surface projected along the axes, 3/2 of it over all directions. */
function areaMm2({ structure, grid }: FitCase): number {
  return structure.parts.reduce(
    (sum, { distanceMm, box }) => sum + facesMm2(distanceMm, box.size, grid.spacingMm) / 1.5,
    0,
  );
}

function facesMm2(distanceMm: Float64Array, size: Vector3, spacingMm: Vector3): number {
  const strides = [1, size[0], size[0] * size[1]];
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  let area = 0;
  for (const axis of [0, 1, 2]) {
    for (let i = 0; i < distanceMm.length; i++) {
      if (distanceMm[i] <= 0) continue;
      const place = Math.floor(i / strides[axis]) % size[axis];
      const isOutside = (next: number, isEdge: boolean) => isEdge || distanceMm[next] <= 0;
      if (isOutside(i - strides[axis], place === 0)) area += voxelMm3 / spacingMm[axis];
      if (isOutside(i + strides[axis], place === size[axis] - 1)) area += voxelMm3 / spacingMm[axis];
    }
  }
  return area;
}

/** Mean agreement between simulated raters, and of each with the own repeat, over the cases. */
function simulateAgreement(
  cases: readonly FitCase[],
  noise: StructureNoise,
  { overlap, seed, raters = 6 }: FitOptions,
): { inter: number; intra: number } {
  const styles = evenStyles(raters, seed);
  const sums = { inter: 0, interCount: 0, intra: 0, intraCount: 0 };
  for (const [index, { structure, grid }] of cases.entries()) {
    const masks = styles.map((style, k) =>
      [1, 2].map((session) => {
        const random = createRandom(seed, (index + 1) * 65536 + (k + 1) * 256 + session);
        return annotateStructure(structure, grid, noise, style, random);
      }),
    );
    for (const [k, own] of masks.entries()) {
      const repeat = overlapOf(own[0], own[1], overlap);
      if (repeat !== null) {
        sums.intra += repeat;
        sums.intraCount++;
      }
      for (const other of masks.slice(k + 1)) {
        const value = overlapOf(own[0], other[1], overlap);
        if (value === null) continue;
        sums.inter += value;
        sums.interCount++;
      }
    }
  }
  return { inter: sums.inter / sums.interCount, intra: sums.intra / sums.intraCount };
}

/** Raters whose constant biases have exactly mean 0 and variance 1, so that few of them stand for many. */
function evenStyles(count: number, seed: number): RaterStyle[] {
  const drawn = Array.from({ length: count }, (_, k) => {
    const random = createRandom(seed, k + 1);
    return { constant: random.normal(), seed: random.nextUint32() };
  });
  const centre = drawn.reduce((sum, { constant }) => sum + constant, 0) / count;
  const squares = drawn.reduce((sum, { constant }) => sum + (constant - centre) ** 2, 0);
  const scale = Math.sqrt((count - 1) / squares);
  return drawn.map((style) => ({ ...style, constant: scale * (style.constant - centre) }));
}

function overlapOf(
  first: StructureMask | null,
  second: StructureMask | null,
  overlap: FitOptions["overlap"],
): number | null {
  const size = (mask: StructureMask | null) => mask?.inside.reduce((sum, value) => sum + value, 0) ?? 0;
  return overlap(size(first), size(second), first === null || second === null ? 0 : common(first, second));
}

function common(first: StructureMask, second: StructureMask): number {
  const { origin, size } = first.box;
  const other = second.box;
  let count = 0;
  for (let z = 0, i = 0; z < size[2]; z++) {
    const w = z + origin[2] - other.origin[2];
    for (let y = 0; y < size[1]; y++) {
      const v = y + origin[1] - other.origin[1];
      for (let x = 0; x < size[0]; x++, i++) {
        if (first.inside[i] === 0) continue;
        const u = x + origin[0] - other.origin[0];
        if (u < 0 || v < 0 || w < 0 || u >= other.size[0] || v >= other.size[1] || w >= other.size[2])
          continue;
        count += second.inside[u + other.size[0] * (v + other.size[1] * w)];
      }
    }
  }
  return count;
}

function notesOf(observed: ObservedAgreement, isInverted: boolean): Note[] {
  const messages = [unidentifiable];
  if (observed.intra === null) {
    messages.push(
      "without repeats random noise and raters' own biases cannot be told apart; all is taken as random",
    );
  }
  if (isInverted) {
    messages.push(
      "raters agree with each other as well as with their own repeats: tau is 0, inter is not fitted",
    );
  }
  return messages.map((message) => ({ code: "N-FIT", message }));
}
