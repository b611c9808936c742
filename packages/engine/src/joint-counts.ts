import { type Counts, InputError, type LabelSpec, type LabelVolume, type Measurement } from "@pgt/metrics";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { LoadedPair, LoadedVolume } from "./load.ts";
import type { Memory } from "./memory.ts";

/** Joint label counts of a pair: how many voxels carry label i in the reference and j in the prediction. */
export interface JointCounts {
  readonly table: Uint32Array;
  readonly columns: number;
  readonly referenceTotals: Float64Array;
  readonly predictionTotals: Float64Array;
  /** Voxels of the evaluation domain: all but the ignored ones. */
  readonly voxels: number;
}

const CELLS_AT_MOST = 2 ** 24;

export function countJointly(
  kernels: Kernels,
  memory: Memory,
  pair: LoadedPair,
  ignored: boolean,
): JointCounts {
  const extra = ignored ? 1 : 0;
  const rows = pair.type === "u8" ? 256 : pair.reference.ids.length + extra;
  const columns = pair.type === "u8" ? 256 : Math.max(pair.mark + extra, pair.prediction.ids.length);
  const height = Math.max(rows, ignored ? pair.mark + 1 : 0);
  if (height * columns > CELLS_AT_MOST) {
    throw new InputError(
      "E_LABELS",
      "label maps",
      `at most ${CELLS_AT_MOST} pairs of labels can be counted, ${height} x ${columns} found; choose fewer labels or renumber instances`,
    );
  }
  const table = memory.scoped(() => {
    const pointer = memory.allocateZeroed(height * columns * 4);
    kernels[`count_joint_${pair.type}`](
      pair.reference.pointer,
      pair.prediction.pointer,
      pair.voxels,
      columns,
      pointer,
    );
    return memory.readUint32(pointer, height * columns);
  });
  return totals(table, height, columns, ignored ? pair.mark : null);
}

function totals(table: Uint32Array, rows: number, columns: number, mark: number | null): JointCounts {
  const referenceTotals = new Float64Array(rows);
  const predictionTotals = new Float64Array(columns);
  let voxels = 0;
  for (let r = 0; r < rows; r++) {
    for (let p = 0; p < columns; p++) {
      const n = table[r * columns + p]!;
      if (n === 0 || r === mark || p === mark) continue;
      referenceTotals[r]! += n;
      predictionTotals[p]! += n;
      voxels += n;
    }
  }
  return { table, columns, referenceTotals, predictionTotals, voxels };
}

/** Ids with at least one voxel in each volume, ascending. */
export interface FoundIds {
  readonly reference: readonly number[];
  readonly prediction: readonly number[];
}

export function foundIds(pair: LoadedPair, joint: JointCounts, ignoreLabel: number | undefined): FoundIds {
  const present = (volume: LoadedVolume, totals: Float64Array) =>
    volume.ids
      .filter((id, index) => totals[index]! > 0 && id !== 0 && id !== ignoreLabel)
      .sort((a, b) => a - b);
  return {
    reference: present(pair.reference, joint.referenceTotals),
    prediction: present(pair.prediction, joint.predictionTotals),
  };
}

/** Every id found in either volume as a structure of its own. */
export function everyLabel(
  found: FoundIds,
  volumes: { readonly reference: LabelVolume; readonly prediction: LabelVolume },
): LabelSpec[] {
  const nameOf = (id: number) =>
    volumes.reference.labelNames?.get(id) ?? volumes.prediction.labelNames?.get(id) ?? String(id);
  return [...new Set([...found.reference, ...found.prediction])]
    .sort((a, b) => a - b)
    .map((id) => ({ label: id, name: nameOf(id), referenceIds: [id], predictionIds: [id] }));
}

/** Indices of the ids that the volume has at all. */
export function indicesOf(volume: LoadedVolume, ids: readonly number[]): number[] {
  return [...new Set(ids)].map((id) => volume.indexOf.get(id)).filter((index) => index !== undefined);
}

export function countsOf(spec: LabelSpec, pair: LoadedPair, joint: JointCounts, grid: Grid): Counts {
  const rows = indicesOf(pair.reference, spec.referenceIds);
  const columns = indicesOf(pair.prediction, spec.predictionIds);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const inReference = sum(rows.map((r) => joint.referenceTotals[r]!));
  const inPrediction = sum(columns.map((p) => joint.predictionTotals[p]!));
  const inBoth = sum(rows.flatMap((r) => columns.map((p) => joint.table[r * joint.columns + p]!)));
  return {
    truePositive: inBoth,
    falsePositive: inPrediction - inBoth,
    falseNegative: inReference - inBoth,
    trueNegative: joint.voxels - inReference - inPrediction + inBoth,
    voxelVolumeMm3: grid.voxelVolumeMm3,
  };
}

/** Centre of mass of labels of a volume in mm along the image's axes, null if it has no voxel of them. */
export function centroidFinder(
  kernels: Kernels,
  memory: Memory,
  pair: LoadedPair,
  volume: LoadedVolume,
  { size: [nx, ny, nz], spacingMm, axes }: Grid,
): (ids: readonly number[]) => NonNullable<Measurement["centroids"]>["referenceMm"] {
  const labels = Math.max(volume.ids.length, pair.mark + 1);
  const sums = memory.scoped(() => {
    const pointer = memory.allocateZeroed(labels * 32);
    kernels[`sum_coordinates_${pair.type}`](volume.pointer, nx, ny, nz, pointer);
    return memory.readFloats(pointer, labels * 4);
  });
  return (ids) => {
    const total = [0, 0, 0, 0];
    for (const index of indicesOf(volume, ids)) for (let k = 0; k < 4; k++) total[k]! += sums[index * 4 + k]!;
    if (total[0] === 0) return null;
    const centre: [number, number, number] = [0, 0, 0];
    axes.forEach((axis, k) => {
      centre[axis] = (total[k + 1]! / total[0]!) * spacingMm[k]!;
    });
    return centre;
  };
}
