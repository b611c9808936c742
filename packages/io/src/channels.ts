import {
  type Affine,
  InputError,
  type LabelVolume,
  type Note,
  type ProbabilityVolume,
  type Vector3,
} from "@pgt/metrics";
import { voxelName } from "./volume/whole-labels.ts";

/** A file of one or more volumes on one grid, each converted when it is asked for. */
export interface ChannelFile {
  readonly source: string;
  readonly shape: Vector3;
  readonly spacingMm: Vector3;
  readonly affine?: Affine;
  readonly warnings: readonly Note[];
  readonly channels: number;
  /** Largest rounding of a value by the way it is stored. */
  readonly step: number;
  /** Values as they are meant, scaled as the header says: those of an image. */
  readonly values: (channel: number) => Float32Array<ArrayBuffer>;
  /** @throws InputError E_NOT_LABELMAP. */
  readonly labels: (channel: number) => LabelVolume;
  /** @throws InputError E_NOT_PROBABILITIES. */
  readonly probabilities: (channel: number) => ProbabilityVolume;
}

/** Difference from 1 that sums of probabilities may have, by half precision on the way. */
const SUM_TOLERANCE = 2e-3;
const PIECE = 1 << 16;

/**
 * Checks that the channels of a file are the classes of one softmax.
 *
 * @throws InputError E_CHANNELS naming the first voxel whose probabilities do not sum to 1.
 */
export function checkSumsToOne(file: ChannelFile): void {
  const { channels, shape, step, source } = file;
  const tolerance = SUM_TOLERANCE + (channels * step) / 2;
  const voxels = shape[0] * shape[1] * shape[2];
  const maps = Array.from({ length: channels }, (_, channel) => file.probabilities(channel));
  const sums = new Float64Array(Math.min(PIECE, voxels));
  for (let start = 0; start < voxels; start += PIECE) {
    const end = Math.min(voxels, start + PIECE);
    sums.fill(0);
    for (const { data, levels } of maps) {
      for (let voxel = start; voxel < end; voxel++) {
        sums[voxel - start] += levels ? levels[data[voxel]] : data[voxel];
      }
    }
    for (let voxel = start; voxel < end; voxel++) {
      const sum = sums[voxel - start];
      if (Math.abs(sum - 1) <= tolerance) continue;
      throw new InputError(
        "E_CHANNELS",
        source,
        `the ${channels} channels of voxel ${voxelName(voxel, shape)} sum to ${Number(sum.toPrecision(6))}; expected 1, a probability for each class, background first. Structures that may overlap are given as one 3-D map each`,
      );
    }
  }
}
