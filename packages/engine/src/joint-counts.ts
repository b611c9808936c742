import { type Counts, InputError, type LabelSpec, type LabelVolume } from "@pgt/metrics";
import type { CompactVolume } from "./compact-volume.ts";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { type VoxelReader, voxelBytes } from "./voxel-reader.ts";

/** Joint label counts of a pair: how many voxels carry label index i in the reference and j in the prediction. */
export interface JointCounts {
  readonly table: Uint32Array;
  readonly columns: number;
  readonly referenceTotals: Float64Array;
  readonly predictionTotals: Float64Array;
  /** Voxels of the evaluation domain: all but the ignored ones. */
  readonly voxels: number;
}

const CELLS_AT_MOST = 2 ** 24;
/** Voxels counted at a time: two pieces and the table stay in the cache. */
const CHUNK = 1 << 17;

/** Both readers must give the same voxel type. */
export function countJointly(
  kernels: Kernels,
  memory: Memory,
  reference: VoxelReader,
  prediction: VoxelReader,
  voxels: number,
): JointCounts {
  const rows = reference.labels;
  const columns = prediction.labels;
  if (rows * columns > CELLS_AT_MOST) {
    throw new InputError(
      "E_LABELS",
      "label maps",
      `at most ${CELLS_AT_MOST} pairs of labels can be counted, ${rows} x ${columns} found; choose fewer labels or renumber instances`,
    );
  }
  const table = memory.scoped(() => {
    const pointer = memory.allocateZeroed(rows * columns * 4);
    const width = voxelBytes(reference.type);
    const [a, b] = [memory.allocate(CHUNK * width), memory.allocate(CHUNK * width)];
    const kernel = kernels[`count_joint_${reference.type}`];
    for (let start = 0; start < voxels; start += CHUNK) {
      const n = Math.min(CHUNK, voxels - start);
      reference.read(start, n, a);
      prediction.read(start, n, b);
      kernel(a, b, n, columns, pointer);
    }
    return memory.readUint32(pointer, rows * columns);
  });
  return totals(table, rows, columns, reference.mark);
}

function totals(table: Uint32Array, rows: number, columns: number, mark: number | null): JointCounts {
  const referenceTotals = new Float64Array(rows);
  const predictionTotals = new Float64Array(columns);
  let voxels = 0;
  for (let r = 0; r < rows; r++) {
    for (let p = 0; p < columns; p++) {
      const n = table[r * columns + p];
      if (n === 0 || r === mark || p === mark) continue;
      referenceTotals[r] += n;
      predictionTotals[p] += n;
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

export interface CompactPair {
  readonly reference: CompactVolume;
  readonly prediction: CompactVolume;
}

export function foundIds(pair: CompactPair, joint: JointCounts, ignoreLabel: number | undefined): FoundIds {
  const present = ({ ids }: CompactVolume, totals: Float64Array) =>
    ids.filter((id, index) => totals[index] > 0 && id !== 0 && id !== ignoreLabel).sort((a, b) => a - b);
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
export function indicesOf({ indexOf }: CompactVolume, ids: readonly number[]): number[] {
  return [...new Set(ids)].map((id) => indexOf.get(id)).filter((index) => index !== undefined);
}

export function countsOf(spec: LabelSpec, pair: CompactPair, joint: JointCounts, grid: Grid): Counts {
  const rows = indicesOf(pair.reference, spec.referenceIds);
  const columns = indicesOf(pair.prediction, spec.predictionIds);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const inReference = sum(rows.map((r) => joint.referenceTotals[r]));
  const inPrediction = sum(columns.map((p) => joint.predictionTotals[p]));
  const inBoth = sum(rows.flatMap((r) => columns.map((p) => joint.table[r * joint.columns + p])));
  return {
    truePositive: inBoth,
    falsePositive: inPrediction - inBoth,
    falseNegative: inReference - inBoth,
    trueNegative: joint.voxels - inReference - inPrediction + inBoth,
    voxelVolumeMm3: grid.voxelVolumeMm3,
  };
}
