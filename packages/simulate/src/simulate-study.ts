import { createRandom, type LabelVolume, type Random } from "@pgt/metrics";
import { hasLesion, type SimulatedOrgan, simulateAnatomy, simulatedOrgans } from "./anatomy.ts";
import { type AnnotatorStyle, modelStyles, raterStyles } from "./annotators.ts";
import type { Body, Grid } from "./body.ts";
import { checkOptions, firstModelNumber, type SimulationOptions } from "./simulation-options.ts";
import { smoothField } from "./smooth-field.ts";

export interface SimulatedMask {
  readonly entity: string;
  readonly role: "rater" | "model";
  readonly session: number;
  readonly volume: LabelVolume;
}

export interface SimulatedCase {
  readonly case: string;
  readonly truth: LabelVolume;
  /** Raters by session, then models. */
  readonly masks: readonly SimulatedMask[];
}

/** A study whose truth is known. The same options give the same masks. */
export interface SimulatedStudy {
  readonly organs: readonly SimulatedOrgan[];
  readonly raters: readonly AnnotatorStyle[];
  readonly models: readonly AnnotatorStyle[];
  /** Labels truly there, by case id. */
  readonly labelsOf: ReadonlyMap<string, readonly number[]>;
  /** One case at a time, so that only its masks are held. */
  readonly cases: () => Generator<SimulatedCase, void, undefined>;
}

/**
 * Raters and models of known style on random smooth structures (docs/methods/simulation.md, simplest form): with the
 * signed distance phi to the true boundary (mm, positive inside), rater k in session s draws { phi + b_k + sigma_k
 * G_ks > 0 }, G a smooth Gaussian field of unit variance.
 *
 * @throws UsageError E_SIMULATION for counts, a shape or a spacing that cannot be simulated.
 */
export function simulateStudy(options: SimulationOptions): SimulatedStudy {
  const { cases, seed, sigmaMm = 0.5 } = options;
  const grid = { shape: options.shape ?? [96, 96, 64], spacingMm: options.spacingMm ?? [1, 1, 1.5] } as const;
  checkOptions(options, grid, sigmaMm);
  const raters = raterStyles(options.raters, sigmaMm, createRandom(seed, 0));
  const models = modelStyles(options.models, raters);
  const ids = Array.from({ length: cases }, (_, index) => `case${String(index + 1).padStart(2, "0")}`);
  const labels = simulatedOrgans.map(({ label }) => label);
  const withoutLesion = labels.slice(0, -1);
  return {
    organs: simulatedOrgans,
    raters,
    models,
    labelsOf: new Map(ids.map((id, index) => [id, hasLesion(index) ? labels : withoutLesion])),
    *cases() {
      for (const [index, id] of ids.entries()) {
        yield simulateCase({ id, index, grid, seed, raters, models, sessions: options.sessions });
      }
    },
  };
}

interface CasePlan {
  readonly id: string;
  readonly index: number;
  readonly grid: Grid;
  readonly seed: number;
  readonly raters: readonly AnnotatorStyle[];
  readonly models: readonly AnnotatorStyle[];
  readonly sessions: number;
}

function simulateCase({ id, index, grid, seed, raters, models, sessions }: CasePlan): SimulatedCase {
  const bodies = simulateAnatomy(grid, index, createRandom(seed, streamId(index, 0, 0, 0)));
  const draw = (style: AnnotatorStyle, entity: number, session: number): SimulatedMask => {
    const stream = (part: number) => createRandom(seed, streamId(index, entity, session, part));
    const volume = annotate(bodies, grid, style, stream);
    return { entity: style.id, role: style.role, session, volume };
  };
  const truth = emptyVolume(grid);
  for (const body of bodies) if (body.exists) paint(truth.data, grid, body, 0, null);
  const rated = raters.flatMap((style, place) =>
    Array.from({ length: sessions }, (_, s) => draw(style, place + 1, s + 1)),
  );
  return {
    case: id,
    truth,
    masks: [...rated, ...models.map((style, place) => draw(style, firstModelNumber + place, 1))],
  };
}

/** Stream 0 of the seed is for what all cases share. */
function streamId(caseIndex: number, entity: number, session: number, part: number): number {
  return (((caseIndex + 1) * 256 + entity) * 256 + session) * 16 + part;
}

function annotate(
  bodies: readonly Body[],
  grid: Grid,
  style: AnnotatorStyle,
  stream: (part: number) => Random,
): LabelVolume {
  const volume = emptyVolume(grid);
  for (const [place, body] of bodies.entries()) {
    const random = stream(place);
    const chance = random.next();
    const isSmall = place > 0 && body.label !== 3;
    const isDrawn = body.exists
      ? !isSmall || chance >= style.dropProbability
      : chance < style.inventProbability;
    if (!isDrawn) continue;
    const { size } = body.box;
    const { correlationMm } = body;
    const noise = smoothField({ size, spacingMm: grid.spacingMm, correlationMm, random });
    paint(volume.data, grid, body, style.biasMm, { noise, sigmaMm: style.sigmaMm });
  }
  return volume;
}

/** Labels the voxels where distance + bias + noise > 0. Where two structures meet, the first keeps the voxel. */
function paint(
  data: LabelVolume["data"],
  { shape }: Grid,
  { box, distanceMm, label }: Body,
  biasMm: number,
  error: { readonly noise: Float64Array; readonly sigmaMm: number } | null,
): void {
  const { origin, size } = box;
  const noise = error?.noise ?? distanceMm;
  const sigmaMm = error?.sigmaMm ?? 0;
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let to = origin[0] + shape[0] * (y + origin[1] + shape[1] * (z + origin[2]));
      for (let x = 0; x < size[0]; x++, i++, to++) {
        if (distanceMm[i] + biasMm + sigmaMm * noise[i] > 0 && data[to] === 0) data[to] = label;
      }
    }
  }
}

function emptyVolume({ shape, spacingMm }: Grid): LabelVolume {
  const [sx, sy, sz] = spacingMm;
  return {
    data: new Uint8Array(shape[0] * shape[1] * shape[2]),
    shape,
    spacingMm,
    affine: [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, sz, 0, 0, 0, 0, 1],
    labelNames: new Map(simulatedOrgans.map(({ label, name }) => [label, name])),
  };
}
