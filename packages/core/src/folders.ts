import { readdir, stat } from "node:fs/promises";
import { InputError } from "@pgt/metrics";
import {
  classLabelNames,
  type DiscoveredCases,
  discoverCases,
  type FolderLayout,
  type FolderListing,
  type MaskSource,
  singleCase,
} from "@pgt/study";
import { readFault } from "./read-label-map.ts";

/** Cases of a folder, or the one case of a file. */
export async function findCases(path: string, layout: FolderLayout = "auto"): Promise<DiscoveredCases> {
  const found = await stat(path).catch((cause) => {
    throw readFault(path, cause);
  });
  if (!found.isDirectory()) {
    if (!found.isFile()) throw new InputError("E_NOT_A_FILE", path, "a file or a folder was expected");
    return singleCase(path);
  }
  return discoverCases(await listFolder(path), path, { layout, list: listFolder });
}

/** @throws InputError if the folder cannot be read. */
export async function listFolder(folder: string): Promise<FolderListing> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw readFault(folder, cause);
  });
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
}

/** One number for every class of a run that is stored as one file per class. */
export function classIdsOf(sources: Iterable<MaskSource>): ReadonlyMap<string, number> {
  const names = new Set<string>();
  for (const source of sources)
    if (source.kind === "classes") for (const name of source.files.keys()) names.add(name);
  return new Map([...classLabelNames([...names])].map(([id, name]) => [name, id]));
}
