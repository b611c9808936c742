import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { InputError } from "@pgt/metrics";
import type { Files, InputHash } from "@pgt/runner/platform";
import { type FileTree, pathsBelow } from "./file-tree.ts";

const hashedBytes = 2 ** 22;
const readBytes = 2 ** 28;

/** The files of a tree, as the library reads them. */
export function treeFiles(tree: () => FileTree): Files {
  const blobOf = async (path: string): Promise<Blob> => {
    const content = tree().get(path);
    if (content instanceof Blob) return content;
    if (content) {
      const fetched = await fetchBlob(content, path);
      tree().set(path, fetched);
      return fetched;
    }
    if (tree().list(path)) {
      throw new InputError("E_NOT_A_FILE", path, "a file was expected, this is a folder");
    }
    throw notFound(path);
  };
  const read = async (path: string, blob: Blob) => {
    try {
      return await bytesOf(blob);
    } catch (cause) {
      throw readFault(path, blob, cause);
    }
  };
  return {
    entryOf: async (path) => {
      if (tree().list(path) && !tree().get(path)) return { kind: "folder", bytes: 0 };
      return { kind: "file", bytes: (await blobOf(path)).size };
    },
    readBytes: async (path) => read(path, await blobOf(path)),
    readStart: async (path, bytes) => read(path, (await blobOf(path)).slice(0, bytes)),
    readEnd: async (path, bytes) => {
      const blob = await blobOf(path);
      return read(path, blob.slice(Math.max(0, blob.size - bytes)));
    },
    listFolder: async (folder) => {
      const entries = tree().list(folder);
      if (entries) return entries;
      throw tree().get(folder)
        ? new InputError("E_UNREADABLE", folder, "a folder was expected, this is a file")
        : notFound(folder);
    },
    filesBelow: async (folder) => {
      if (!tree().list(folder)) throw notFound(folder);
      return pathsBelow(tree(), folder);
    },
    hashFile: async (path): Promise<InputHash> => {
      const blob = await blobOf(path);
      const hash = sha256.create();
      for (let at = 0; at < blob.size; at += hashedBytes) {
        hash.update(await read(path, blob.slice(at, at + hashedBytes)));
      }
      return { path, bytes: blob.size, sha256: bytesToHex(hash.digest()) };
    },
    sha256: (bytes) => bytesToHex(sha256(bytes)),
  };
}

/** Browsers refuse to read more than 2 GiB of a file at once. */
async function bytesOf(blob: Blob): Promise<Uint8Array> {
  if (blob.size <= readBytes) return new Uint8Array(await blob.arrayBuffer());
  const bytes = new Uint8Array(blob.size);
  for (let at = 0; at < blob.size; at += readBytes) {
    bytes.set(new Uint8Array(await blob.slice(at, at + readBytes).arrayBuffer()), at);
  }
  return bytes;
}

async function fetchBlob(url: URL, path: string): Promise<Blob> {
  const response = await fetch(url).catch((cause) => {
    throw new InputError("E_UNREADABLE", path, `could not be fetched (${(cause as Error).message})`, {
      cause,
    });
  });
  if (response.ok) return response.blob();
  const code = response.status === 404 ? "E_NOT_FOUND" : "E_UNREADABLE";
  throw new InputError(code, path, `could not be fetched (status ${response.status})`);
}

function notFound(path: string): InputError {
  return new InputError("E_NOT_FOUND", path, "no such file or folder");
}

function readFault(path: string, { size }: Blob, cause: unknown): InputError {
  const { name, message } = cause as Error;
  if (cause instanceof RangeError) {
    const message = `no memory for its ${size} bytes in this page; crop it to what is marked, or use the command line, pgt`;
    return new InputError("E_TOO_LARGE", path, message, { cause });
  }
  const why = name === "NotReadableError" ? "it was changed or removed since it was chosen" : message;
  return new InputError("E_UNREADABLE", path, `could not be read (${why})`, { cause });
}
