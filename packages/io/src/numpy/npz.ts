import { InputError } from "@pgt/metrics";
import { unzipSync, type Zippable, zipSync } from "fflate";
import { type NpyArray, readNpy, writeNpy } from "./npy.ts";

/** The earliest date that a zip file can carry: the same arrays give the same bytes. */
const FIXED_DATE = new Date(1980, 0, 1);

/** Arrays by name as an `.npz` file, for numpy.load: a zip of `.npy` files, deflated. */
export function writeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, array] of Object.entries(arrays)) {
    files[`${name}.npy`] = [writeNpy(array), { mtime: FIXED_DATE }];
  }
  return zipSync(files);
}

/**
 * Reads an `.npz` file.
 *
 * @throws InputError naming the file and the array at fault.
 */
export function readNpz(bytes: Uint8Array, source: string): Map<string, NpyArray> {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (cause) {
    throw new InputError("E_HEADER", source, `not an .npz file (${(cause as Error).message})`, { cause });
  }
  return new Map(
    Object.entries(files)
      .filter(([name]) => name.endsWith(".npy"))
      .map(([name, file]) => [name.slice(0, -4), readNpy(file, `${source}, ${name}`)]),
  );
}
