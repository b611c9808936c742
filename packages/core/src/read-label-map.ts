import { readFile, stat } from "node:fs/promises";
import { readNiftiFile } from "@pgt/io";
import { InputError, type LabelVolume } from "@pgt/metrics";
import { nodeInflater } from "./inflater.ts";

/**
 * Reads a label map: NIfTI-1 or -2, `.nii`, `.nii.gz` or a `.hdr`/`.img` pair (either of the two may be named).
 *
 * @returns labels with x fastest, shape `[nx, ny, nz]`, spacing in mm; what was odd about the file in `warnings`.
 * @throws InputError naming the file, what was expected and what was found.
 */
export async function readLabelMap(path: string): Promise<LabelVolume> {
  const pair = /^(.*)\.(hdr|img)(\.gz)?$/i.exec(path);
  if (!pair) return readNiftiFile({ header: await readBytes(path) }, path, nodeInflater);
  const header = await firstPresent([`${pair[1]}.hdr`, `${pair[1]}.hdr.gz`, `${pair[1]}.HDR`], path);
  const image = await firstPresent([`${pair[1]}.img`, `${pair[1]}.img.gz`, `${pair[1]}.IMG`], path);
  return readNiftiFile({ header, image }, path, nodeInflater);
}

/** @throws InputError if the file is missing, a folder, or unreadable. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw readFault(path, cause);
  }
}

export function readFault(path: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return new InputError("E_NOT_FOUND", path, "no such file or folder", { cause });
  if (code === "EISDIR") {
    return new InputError("E_NOT_A_FILE", path, "a file was expected, this is a folder", { cause });
  }
  if (code === "EACCES" || code === "EPERM") {
    return new InputError("E_UNREADABLE", path, "no permission to read it", { cause });
  }
  return new InputError("E_UNREADABLE", path, `could not be read (${(cause as Error).message})`, { cause });
}

async function firstPresent(candidates: readonly string[], named: string): Promise<Uint8Array> {
  for (const path of candidates) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return readBytes(path);
  }
  throw new InputError(
    "E_NOT_FOUND",
    named,
    `one half of a .hdr/.img pair; the other half was expected beside it as ${candidates[0]}`,
  );
}
