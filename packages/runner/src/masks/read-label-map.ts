import {
  type ChannelFile,
  planMaskFile,
  readChannelFile,
  readLabelVolumes,
  readMaskFile,
  type VoxelPlan,
} from "@pgt/io";
import type { LabelVolume } from "@pgt/metrics";
import { readBytes } from "../platform/files.ts";
import type { InputHash } from "../platform/input-hash.ts";
import { platform } from "../platform/platform.ts";
import { checkHeld } from "./case-memory.ts";

/**
 * Reads a label map in any of the formats that are read; of a `.hdr`/`.img` pair either file may be named.
 *
 * @returns labels with x fastest, shape `[nx, ny, nz]`, spacing in mm; what was odd about the file in `warnings`.
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelMap(path: string): Promise<LabelVolume> {
  return readLabelMapNoting(path, null);
}

/** Works like `readLabelMap`; hashes of the bytes that were read are added to `inputs`, if they are wanted. */
export async function readLabelMapNoting(path: string, inputs: InputHash[] | null): Promise<LabelVolume> {
  return readMaskFile(path, ...readingOf(path, inputs));
}

/**
 * Reads a file of probabilities, or of several volumes; its hashes are added to `inputs`, if they are wanted.
 *
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readChannels(path: string, inputs: InputHash[] | null = null): Promise<ChannelFile> {
  return readChannelFile(path, ...readingOf(path, inputs));
}

/**
 * Reads the label maps of a file of one or several volumes, each made when it is asked for; hashes of the file are added
 * to `inputs`, if they are wanted.
 *
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readVolumes(
  path: string,
  inputs: InputHash[] | null,
): Promise<readonly (() => LabelVolume)[]> {
  return readLabelVolumes(path, ...readingOf(path, inputs));
}

/** Access to files that hashes what it reads, and the means to read a mask that can be held. */
function readingOf(path: string, inputs: InputHash[] | null) {
  const { files, inflater } = platform();
  const hashing = { ...files, readBytes: (file: string) => readBytes(file, inputs) };
  return [hashing, { inflater, check: (plan: VoxelPlan) => checkHeld(plan, path) }] as const;
}

/** Describes the voxels of a mask by the beginning of its file. */
export async function planLabelMap(path: string): Promise<VoxelPlan> {
  const { files, inflater } = platform();
  return planMaskFile(path, files, inflater);
}
