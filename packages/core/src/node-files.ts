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
  readBytes,
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
  sha256: (bytes) => {
    const hash = createHash("sha256");
    for (let at = 0; at < bytes.length; at += PART_BYTES) hash.update(bytes.subarray(at, at + PART_BYTES));
    return hash.digest("hex");
  },
};

/** Bytes read or hashed at once: the system takes up to 2 GiB. */
const PART_BYTES = 2 ** 30;

/**
 * Reads a whole file, in parts beyond a gigabyte. A pipe that is given by its descriptor, `<(...)` of a shell, is read
 * to its end; another pipe or a device, which may never end, is refused.
 *
 * @throws InputError E_TOO_LARGE for a file beyond the longest array of this version of Node.
 */
async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(refused(path));
  if (!found.isFile() && isGivenPipe(path)) return readFile(path).catch(refused(path));
  // Files of /proc say that they are empty.
  if (found.isFile() && found.size === 0) return readFile(path).catch(refused(path));
  return readPart(path, (size) => [0, size]);
}

function isGivenPipe(path: string): boolean {
  return /^\/(dev\/(fd|stdin)|proc\/self\/fd)(\/|$)/.test(path);
}

/** Refuses what is no file before it is opened: a pipe would wait for someone who writes into it. */
async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(refused(path));
  if (found.isFile() || isGivenPipe(path)) return;
  const what = found.isDirectory() ? "this is a folder" : "this is a pipe or a device";
  throw new InputError("E_NOT_A_FILE", path, `a file was expected, ${what}`);
}

async function readPart(
  path: string,
  part: (size: number) => readonly [from: number, to: number],
): Promise<Uint8Array> {
  await checkFile(path);
  const file = await open(path).catch(refused(path));
  try {
    const [from, to] = part((await file.stat()).size);
    const bytes = new Uint8Array(to - from);
    let at = 0;
    while (at < bytes.length) {
      const length = Math.min(PART_BYTES, bytes.length - at);
      const { bytesRead } = await file.read(bytes, at, length, from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } catch (cause) {
    throw readFault(path, cause);
  } finally {
    await file.close();
  }
}

async function hashFile(path: string): Promise<InputHash> {
  await checkFile(path);
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
  if (cause instanceof RangeError) {
    return new InputError("E_TOO_LARGE", path, "no memory for all of it; crop it to what is marked", {
      cause,
    });
  }
  return new InputError("E_UNREADABLE", path, `could not be read (${(cause as Error).message})`, { cause });
}
