import { UsageError, usualExtension } from "@pgt/metrics";
import type { FolderEntry } from "@pgt/study";
import { normalPath, partsOf } from "./posix-paths.ts";

/** A file: `File` or `Blob`, its bytes, or the address that it is fetched from when it is read. */
export type FileContent = Blob | Uint8Array | URL;

/** Files by path. */
export type FileEntries = Readonly<Record<string, FileContent>> | Iterable<readonly [string, FileContent]>;

/**
 * Folders of a page: files by paths such as `anna/case1.nii.gz`. What a run writes is added. Nothing is read before
 * it is needed, and nothing leaves the page.
 */
export class FileTree {
  private readonly files = new Map<string, Blob | URL>();
  private folders: ReadonlyMap<string, ReadonlyMap<string, FolderEntry>> | null = null;

  constructor(entries: FileEntries = []) {
    for (const [path, content] of entriesOf(entries)) this.set(path, content);
  }

  /** Adds a file, in place of one that has the path. @throws UsageError for a path that leads out of the tree. */
  set(path: string, content: FileContent): void {
    const normal = normalPath(path);
    if (normal === "" || normal.startsWith("../")) {
      throw new UsageError(
        "E_PATH",
        `expected the path of a file, as in anna/case1${usualExtension}; found "${path}"`,
      );
    }
    // A blob is handed to workers without a copy.
    this.files.set(normal, content instanceof Uint8Array ? new Blob([content as BlobPart]) : content);
    this.folders = null;
  }

  get(path: string): Blob | URL | undefined {
    return this.files.get(normalPath(path));
  }

  delete(path: string): boolean {
    this.folders = null;
    return this.files.delete(normalPath(path));
  }

  /** All paths, in the order in which they were added. */
  paths(): string[] {
    return [...this.files.keys()];
  }

  entries(): IterableIterator<[string, Blob | URL]> {
    return this.files.entries();
  }

  /** Entries of a folder; undefined if there is none. */
  list(folder: string): FolderEntry[] | undefined {
    this.folders ??= foldersOf(this.files.keys());
    const entries = this.folders.get(normalPath(folder));
    return entries && [...entries.values()];
  }
}

/** @throws UsageError if two files have one path. */
export function fileTree(entries: FileEntries | Iterable<File> = {}): FileTree {
  const tree = new FileTree();
  for (const [path, content] of entriesOf(entries)) {
    if (tree.get(path)) throw new UsageError("E_PATH", `two files have the path ${path}`);
    tree.set(path, content);
  }
  return tree;
}

/** All files in a folder and below, relative to it. */
export function pathsBelow(tree: FileTree, folder: string): string[] {
  const start = normalPath(folder) === "" ? "" : `${normalPath(folder)}/`;
  const own = tree.paths().filter((path) => path.startsWith(start));
  return own.map((path) => path.slice(start.length));
}

function* entriesOf(
  entries: FileEntries | Iterable<File>,
): Generator<readonly [string, FileContent], void, undefined> {
  if (!(Symbol.iterator in entries)) return yield* Object.entries(entries);
  for (const one of entries) yield one instanceof Blob ? [one.webkitRelativePath || one.name, one] : one;
}

function foldersOf(paths: Iterable<string>): Map<string, Map<string, FolderEntry>> {
  const folders = new Map<string, Map<string, FolderEntry>>([["", new Map()]]);
  for (const path of paths) {
    const parts = partsOf(path);
    for (const [depth, name] of parts.entries()) {
      const folder = parts.slice(0, depth).join("/");
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      folders.set(folder, entries.set(name, { name, isDirectory: depth < parts.length - 1 }));
    }
  }
  return folders;
}
