import { createRandom, type LabelVolume, UsageError } from "@pgt/metrics";
import { simulateAnatomy, simulatedOrgans } from "./anatomy.ts";
import { annotateStructure, type RaterStyle } from "./annotate-structure.ts";
import type { Body, Grid } from "./body.ts";
import { checkCounts, checkGrid } from "./simulation-options.ts";
import { streamKinds, streamOf } from "./streams.ts";
import type { StructureMask } from "./structure-mask.ts";
import { reachMm, type StructureNoise } from "./structure-noise.ts";
import { structuresOfBodies, structuresOfMask, type TrueStructure } from "./true-structure.ts";

export interface SimulatedStructure {
  readonly label: number;
  readonly name: string;
  readonly noise: StructureNoise;
}

export interface RaterSimulation {
  readonly raters: number;
  /** Annotations of every case by every rater. */
  readonly sessions: number;
  readonly structures: readonly SimulatedStructure[];
  readonly seed: number;
}

/** The truth of a case, ready to be annotated. */
export interface TrueCase {
  readonly grid: Grid;
  readonly truth: LabelVolume;
  readonly structures: readonly TrueStructure[];
}

export interface Annotation {
  /** `rater1`, `rater2` ... */
  readonly rater: string;
  readonly session: number;
  readonly volume: LabelVolume;
}

/**
 * A case given by its true (or consensus) mask: signed distances are made from it, cropped to the structures.
 * `caseIndex` counts from 0 and fixes the random numbers.
 */
export function trueCaseOfMask(mask: LabelVolume, caseIndex: number, simulation: RaterSimulation): TrueCase {
  const reach = new Map(simulation.structures.map(({ label, noise }) => [label, reachMm(noise)]));
  const structures = structuresOfMask(
    mask,
    simulation.structures,
    (label) => reach.get(label)!,
    (label) => createRandom(simulation.seed, streamOf(caseIndex + 1, streamKinds.offset, 0, label)),
  );
  return { grid: { shape: mask.shape, spacingMm: mask.spacingMm }, truth: mask, structures };
}

/** Room that the built-in anatomy keeps around its structures. */
const anatomyReachMm = 7;

/**
 * A case of the built-in anatomy: a large organ, a paired one, a vessel and, in three cases of four, a lesion.
 *
 * @throws UsageError E_SIMULATION for a grid that is too small, or noise that would leave it.
 */
export function trueCaseOfAnatomy(grid: Grid, caseIndex: number, simulation: RaterSimulation): TrueCase {
  checkGrid(grid);
  for (const { name, noise } of simulation.structures) {
    if (reachMm(noise) <= anatomyReachMm) continue;
    throw new UsageError(
      "E_SIMULATION",
      `${name}: |mu| + 4 √(sigma² + tau²) must be at most ${anatomyReachMm} mm with the built-in anatomy, found ${reachMm(noise).toFixed(1)} mm; use smaller noise, or masks of your own`,
    );
  }
  const random = createRandom(simulation.seed, streamOf(caseIndex + 1, streamKinds.anatomy, 0, 0));
  const bodies = simulateAnatomy(grid, caseIndex, random);
  const wanted = bodies.filter(({ label }) => simulation.structures.some((one) => one.label === label));
  return {
    grid,
    truth: truthVolume(grid, wanted),
    structures: structuresOfBodies(wanted, simulation.structures, grid),
  };
}

/** Labels and names of the built-in anatomy, and the correlation lengths that its structures are given. */
export const anatomyStructures = simulatedOrgans;

/** @throws UsageError E_SIMULATION for counts that cannot be simulated. */
export function checkSimulation({ raters, sessions, structures, seed }: RaterSimulation): void {
  checkCounts([
    ["raters", raters, 1, streamKinds.offset - 1],
    ["sessions", sessions, 1, 255],
    ["seed", seed, 0, Number.MAX_SAFE_INTEGER],
    ...structures.map(({ label, name }) => [`label of ${name}`, label, 1, 65535] as const),
  ]);
}

/** All annotations of a case, one at a time: raters in turn, each by session. */
export function* annotateCase(
  one: TrueCase,
  caseIndex: number,
  simulation: RaterSimulation,
): Generator<Annotation, void, undefined> {
  for (let rater = 1; rater <= simulation.raters; rater++) {
    for (let session = 1; session <= simulation.sessions; session++) {
      const volume = emptyLike(one.truth);
      for (const [at, { label, noise }] of simulation.structures.entries()) {
        const random = createRandom(simulation.seed, streamOf(caseIndex + 1, rater, session, label));
        const style = raterStyle(simulation.seed, rater, label);
        const mask = annotateStructure(one.structures[at], one.grid, noise, style, random);
        if (mask !== null) paint(volume, mask, label);
      }
      yield { rater: `rater${rater}`, session, volume };
    }
  }
}

export function raterStyle(seed: number, rater: number, label: number): RaterStyle {
  const random = createRandom(seed, streamOf(0, rater, streamKinds.style, label));
  return { constant: random.normal(), seed: random.nextUint32() };
}

/** Joins structures; where two meet, the first keeps the voxel. */
function paint({ data, shape }: LabelVolume, { box, inside }: StructureMask, label: number): void {
  const { origin, size } = box;
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let to = origin[0] + shape[0] * (y + origin[1] + shape[1] * (z + origin[2]));
      for (let x = 0; x < size[0]; x++, i++, to++) if (inside[i] !== 0 && data[to] === 0) data[to] = label;
    }
  }
}

function emptyLike(truth: LabelVolume): LabelVolume {
  const { shape, spacingMm, affine, labelNames } = truth;
  const isSmall = truth.data instanceof Uint8Array;
  const length = shape[0] * shape[1] * shape[2];
  return {
    data: isSmall ? new Uint8Array(length) : new Uint16Array(length),
    shape,
    spacingMm,
    ...(affine && { affine }),
    ...(labelNames && { labelNames }),
  };
}

function truthVolume(grid: Grid, bodies: readonly Body[]): LabelVolume {
  const [sx, sy, sz] = grid.spacingMm;
  const volume: LabelVolume = {
    data: new Uint8Array(grid.shape[0] * grid.shape[1] * grid.shape[2]),
    shape: grid.shape,
    spacingMm: grid.spacingMm,
    affine: [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, sz, 0, 0, 0, 0, 1],
    labelNames: new Map(simulatedOrgans.map(({ label, name }) => [label, name])),
  };
  for (const { box, distanceMm, label, exists } of bodies) {
    if (!exists) continue;
    paint(volume, { box, inside: Uint8Array.from(distanceMm, (value) => (value > 0 ? 1 : 0)) }, label);
  }
  return volume;
}
