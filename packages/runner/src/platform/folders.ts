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
import { platform } from "./platform.ts";

/** Cases of a folder, or the one case of a file. */
export async function findCases(path: string, layout: FolderLayout = "auto"): Promise<DiscoveredCases> {
  const { kind } = await platform().files.entryOf(path);
  if (kind === "other") throw new InputError("E_NOT_A_FILE", path, "a file or a folder was expected");
  if (kind === "file") return singleCase(path);
  return discoverCases(await listFolder(path), path, { layout, list: listFolder });
}

/** @throws InputError if the folder cannot be read. */
export function listFolder(folder: string): Promise<FolderListing> {
  return platform().files.listFolder(folder);
}

/** One number for every class of a run that is stored as one file per class. */
export function classIdsOf(sources: Iterable<MaskSource>): ReadonlyMap<string, number> {
  const names = new Set<string>();
  for (const source of sources)
    if (source.kind === "classes") for (const name of source.files.keys()) names.add(name);
  return new Map([...classLabelNames([...names])].map(([id, name]) => [name, id]));
}
