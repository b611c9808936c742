import { ownValue } from "@pgt/metrics";
import { join, readText, resolve } from "@pgt/runner";
import type { BaseDataset } from "./base-dataset.ts";
import type { VersionSplit } from "./case-splits.ts";
import { namesIn, wordsOf } from "./dataset-names.ts";
import type { DeriveOptions } from "./derive-types.ts";

/** Part of pgt-derive.json that is compared: how the data set came about. */
interface Origin {
  readonly base: string;
  readonly masks: string;
  readonly map: string | null;
  readonly split: { readonly description: string; readonly seed: number | null } | null;
}

/**
 * Data sets in `out` that were derived from the same base, masks, map and split under the same name, by their
 * pgt-derive.json: generator -> name of the folder.
 */
export async function existingVersions(
  base: BaseDataset,
  split: VersionSplit | null,
  { out, generators, maps = {}, name = base.name }: DeriveOptions,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const folders = await namesIn(out);
  for (const [generator, masks] of Object.entries(generators)) {
    const ending = `_${wordsOf(name, generator)}`;
    const wanted = originOf({ base: base.source, masks, map: ownValue(maps, generator) ?? null, split });
    for (const folder of folders) {
      if (folder.replace(/^Dataset\d{3,}/, "") !== ending) continue;
      const record = await recordOf(join(out, folder));
      if (record && originOf(record) === wanted) found.set(generator, folder);
    }
  }
  return found;
}

/** Paths are compared as seen from here; a map may also be the id of one that comes along. */
function originOf({ base, masks, map, split }: Origin): string {
  const paths = [base, masks, map].map((path) => path && resolve(path));
  return JSON.stringify([...paths, split?.description ?? null, split?.seed ?? null]);
}

async function recordOf(folder: string): Promise<Origin | null> {
  try {
    const record = JSON.parse(await readText(join(folder, "pgt-derive.json")));
    const isRecord = record?.schema === "pgt.derive-record/1" && typeof record.base === "string";
    return isRecord && typeof record.masks === "string" ? record : null;
  } catch {
    return null;
  }
}
