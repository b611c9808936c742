import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export interface InputHash {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const maskFile = /\.(nii|hdr|img)(\.gz)?$|^dataset\.json$/i;

/** SHA-256 of every mask file at or below the given paths, by path. What cannot be read is left out. */
export async function hashInputs(paths: readonly string[]): Promise<InputHash[]> {
  const hashes: InputHash[] = [];
  for (const path of paths) {
    for (const file of await filesBelow(path)) {
      const hash = await hashFile(file);
      if (hash) hashes.push(hash);
    }
  }
  return hashes;
}

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return found ? [path] : [];
  const names = await readdir(path, { recursive: true }).catch(() => []);
  return names
    .filter((name) => maskFile.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function hashFile(path: string): Promise<InputHash | null> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch {
    return null;
  }
  return { path, bytes, sha256: hash.digest("hex") };
}
