import { InputError } from "@pgt/metrics";
import { type Files, usePlatform } from "@pgt/runner/platform";
import { nodePlatform } from "../../packages/core/src/node-platform.ts";

/** Files by their paths, which readers see instead of those on disk. */
export const filesInMemory = new Map<string, Uint8Array>();

const bytesOf = (path: string): Uint8Array => {
  const bytes = filesInMemory.get(path);
  if (!bytes) throw new InputError("E_NOT_FOUND", path, "no such file or folder");
  return bytes;
};

export const memoryFiles: Files = {
  entryOf: async (path) => ({ kind: "file", bytes: bytesOf(path).length }),
  readBytes: async (path) => bytesOf(path),
  readStart: async (path, bytes) => bytesOf(path).slice(0, bytes),
  readEnd: async (path, bytes) => bytesOf(path).slice(-bytes),
  listFolder: async () => [],
  filesBelow: async () => [...filesInMemory.keys()],
  hashFile: async (path) => ({ path, bytes: bytesOf(path).length, sha256: "" }),
  sha256: () => "",
};

usePlatform({ ...nodePlatform, files: memoryFiles });
