import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { maskFileParts } from "@pgt/io";
import { type LabelVolume, OutputError, usualExtension, type ValueVolume } from "@pgt/metrics";
import { makeFolder } from "./run-directory/atomic-file.ts";

/** Names that a simulated study may hold; nothing else in its folder is ever removed. */
const ownEntries = /^(raters|repeats\d*|models|truth|images|labels|run)$/;

/**
 * Makes the folder of a simulated study, or empties that of an earlier one, known by the file `marker`; somebody's
 * other files are not touched.
 *
 * @throws OutputError if the folder holds other files, or cannot be written.
 */
export async function clearStudyFolder(folder: string, marker: string, text: string): Promise<void> {
  try {
    await makeFolder(folder);
    const entries = await readdir(folder);
    if (entries.length > 0 && !entries.includes(marker)) {
      throw new Error("it holds other files; choose a new or an empty folder");
    }
    for (const entry of entries) {
      if (ownEntries.test(entry)) await rm(join(folder, entry), { recursive: true, force: true });
    }
    await writeFile(join(folder, marker), text);
  } catch (cause) {
    throw new OutputError("E_WRITE", `${folder}: cannot hold a study (${(cause as Error).message})`, {
      cause,
    });
  }
}

/** Never leaves a file that looks whole and is not: written under another name, then renamed. */
export async function writeMask(
  folder: string,
  id: string,
  volume: LabelVolume | ValueVolume,
): Promise<void> {
  const name = id + usualExtension;
  const gzip = createGzip({ level: 1, chunkSize: 2 ** 18 });
  await writeWhole(folder, name, Readable.from(maskFileParts(name, volume)).pipe(gzip));
}

/** @throws OutputError naming the file. */
export async function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const path = join(folder, name);
  const partial = `${path}.part`;
  try {
    await makeFolder(folder);
    await writeFile(partial, content);
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new OutputError("E_WRITE", `${path}: could not be written (${(cause as Error).message})`, {
      cause,
    });
  }
}
