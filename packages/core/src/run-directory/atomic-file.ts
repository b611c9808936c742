import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outputFault } from "@pgt/metrics";

const temporaryName = /\.[0-9a-f]{8}\.tmp$/;

/** Makes the folder and tries to write to it, so that a fault is known before anything is computed. */
export async function openOutputFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    // What a killed run has left half-written.
    for (const name of await readdir(folder)) {
      if (temporaryName.test(name)) await rm(join(folder, name), { force: true });
    }
  } catch (cause) {
    throw outputFault(folder, cause);
  }
  const probe = join(folder, "probe");
  await writeAtomically(probe, []);
  await rm(probe, { force: true });
}

/**
 * Writes a file under a temporary name and renames it: a file with its final name is complete.
 *
 * @throws OutputError naming the file and the fault.
 */
export async function writeAtomically(path: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  let handle: FileHandle | null = null;
  try {
    handle = await open(temporary, "wx");
    for (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    handle = null;
    await rename(temporary, path);
  } catch (cause) {
    await handle?.close().catch(() => {});
    await unlink(temporary).catch(() => {});
    throw outputFault(path, cause);
  }
}

/** Writes a file; its folder is made, and tried, first. */
export async function writeFile(path: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
  await openOutputFolder(dirname(path));
  await writeAtomically(path, chunks);
}
