import { writeMaskFile } from "@pgt/io";
import { InputError, type LabelVolume, OutputError } from "@pgt/metrics";
import type { DatasetFolder, DatasetOutput } from "@pgt/runner/platform";
import { gzipSync } from "fflate";
import { type FileTree, pathsBelow } from "./file-tree.ts";
import { posixPaths } from "./posix-paths.ts";

const { join } = posixPaths;

/** Data sets that are added to a tree when they are complete. */
export function treeDatasets(tree: () => FileTree): DatasetOutput {
  return {
    makeFolder: async (folder) => {
      if (tree().get(folder))
        throw new OutputError("EEXIST", `${folder}: a file stands where a folder is needed`);
    },
    begin: async (out, name, replaces) => new TreeDataset(tree(), join(out, name), replaces),
  };
}

class TreeDataset implements DatasetFolder {
  private readonly files = new Map<string, Blob | URL>();

  constructor(
    private readonly tree: FileTree,
    private readonly path: string,
    private readonly replaces: boolean,
  ) {}

  /** The tree holds the same file under both paths: a file of a page never changes, so that a copy would be the same. */
  async placeFile(from: string, name: string): Promise<void> {
    const content = this.tree.get(from);
    if (!content) throw new InputError("E_NOT_FOUND", from, "no such file or folder");
    this.files.set(name, content);
  }

  async writeMask(name: string, volume: LabelVolume): Promise<void> {
    const bytes = writeMaskFile(name, volume);
    const stored = name.endsWith(".gz") ? gzipSync(bytes, { level: 4, mtime: 0 }) : bytes;
    this.files.set(name, new Blob([stored as BlobPart]));
  }

  async writeText(name: string, text: string): Promise<void> {
    this.files.set(name, new Blob([text]));
  }

  async finish(): Promise<string> {
    if (this.replaces)
      for (const name of pathsBelow(this.tree, this.path)) this.tree.delete(join(this.path, name));
    for (const [name, content] of this.files) this.tree.set(join(this.path, name), content);
    return this.path;
  }

  async discard(): Promise<void> {}
}
