import { planMaskFile, readMaskFile, type VoxelPlan } from "@pgt/io";
import type { LabelVolume } from "@pgt/metrics";
import { platform } from "../platform/platform.ts";
import { checkHeld } from "./case-memory.ts";

/**
 * Reads a label map in any of the formats that are read; of a `.hdr`/`.img` pair either file may be named.
 *
 * @returns labels with x fastest, shape `[nx, ny, nz]`, spacing in mm; what was odd about the file in `warnings`.
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelMap(path: string): Promise<LabelVolume> {
  const { files, inflater } = platform();
  return readMaskFile(path, files, { inflater, check: (plan) => checkHeld(plan, path) });
}

/** Describes the voxels of a mask by the beginning of its file. */
export async function planLabelMap(path: string): Promise<VoxelPlan> {
  const { files, inflater } = platform();
  return planMaskFile(path, files, inflater);
}
