import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { outputError } from "./output.ts";

/** Makes the folder, so that a place that cannot be written to is known before anything is computed. */
export async function openRunDirectory(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(folder, ".pgt-probe", [], true);
  } catch (error) {
    throw error instanceof Error && "kind" in error ? error : outputError(error, folder);
  }
}

/** Writes each file under a temporary name and renames it: a file with its final name is complete. */
export async function writeRunDirectory(
  folder: string,
  files: Readonly<Record<string, Iterable<string>>>,
): Promise<void> {
  for (const [name, chunks] of Object.entries(files)) await writeFileAtomically(folder, name, chunks);
}

async function writeFileAtomically(folder: string, name: string, chunks: Iterable<string>, probe = false) {
  const path = join(folder, name);
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  let handle: FileHandle | null = null;
  try {
    handle = await open(temporary, "wx");
    for (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    handle = null;
    if (probe) await unlink(temporary);
    else await rename(temporary, path);
  } catch (error) {
    await handle?.close().catch(() => {});
    await unlink(temporary).catch(() => {});
    throw outputError(error, path);
  }
}
