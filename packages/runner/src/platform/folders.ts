import { InputError, type Note } from "@pgt/metrics";
import {
  classLabelNames,
  type DiscoveredCases,
  discoverCases,
  type FolderLayout,
  type FolderListing,
  type MaskSource,
  singleCase,
  storedMasks,
} from "@pgt/study";
import type { MeasureOptions } from "../types.ts";
import { isFile } from "./files.ts";
import { basename, dirname, join, resolve } from "./paths.ts";
import { platform } from "./platform.ts";

/** Cases of a folder, or the one case of a file. */
export async function findCases(path: string, layout: FolderLayout = "auto"): Promise<DiscoveredCases> {
  const { kind } = await platform().files.entryOf(path);
  if (kind === "other") throw new InputError("E_NOT_A_FILE", path, "a file or a folder was expected");
  if (kind === "file") return singleCase(path);
  return discoverCases(await listFolder(path), path, { layout, list: listFolder });
}

/** Path of the dataset.json of the nnU-Net raw dataset whose labelsTr or labelsTs a folder is; null for another. */
export async function datasetBeside(folder: string): Promise<string | null> {
  if (!/^labelsT[rs]$/.test(basename(resolve(folder)))) return null;
  const path = join(dirname(resolve(folder)), "dataset.json");
  return (await isFile(path)) ? path : null;
}

/** Options with the labels of the dataset that the first of some folders belongs to, if none are asked for. */
export async function withLabelsBeside<Options extends MeasureOptions>(
  options: Options,
  folders: readonly string[],
): Promise<{ readonly options: Options; readonly notes: readonly Note[] }> {
  const found = options.labels === undefined ? await Promise.all(folders.map(datasetBeside)) : [];
  const at = found.findIndex((path) => path !== null);
  if (at < 0) return { options, notes: [] };
  const table = found[at]!;
  const message = "labels, regions and ignore label are those of {table}.";
  return {
    options: { ...options, labels: table },
    notes: [{ code: "N-DATASET", file: folders[at], table, message }],
  };
}

/** @throws InputError if the folder cannot be read. */
export function listFolder(folder: string): Promise<FolderListing> {
  return platform().files.listFolder(folder);
}

/** One number for every class of a run that is stored as one file per class. */
export function classIdsOf(sources: Iterable<MaskSource>): ReadonlyMap<string, number> {
  const names = new Set<string>();
  for (const source of [...sources].flatMap(storedMasks))
    if (source.kind === "classes") for (const name of source.files.keys()) names.add(name);
  return new Map([...classLabelNames([...names])].map(([id, name]) => [name, id]));
}
