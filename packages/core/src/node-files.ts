import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { InputError } from "@pgt/metrics";
import type { Files, InputHash } from "@pgt/runner/platform";

/** Files on disk. */
export const nodeFiles: Files = {
  entryOf: async (path) => {
    const found = await stat(path).catch(refused(path));
    const kind = found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
    return { kind, bytes: found.size };
  },
  readBytes: (path) => readFile(path).catch(refused(path)),
  readStart: (path, bytes) => readPart(path, (size) => [0, Math.min(bytes, size)]),
  readEnd: (path, bytes) => readPart(path, (size) => [Math.max(0, size - bytes), size]),
  listFolder: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(refused(folder));
    return Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        isDirectory: entry.isSymbolicLink()
          ? await stat(`${folder}/${entry.name}`).then(
              (target) => target.isDirectory(),
              () => false,
            )
          : entry.isDirectory(),
      })),
    );
  },
  filesBelow: async (folder) => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(refused(folder));
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(folder, resolve(entry.parentPath, entry.name)).split(sep).join("/"));
  },
  hashFile,
};

async function readPart(
  path: string,
  part: (size: number) => readonly [from: number, to: number],
): Promise<Uint8Array> {
  const file = await open(path).catch(refused(path));
  try {
    const [from, to] = part((await file.stat()).size);
    return (await file.read(new Uint8Array(to - from), 0, to - from, from)).buffer;
  } catch (cause) {
    throw readFault(path, cause);
  } finally {
    await file.close();
  }
}

async function hashFile(path: string): Promise<InputHash> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    throw readFault(path, cause);
  }
  return { path, bytes, sha256: hash.digest("hex") };
}

function refused(path: string): (cause: unknown) => never {
  return (cause) => {
    throw readFault(path, cause);
  };
}

function readFault(path: string, cause: unknown): InputError {
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
