import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outputFault } from "@pgt/metrics";

const temporaryName = /\.[0-9a-f]{8}\.tmp$/;

/**
 * Makes a folder, and those above it that are not there. Node's own way does not end where a system denies a folder by
 * saying that there is no such place, as below /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  const isMade = await mkdir(folder).then(
    () => true,
    async (cause) => {
      if (cause.code === "ENOENT" && dirname(folder) !== folder) return false;
      const entry = await stat(folder).catch(() => null);
      if (entry?.isDirectory()) return true;
      throw cause;
    },
  );
  if (isMade) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((cause) => {
    if (cause.code !== "EEXIST") throw cause;
  });
}

/** Removes what a killed run has left half-written in a folder. */
export async function removeTemporaries(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (temporaryName.test(name)) await rm(join(folder, name), { force: true });
    }
  } catch (cause) {
    throw outputFault(folder, cause);
  }
}

/** Makes the folder and tries to write to it, so that a fault is known before anything is computed. */
export async function openOutputFolder(folder: string): Promise<void> {
  await makeFolder(folder).catch((cause) => {
    throw outputFault(folder, cause);
  });
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
