import { type ImagePlan, planNiftiFile, readNiftiFile } from "@pgt/io";
import { InputError, type LabelVolume } from "@pgt/metrics";
import { isFile, readBytes } from "../platform/files.ts";
import { platform } from "../platform/platform.ts";
import { checkHeld } from "./case-memory.ts";

/** Of a larger file the header is looked at before the rest is read. */
const LARGE_BYTES = 2 ** 28;
const START_BYTES = 4096;

/**
 * Reads a label map: NIfTI-1 or -2, `.nii`, `.nii.gz` or a `.hdr`/`.img` pair (either of the two may be named).
 *
 * @returns labels with x fastest, shape `[nx, ny, nz]`, spacing in mm; what was odd about the file in `warnings`.
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelMap(path: string): Promise<LabelVolume> {
  const { inflater } = platform();
  const check = (plan: ImagePlan) => checkHeld(plan, path);
  const pair = /^(.*)\.(hdr|img)(\.gz)?$/i.exec(path);
  if (!pair) {
    const { bytes } = await platform().files.entryOf(path);
    if (bytes > LARGE_BYTES) check(await planLabelMap(path));
    return readNiftiFile({ header: await readBytes(path) }, path, inflater, check);
  }
  const header = await firstPresent([`${pair[1]}.hdr`, `${pair[1]}.hdr.gz`, `${pair[1]}.HDR`], path);
  const image = await firstPresent([`${pair[1]}.img`, `${pair[1]}.img.gz`, `${pair[1]}.IMG`], path);
  return readNiftiFile({ header, image }, path, inflater, check);
}

/** What the header of a `.nii` or `.nii.gz` says of its voxels. */
export async function planLabelMap(path: string): Promise<ImagePlan> {
  const { files, inflater } = platform();
  return planNiftiFile(await files.readStart(path, START_BYTES), path, inflater);
}

async function firstPresent(candidates: readonly string[], named: string): Promise<Uint8Array> {
  for (const path of candidates) {
    if (await isFile(path)) return readBytes(path);
  }
  throw new InputError(
    "E_NOT_FOUND",
    named,
    `one half of a .hdr/.img pair; the other half was expected beside it as ${candidates[0]}`,
  );
}
