import type { DistanceHelper } from "@pgt/engine";
import {
  evaluate,
  InputError,
  type LabelSpec,
  type MaskRow,
  type Measurement,
  type Note,
  type ScoreRow,
} from "@pgt/metrics";
import type { Mask } from "../masks/mask-type.ts";
import { getEngine } from "./engine-instance.ts";
import { isLackOfMemory } from "./lack-of-memory.ts";
import { measureMasks } from "./measure-masks.ts";
import type { CountRow, PairIdentity, PairScores } from "./pair-scores.ts";
import type { Plan } from "./plan.ts";
import type { RaterVotes } from "./rater-votes.ts";

/**
 * All metrics of all structures of one pair of masks; `helpers` take part in measuring distances.
 *
 * @throws InputError E_TOO_LARGE naming both masks where memory does not suffice.
 */
export async function scorePair(
  reference: Mask,
  prediction: Mask,
  identity: PairIdentity,
  plan: Plan,
  helpers?: readonly DistanceHelper[],
  votes?: RaterVotes,
): Promise<PairScores> {
  const { labels, warnings, ...measured } = await getEngine()
    .then((engine) => measureMasks(engine, reference, prediction, plan, helpers))
    .catch((cause) => {
      throw isLackOfMemory(cause) ? tooLarge(cause, reference, prediction) : cause;
    });
  const specs = labels.map(({ spec }) => spec);
  const counted = await votes?.take(identity, reference, prediction, specs);
  const { shape, spacingMm } = reference.layers[0];
  const [nx, ny, nz] = shape;
  const nothing = emptyMeasurement(nx * ny * nz, spacingMm[0] * spacingMm[1] * spacingMm[2]);
  const ofReference = { case: identity.case, entity: identity.a };
  const ofPrediction = { case: identity.case, entity: identity.b };
  return {
    ...measured,
    warnings: [
      ...notesOf(reference).map((note) => ({ ...note, ...ofReference })),
      ...notesOf(prediction).map((note) => ({ ...note, ...ofPrediction })),
      ...warnings.map((note) => ({ ...note, file: prediction.source, ...ofPrediction })),
    ],
    rows: labels.flatMap(({ spec, measurement }) => rowsOf(spec, measurement, identity, plan)),
    masks: labels.flatMap(({ spec, measurement }) => maskRowsOf(spec, measurement, identity)),
    counts: labels.map(({ spec, measurement }) => countRowOf(spec, measurement, identity)),
    spacingMm,
    diagonalMm: Math.hypot(...shape.map((n, axis) => n * spacingMm[axis])),
    ...(counted && { votes: counted }),
    absentRows: rowsOf({ label: 0, name: "" }, nothing, identity, plan),
    ...(reference.inputs && prediction.inputs && { inputs: [reference.inputs, prediction.inputs] }),
  };
}

function notesOf({ layers, source }: Mask): Note[] {
  return layers.flatMap((layer) =>
    (layer.warnings ?? []).map((note) => ({ ...note, file: layer.source ?? source })),
  );
}

function tooLarge(cause: Error, reference: Mask, prediction: Mask): InputError {
  const { shape } = reference.layers[0];
  const message =
    `its ${shape.join(" x ")} voxels cannot be compared with ${prediction.source} (${cause.message}): ` +
    "a thread has 4 GiB for surfaces at most. Crop both to what is marked, or compare fewer labels at a time";
  return new InputError("E_TOO_LARGE", reference.source, message, { cause });
}

function rowsOf(
  { label, name }: Pick<LabelSpec, "label" | "name">,
  measurement: Measurement,
  { case: id, a, aSession, b, bSession }: PairIdentity,
  plan: Plan,
): ScoreRow[] {
  return plan.metrics.map(({ key, definition, parameter }): ScoreRow => {
    const result = evaluate({ key, definition, parameter }, measurement, plan.convention);
    const { value, reason, toolValue } = result;
    const { unit } = definition;
    const row = { case: id, label, name, metric: key, a, aSession, b, bSession, value, unit, reason };
    return toolValue ? { ...row, toolValue } : row;
  });
}

function maskRowsOf(
  { label, name }: LabelSpec,
  { counts, surface }: Measurement,
  identity: PairIdentity,
): MaskRow[] {
  const { truePositive, falsePositive, falseNegative, voxelVolumeMm3 } = counts;
  const sizes = [
    { entity: identity.a, session: identity.aSession, voxels: truePositive + falseNegative },
    { entity: identity.b, session: identity.bSession, voxels: truePositive + falsePositive },
  ];
  const areas = [surface?.referenceToPrediction.areaMm2, surface?.predictionToReference.areaMm2];
  return sizes.map(({ entity, session, voxels }, side) => ({
    case: identity.case,
    label,
    name,
    entity,
    session,
    volumeMl: (voxels * voxelVolumeMm3) / 1000,
    areaMm2: areas[side] ?? null,
  }));
}

function countRowOf(
  { label, referenceIds, predictionIds }: LabelSpec,
  { counts }: Measurement,
  { case: id, a, aSession, b, bSession }: PairIdentity,
): CountRow {
  const { voxelVolumeMm3: _, ...voxels } = counts;
  return {
    ...{ case: id, a, aSession, b, bSession, label },
    ...voxels,
    inReference: referenceIds.length > 0,
    inPrediction: predictionIds.length > 0,
  };
}

function emptyMeasurement(voxels: number, voxelVolumeMm3: number): Measurement {
  const none = {
    count: 0,
    areaMm2: 0,
    weightedSumMm: 0,
    weightedSquareSumMm2: 0,
    maxMm: 0,
    areaWithinMm2: new Map(),
    percentilesMm: new Map(),
  };
  return {
    counts: { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: voxels, voxelVolumeMm3 },
    centroids: { referenceMm: null, predictionMm: null },
    surface: { referenceToPrediction: none, predictionToReference: none, pooledPercentilesMm: new Map() },
    bands: new Map(),
  };
}
