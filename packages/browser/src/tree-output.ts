import { writeMaskFile } from "@pgt/io";
import { OutputError, usualExtension } from "@pgt/metrics";
import {
  hashMasks,
  type MaskHash,
  type Output,
  type RunFiles,
  type RunFolder,
  type RunJournal,
  runFileName,
} from "@pgt/runner/platform";
import { gzipSync } from "fflate";
import { type FileTree, pathsBelow } from "./file-tree.ts";
import { posixPaths } from "./posix-paths.ts";
import { treeDatasets } from "./tree-dataset.ts";

const { join } = posixPaths;

/** Output that adds what is written to a tree in memory. */
export function treeOutput(tree: () => FileTree): Output {
  const write = async (path: string, chunks: Iterable<string | Uint8Array>) => {
    if (tree().list(path)) throw new OutputError("EISDIR", `${path}: a folder stands where a file is needed`);
    tree().set(path, new Blob([...chunks] as BlobPart[]));
  };
  return {
    openRun: async (folder, key) => new TreeRun(folder, key === null ? null : noJournal(), write),
    openFolder: async () => {},
    writeFile: write,
    study: {
      begin: async (folder, marker, text) => {
        clearStudy(tree(), folder, marker);
        await write(join(folder, marker), [text]);
      },
      writeMask: (folder, id, volume) => {
        const name = id + usualExtension;
        return write(join(folder, name), [gzipSync(writeMaskFile(name, volume), { level: 1, mtime: 0 })]);
      },
      writeText: (folder, name, text) => write(join(folder, name), [text]),
    },
    dataset: treeDatasets(tree),
  };
}

class TreeRun implements RunFolder {
  constructor(
    private readonly folder: string,
    readonly journal: RunJournal | null,
    private readonly writeFile: Output["writeFile"],
  ) {}

  async write(tables: RunFiles, run: Iterable<string>): Promise<string[]> {
    const files = [...Object.entries(tables), [runFileName, run] as const];
    for (const [name, chunks] of files) await this.writeFile(join(this.folder, name), chunks);
    return files.map(([name]) => name);
  }

  async close(): Promise<void> {}
}

/** A page's memory ends with it: there is no earlier run to go on with. */
function noJournal(): RunJournal {
  const hashed = new Map<string, readonly MaskHash[]>();
  return {
    recall: async () => null,
    store: async (pairs, outcomes) => {
      hashed.set(pairs[0].case, await hashMasks(pairs, outcomes));
    },
    inputsOf: async (groups) => {
      const inputs: MaskHash[] = [];
      for (const group of groups) inputs.push(...(hashed.get(group[0].case) ?? (await hashMasks(group))));
      return inputs;
    },
  };
}

function clearStudy(tree: FileTree, folder: string, marker: string): void {
  const own = pathsBelow(tree, folder);
  if (own.length > 0 && !own.includes(marker)) {
    throw new OutputError(
      "E_WRITE",
      `${folder}: cannot hold a study (it holds other files; choose a new or an empty folder)`,
    );
  }
  for (const path of own) tree.delete(join(folder, path));
}
