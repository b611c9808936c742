import { readNiftiFile } from "@pgt/io";
import { InputError, type LabelVolume } from "@pgt/metrics";
import { isFile, readBytes } from "./files.ts";
import { platform } from "./platform.ts";

/**
 * Reads a label map: NIfTI-1 or -2, `.nii`, `.nii.gz` or a `.hdr`/`.img` pair (either of the two may be named).
 *
 * @returns labels with x fastest, shape `[nx, ny, nz]`, spacing in mm; what was odd about the file in `warnings`.
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelMap(path: string): Promise<LabelVolume> {
  const pair = /^(.*)\.(hdr|img)(\.gz)?$/i.exec(path);
  if (!pair) return readNiftiFile({ header: await readBytes(path) }, path, platform().inflater);
  const header = await firstPresent([`${pair[1]}.hdr`, `${pair[1]}.hdr.gz`, `${pair[1]}.HDR`], path);
  const image = await firstPresent([`${pair[1]}.img`, `${pair[1]}.img.gz`, `${pair[1]}.IMG`], path);
  return readNiftiFile({ header, image }, path, platform().inflater);
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
